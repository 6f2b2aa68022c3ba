import type { Connection } from 'vscode-languageserver/node';
import type { FlowView } from '../core/explain/flowView';
import { flowChangedNotification, flowRequest, isFlowParams, type FlowChanged } from '../protocol/flowView';
import { flowRequests, flowView } from '../service/flowView/flowView';
import { isCellFile } from './documents/cellFiles';
import type { FeatureContext } from './features';
import { runSafe } from './runSafe';
import { within } from './within';

/** How long a picture waits for predictions that are nearly there: less than a person notices. */
const patienceMs = 40;

/** Answers requests for pictures of cells, and says when predictions arrive after a picture had to be given without them. */
export function registerFlowRequests(
  connection: Connection,
  { host, documents, store, settings, predictions, dependencies }: FeatureContext,
): void {
  const announce = (changed: FlowChanged): void =>
    void connection.sendNotification(flowChangedNotification, changed).catch(() => undefined);
  connection.onRequest(
    flowRequest,
    runSafe(
      'picture of a cell',
      null,
      async (params: unknown): Promise<FlowView | null> => {
        if (!isFlowParams(params)) throw new TypeError('malformed parameters');
        await settings.get(params.uri);
        const document = documents.get(params.uri);
        // While somebody types, the picture is that of the last text that could be read.
        const file = document && (store.lastGood(document) ?? store.get(document));
        if (!file || !isCellFile(file)) return null;
        const { cells, ablated } = flowRequests(file, params);
        // The cell itself first: nobody waits for its explanation.
        const work = predictions.ensure(cells).then(() => predictions.ensure(ablated));
        if (!(await within(work, patienceMs))) void work.then(() => announce({ uri: params.uri }));
        return flowView(file, params, dependencies);
      },
      host,
    ),
  );
}
