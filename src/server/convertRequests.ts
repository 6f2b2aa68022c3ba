import type { Connection } from 'vscode-languageserver/node';
import { cellConversionsRequest, isCellConversionsParams, type CellConversions } from '../protocol/convertCell';
import type { CellConversions as FoundConversions } from '../service/conversions';
import { toOffset, toRange } from '../service/positions';
import type { CellFile } from '../service/serviceTypes';
import { isCellFile } from './documents/cellFiles';
import type { FeatureContext } from './features';
import { runSafe } from './runSafe';

/** Answers what a cell would be in the other forms of its space. */
export function registerConvertRequests(
  connection: Connection,
  { host, documents, store, service }: Pick<FeatureContext, 'host' | 'documents' | 'store' | 'service'>,
): void {
  connection.onRequest(
    cellConversionsRequest,
    runSafe(
      'conversions of a cell',
      null,
      (params: unknown): CellConversions | null => {
        if (!isCellConversionsParams(params)) throw new TypeError('malformed parameters');
        const document = documents.get(params.uri);
        const file = document && store.get(document);
        if (!file || !isCellFile(file)) return null;
        const found = service.conversions(file, toOffset(file.document, params.position));
        return found ? asMessage(file, found) : null;
      },
      host,
    ),
  );
}

function asMessage({ document }: CellFile, found: FoundConversions): CellConversions {
  if (found.kind === 'refused') return found;
  const conversions = found.conversions.map(({ edits, ...conversion }) => ({
    ...conversion,
    edits: edits.map(({ range, newText }) => ({ range: toRange(document, range), newText })),
  }));
  return { ...found, version: document.version, conversions };
}
