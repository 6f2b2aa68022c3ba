import type { FlowView, SourcePosition, SourceRange } from '../core/explain/flowView';
import { isFlowView, isSourcePosition, isSourceRange } from './flowView';
import { isArrayOf, isBoolean, isFiniteNumber, isOneOf, isOptional, isRecord, isString } from './guards';

// The messages between the extension and the flow view. Both sides check what they are sent, and pass over what they do not know.

/** Identifier of the panel in package.json and for `WebviewPanelSerializer`. */
export const flowViewType = 'flowcell.flow';

/** From the extension to the view. */
export type ToFlowView =
  | { readonly type: 'view'; readonly view: FlowView }
  /** The cursor in the document; absent where it has left it. `isFollowed`: the view goes with it to another cell. */
  | { readonly type: 'cursor'; readonly position?: SourcePosition; readonly isFollowed: boolean }
  /** The document has another name: what is selected and where the drawing was moved to stay. */
  | { readonly type: 'moved'; readonly uri: string }
  /** The document cannot be shown, why, and what can be done about it. */
  | { readonly type: 'gone'; readonly message: string; readonly remedies: readonly FlowRemedy[] };

const flowRemedies = ['open', 'retry', 'close'] as const;
/** What somebody can do where there is nothing to show: open the text, ask again, close the view. */
export type FlowRemedy = (typeof flowRemedies)[number];

/** From the view to the extension. */
export type FromFlowView =
  | { readonly type: 'ready' }
  | { readonly type: 'choose'; readonly choice: FlowViewChoice }
  /** `takeFocus`: the editor takes the focus only when somebody asked for it. */
  | { readonly type: 'reveal'; readonly range: SourceRange; readonly takeFocus: boolean }
  /** `data`: the text of an SVG, or a PNG in base64. */
  | { readonly type: 'save'; readonly format: 'svg' | 'png'; readonly name: string; readonly data: string }
  | { readonly type: 'copy'; readonly text: string }
  | { readonly type: 'remedy'; readonly remedy: FlowRemedy };

/** What the view shows of a file. */
export interface FlowViewChoice {
  readonly cell?: string;
  readonly other?: string;
  readonly importance: boolean;
}

export const flowLayerNames = ['flow', 'importance', 'parameters', 'flops'] as const;
export type FlowLayerName = (typeof flowLayerNames)[number];

export const flowDirections = ['both', 'forward', 'backward'] as const;
export type ShownDirection = (typeof flowDirections)[number];

/** Scale and offset of a drawing, in pixels of the screen. */
export interface ViewTransform {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** What survives when the view is hidden, moved, or reloaded with its window. */
export interface FlowViewState {
  readonly uri: string;
  readonly cell?: string;
  readonly other?: string;
  readonly layer: FlowLayerName;
  readonly direction: ShownDirection;
  /** Vertex or link of the cell. */
  readonly selected?: string;
  /** Step through the generations, from 0: forward, then backward. Absent: everything at once. */
  readonly step?: number;
  /** Absent: fitted to the panel. */
  readonly transform?: ViewTransform;
  readonly isTableShown: boolean;
  /** Whether two compared cells are one drawing; side by side where it is absent. */
  readonly isOverlaid?: boolean;
}

/** Longer than any drawing or file name that the view makes. */
const maxTextLength = 64 * 1024 * 1024;
const maxNameLength = 1_000;

export function isToFlowView(value: unknown): value is ToFlowView {
  if (!isRecord(value)) return false;
  switch (value['type']) {
    case 'view':
      return isFlowView(value['view']);
    case 'cursor':
      return isOptional(value['position'], isSourcePosition) && isBoolean(value['isFollowed']);
    case 'moved':
      return isString(value['uri']);
    case 'gone':
      return isString(value['message']) && isArrayOf(value['remedies'], isFlowRemedy, flowRemedies.length);
    default:
      return false;
  }
}

export function isFromFlowView(value: unknown): value is FromFlowView {
  if (!isRecord(value)) return false;
  switch (value['type']) {
    case 'ready':
      return true;
    case 'choose':
      return isFlowViewChoice(value['choice']);
    case 'reveal':
      return isSourceRange(value['range']) && isBoolean(value['takeFocus']);
    case 'save':
      return isOneOf(value['format'], ['svg', 'png']) && isShortText(value['name']) && isText(value['data']);
    case 'copy':
      return isText(value['text']);
    case 'remedy':
      return isFlowRemedy(value['remedy']);
    default:
      return false;
  }
}

export function isFlowViewState(value: unknown): value is FlowViewState {
  return (
    isRecord(value) &&
    isString(value['uri']) &&
    isOptional(value['cell'], isString) &&
    isOptional(value['other'], isString) &&
    isOneOf(value['layer'], flowLayerNames) &&
    isOneOf(value['direction'], flowDirections) &&
    isOptional(value['selected'], isString) &&
    isOptional(value['step'], isFiniteNumber) &&
    isOptional(value['transform'], isViewTransform) &&
    isBoolean(value['isTableShown']) &&
    isOptional(value['isOverlaid'], isBoolean)
  );
}

function isFlowRemedy(value: unknown): value is FlowRemedy {
  return isOneOf(value, flowRemedies);
}

function isFlowViewChoice(value: unknown): value is FlowViewChoice {
  return (
    isRecord(value) &&
    isOptional(value['cell'], isString) &&
    isOptional(value['other'], isString) &&
    isBoolean(value['importance'])
  );
}

function isViewTransform(value: unknown): value is ViewTransform {
  return (
    isRecord(value) &&
    isFiniteNumber(value['scale']) &&
    value['scale'] > 0 &&
    isFiniteNumber(value['x']) &&
    isFiniteNumber(value['y'])
  );
}

function isText(value: unknown): value is string {
  return isString(value) && value.length <= maxTextLength;
}

function isShortText(value: unknown): value is string {
  return isString(value) && value.length <= maxNameLength;
}
