import { compareTargets, targetPrediction, type TargetComparison } from '../core/model/compareTargets';
import {
  formatComparison,
  formatFlops,
  formatParameters,
  formatPercentile,
  formatPrediction,
} from '../core/model/numberFormat';
import type { ArchitecturePrediction, TargetPrediction } from '../core/model/prediction';
import type { Cost, SearchSpace } from '../core/spaces/space';
import type { CellDocument, CellEntry } from '../core/spec/document';
import type { ScoredCell, ScoreLookup, ServiceSettings } from './serviceTypes';
import { errorsOf } from './spans';

/** What is to be said of a cell: its numbers, or why there are none. */
export type CellSummary =
  | { readonly kind: 'outside'; readonly reasons: readonly string[]; readonly space?: SearchSpace }
  | { readonly kind: 'pending'; readonly space: SearchSpace; readonly cost: Cost }
  | { readonly kind: 'none'; readonly space: SearchSpace; readonly cost: Cost; readonly reason: string }
  | {
      readonly kind: 'predicted';
      readonly space: SearchSpace;
      readonly cost: Cost;
      readonly prediction: Extract<ArchitecturePrediction, { kind: 'predicted' }>;
    };

/** The cell as something to be scored; undefined when it is no member of a known space. */
export function scoredCell(parsed: CellDocument, entry: CellEntry): ScoredCell | undefined {
  if (!entry.valid || !entry.architecture || !parsed.space) return undefined;
  return { space: parsed.space, architecture: entry.architecture };
}

export function summariseCell(parsed: CellDocument, entry: CellEntry, scoreOf: ScoreLookup): CellSummary {
  const cell = scoredCell(parsed, entry);
  const { space } = parsed;
  if (!cell || !space) {
    const reasons = (space ? errorsOf(parsed, entry) : spaceProblems(parsed)).map(({ message }) => message);
    return { kind: 'outside', reasons, ...(space ? { space } : {}) };
  }
  const cost = space.cost(cell.architecture);
  const prediction = scoreOf(cell);
  if (prediction === undefined || prediction === 'pending') return { kind: 'pending', space, cost };
  if (prediction.kind === 'none') return { kind: 'none', space, cost, reason: prediction.reason };
  return { kind: 'predicted', space, cost, prediction };
}

/** How the cell's first shown target differs from the saved file's cell of the same name; undefined where nothing does. */
export function changeAgainstSaved(
  entry: CellEntry,
  summary: CellSummary,
  saved: CellDocument | undefined,
  scoreOf: ScoreLookup,
  targets: readonly string[],
): TargetComparison | undefined {
  const savedEntry = saved?.cells.find(({ name }) => name === entry.name);
  const savedCell = saved && savedEntry && scoredCell(saved, savedEntry);
  if (!savedCell || summary.kind !== 'predicted' || savedCell.space.name !== summary.space.name) return undefined;
  const savedPrediction = scoreOf(savedCell);
  if (savedPrediction === undefined || savedPrediction === 'pending' || savedPrediction === summary.prediction) {
    return undefined;
  }
  const [newer] = shownTargets(summary.prediction, targets);
  const older = newer && targetPrediction(savedPrediction, newer.target.name);
  return older && compareTargets(newer, older);
}

/** The targets to show, in the order of the settings; the model's first one where the settings name none that it has. */
export function shownTargets(
  { targets }: { readonly targets: readonly TargetPrediction[] },
  names: readonly string[],
): readonly TargetPrediction[] {
  const chosen = names.flatMap((name) => targets.filter(({ target }) => target.name === name));
  return chosen.length > 0 ? chosen : targets.slice(0, 1);
}

/** One line for a cell, as lenses and the command line print it. */
export function summaryText(summary: CellSummary, settings: ServiceSettings, change?: TargetComparison): string {
  if (summary.kind === 'outside') return outsideText(summary);
  const { cost, space } = summary;
  const { columns, targets } = settings.codeLens;
  const shown = summary.kind === 'predicted' ? shownTargets(summary.prediction, targets) : [];
  const [first] = shown;
  const texts = [headline(summary, shown, settings)];
  for (const column of columns) {
    const text =
      column === 'percentile'
        ? first && formatPercentile(first.topPercent, space.name)
        : column === 'parameters'
          ? formatParameters(cost)
          : column === 'flops'
            ? formatFlops(cost)
            : first && change && changeText(change, first, settings);
    if (text !== undefined) texts.push(text);
  }
  return texts.join(' · ');
}

function headline(
  summary: Exclude<CellSummary, { kind: 'outside' }>,
  shown: readonly TargetPrediction[],
  settings: ServiceSettings,
): string {
  if (summary.kind === 'pending') return '...';
  if (summary.kind === 'none') return `no prediction: ${summary.reason}`;
  return shown.map((target) => formatPrediction(target, settings.numbers)).join(', ');
}

function changeText(change: TargetComparison, target: TargetPrediction, { numbers }: ServiceSettings): string {
  return change.isTie ? 'tie with saved' : `${formatComparison(change, target, numbers)} against saved`;
}

/** `outside nas-bench-201: REASON (and 2 more)` */
function outsideText({ space, reasons }: Extract<CellSummary, { kind: 'outside' }>): string {
  const where = space ? `outside ${space.name}` : 'no prediction';
  const [first, ...others] = reasons;
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  return first === undefined ? where : `${where}: ${first}${more}`;
}

/** Why there is no space: every error of the file that is not one of its cells', in a definition in the place of a name, too. */
function spaceProblems(parsed: CellDocument): CellDocument['problems'] {
  return parsed.problems.filter(({ severity, cell }) => severity === 'error' && cell === undefined);
}
