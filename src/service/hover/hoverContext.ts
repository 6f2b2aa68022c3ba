import type { SearchSpace } from '../../core/spaces/space';
import type { Architecture } from '../../core/spec/architecture';
import type { CellDocument, CellEntry } from '../../core/spec/document';
import type { ScoreLookup, ServiceSettings } from '../serviceTypes';

/** What the parts of a hover need to know. */
export interface HoverContext {
  readonly parsed: CellDocument;
  readonly entry: CellEntry;
  readonly space: SearchSpace;
  readonly architecture: Architecture;
  readonly settings: ServiceSettings;
  readonly scoreOf: ScoreLookup;
}
