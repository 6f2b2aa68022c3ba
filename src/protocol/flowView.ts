import type {
  CellListing,
  CellNumbers,
  CellView,
  Diagram,
  DiagramLink,
  DiagramPart,
  DiagramVertex,
  DrawnPlace,
  FlowShares,
  FlowView,
  Importance,
  Judgement,
  SourcePosition,
  SourceRange,
  SourceSpan,
} from '../core/explain/flowView';
import type { NumberFormat } from '../core/model/numberFormat';
import type { Cost } from '../core/spaces/space';
import { isArrayOf, isBoolean, isFiniteNumber, isIndex, isOneOf, isOptional, isRecord, isString } from './guards';
import { isModelSource, isTargetPrediction } from './predictionGuards';

// Pictures of cells as messages: from the server to the extension, and from there to the view.

/** Request: the picture of one or two cells of a document (`FlowParams` -> `FlowView | null`). Null: not a cell file. */
export const flowRequest = 'flowcell/flow';

/** Notification from the server: the pictures of a document have changed although its text has not (`FlowChanged`). */
export const flowChangedNotification = 'flowcell/flowChanged';

export interface FlowParams {
  readonly uri: string;
  /** Name of the cell; the file's first one where it is absent or not there. */
  readonly cell?: string;
  /** Name of the cell to compare with. */
  readonly other?: string;
  /** Whether predictions without each place are wanted. */
  readonly importance: boolean;
}

export interface FlowChanged {
  /** The document; absent where all may have changed. */
  readonly uri?: string;
}

/** More than any cell file has that somebody looks at; longer lists are refused before they are read. */
const maxItems = 20_000;

export function isFlowParams(value: unknown): value is FlowParams {
  return (
    isRecord(value) &&
    isString(value['uri']) &&
    isOptional(value['cell'], isString) &&
    isOptional(value['other'], isString) &&
    isBoolean(value['importance'])
  );
}

export function isFlowChanged(value: unknown): value is FlowChanged {
  return isRecord(value) && isOptional(value['uri'], isString);
}

export function isFlowView(value: unknown): value is FlowView {
  return (
    isRecord(value) &&
    isString(value['uri']) &&
    isFiniteNumber(value['version']) &&
    isArrayOf(value['cells'], isCellListing, maxItems) &&
    isOptional(value['cell'], isCellView) &&
    isOptional(value['other'], isCellView) &&
    isNumberFormat(value['format'])
  );
}

function isDrawnPlace(value: unknown): value is DrawnPlace {
  if (!isRecord(value) || !isIndex(value['part'])) return false;
  return value['kind'] === 'node' ? isIndex(value['node']) : value['kind'] === 'edge' && isIndex(value['edge']);
}

export function isSourcePosition(value: unknown): value is SourcePosition {
  return isRecord(value) && isIndex(value['line']) && isIndex(value['character']);
}

export function isSourceRange(value: unknown): value is SourceRange {
  return isRecord(value) && isSourcePosition(value['start']) && isSourcePosition(value['end']);
}

function isNumberFormat(value: unknown): value is NumberFormat {
  return isRecord(value) && (value['digits'] === 'auto' || isIndex(value['digits']));
}

function isCellListing(value: unknown): value is CellListing {
  return isRecord(value) && isString(value['name']) && isSourceRange(value['range']) && isString(value['summary']);
}

function isCellView(value: unknown): value is CellView {
  return (
    isRecord(value) &&
    isString(value['name']) &&
    isSourceRange(value['range']) &&
    isSourceRange(value['nameRange']) &&
    isString(value['form']) &&
    isRecord(value['space']) &&
    isString(value['space']['name']) &&
    isString(value['space']['title']) &&
    isDiagram(value['diagram']) &&
    isCost(value['cost']) &&
    isCellNumbers(value['numbers']) &&
    isArrayOf(value['shownTargets'], isString, maxItems) &&
    isImportance(value['importance'])
  );
}

function isDiagram(value: unknown): value is Diagram {
  return (
    isRecord(value) &&
    isArrayOf(value['parts'], isDiagramPart, 64) &&
    isIndex(value['generations']) &&
    isArrayOf(value['surrogate'], isFiniteNumber, 1024)
  );
}

/** A part whose links join vertices that it has. */
function isDiagramPart(value: unknown): value is DiagramPart {
  if (!isRecord(value) || !isString(value['role'])) return false;
  if (!isArrayOf(value['vertices'], isDiagramVertex, maxItems)) return false;
  if (!isArrayOf(value['links'], isDiagramLink, maxItems)) return false;
  const ids = new Set(value['vertices'].map(({ id }) => id));
  return ids.size === value['vertices'].length && value['links'].every(({ from, to }) => ids.has(from) && ids.has(to));
}

const operationKinds = [
  'input',
  'output',
  'convolution',
  'pooling',
  'identity',
  'zero',
  'aggregation',
  'other',
] as const;

function isDiagramVertex(value: unknown): value is DiagramVertex {
  return (
    isRecord(value) &&
    isString(value['id']) &&
    isDrawnPlace(value['place']) &&
    isString(value['title']) &&
    isString(value['label']) &&
    isOneOf(value['kind'], operationKinds) &&
    isString(value['description']) &&
    isOneOf(value['liveness'], ['live', 'zero', 'unreachable', 'dead-end']) &&
    isOptional(value['generation'], isIndex) &&
    isOptional(value['flow'], isFlowShares) &&
    isCost(value['cost']) &&
    isArrayOf(value['sources'], isSourceSpan, maxItems)
  );
}

function isDiagramLink(value: unknown): value is DiagramLink {
  return (
    isRecord(value) &&
    isString(value['id']) &&
    isString(value['from']) &&
    isString(value['to']) &&
    isDrawnPlace(value['place']) &&
    isString(value['title']) &&
    isBoolean(value['isWholeEdge']) &&
    isBoolean(value['isLive']) &&
    isOptional(value['flow'], isFlowShares) &&
    isArrayOf(value['sources'], isSourceSpan, maxItems)
  );
}

function isFlowShares(value: unknown): value is FlowShares {
  return isRecord(value) && isFiniteNumber(value['forward']) && isFiniteNumber(value['backward']);
}

function isSourceSpan(value: unknown): value is SourceSpan {
  return (
    isRecord(value) &&
    isOneOf(value['role'], ['whole', 'operation', 'name', 'reference']) &&
    isSourceRange(value['range'])
  );
}

function isCost(value: unknown): value is Cost {
  return (
    isRecord(value) && isOptional(value['parameters'], isFiniteNumber) && isOptional(value['flops'], isFiniteNumber)
  );
}

function isCellNumbers(value: unknown): value is CellNumbers {
  if (!isRecord(value)) return false;
  switch (value['kind']) {
    case 'pending':
      return true;
    case 'none':
      return isString(value['reason']);
    case 'outside':
      return isArrayOf(value['reasons'], isString, maxItems);
    case 'predicted':
      return isModelSource(value['source']) && isArrayOf(value['targets'], isTargetPrediction, maxItems);
    default:
      return false;
  }
}

function isImportance(value: unknown): value is Importance {
  if (!isRecord(value)) return false;
  if (value['kind'] === 'judged') return isArrayOf(value['judgements'], isJudgement, maxItems);
  return value['kind'] === 'none' || value['kind'] === 'pending';
}

function isJudgement(value: unknown): value is Judgement {
  return (
    isRecord(value) &&
    isDrawnPlace(value['place']) &&
    isOneOf(value['verdict'], ['critical', 'redundant', 'harmful', 'necessary']) &&
    isOptional(value['how'], (how): how is NonNullable<Judgement['how']> =>
      isOneOf(how, ['removed', 'zero', 'identity', 'bypassed', 'replaced']),
    ) &&
    isOptional(value['replacement'], isString) &&
    isOptional(value['without'], isTargetPrediction) &&
    isOptional(value['difference'], isFiniteNumber) &&
    isOptional(value['share'], isFiniteNumber)
  );
}
