import { CodeActionKind, type CodeAction } from 'vscode-languageserver-types';
import { compareTargets, targetPrediction } from '../../core/model/compareTargets';
import { formatComparison, formatPrediction } from '../../core/model/numberFormat';
import type { TargetPrediction } from '../../core/model/prediction';
import type { Neighbour, SearchSpace } from '../../core/spaces/space';
import type { Architecture } from '../../core/spec/architecture';
import type { CellEntry } from '../../core/spec/document';
import { describeEdit } from '../../core/spec/edit/editCell';
import { scoredCell, shownTargets } from '../cellSummary';
import { neighbourEdits } from '../edits/neighbourEdits';
import {
  type CancellationCheck,
  type CellFile,
  neverCancelled,
  type ScoredCell,
  type ServiceDependencies,
} from '../serviceTypes';
import { workspaceEdit } from './workspaceEdit';

/** Neighbours that are scored for one cell; a large space of one's own may have thousands. */
const MAX_NEIGHBOURS = 512;

const neighboursOf = new WeakMap<Architecture, readonly Neighbour[]>();

/** The cell and every member of the space one edit away from it: what has to be scored before `gainActions` can answer. */
export function neighbourRequests(file: CellFile, entry: CellEntry): ScoredCell[] {
  const cell = scoredCell(file.parsed, entry);
  if (!cell) return [];
  const neighbours = membersAround(cell.space, cell.architecture);
  return [cell, ...neighbours.map(({ architecture }) => ({ space: cell.space, architecture }))];
}

interface Gain {
  readonly neighbour: Neighbour;
  readonly prediction: TargetPrediction;
  readonly difference: number;
}

/**
 * The single edits of a cell with the largest predicted gain for the first shown target, best first. Ties are no gain; edits that
 * lead to the same architecture are offered once. What has no prediction yet is left out.
 */
export function gainActions(
  file: CellFile,
  entry: CellEntry,
  { settings, scoreOf }: ServiceDependencies,
  cancellation: CancellationCheck = neverCancelled,
): CodeAction[] {
  const { maxSuggestions, numbers, codeLens } = settings(file.document.uri);
  const cell = scoredCell(file.parsed, entry);
  const prediction = cell && scoreOf(cell);
  if (!cell || maxSuggestions <= 0 || prediction === undefined || prediction === 'pending') return [];
  if (prediction.kind === 'none') return [];
  const [current] = shownTargets(prediction, codeLens.targets);
  if (!current) return [];
  const actions: CodeAction[] = [];
  const offered = new Set<string>();
  for (const { neighbour, prediction: better } of gainsOf(cell, current, scoreOf)) {
    if (actions.length >= maxSuggestions || cancellation.isCancellationRequested) break;
    const key = cell.space.canonicalKey(neighbour.architecture);
    const edits = offered.has(key) ? undefined : neighbourEdits(file, entry, neighbour);
    if (!edits) continue;
    offered.add(key);
    const change = formatComparison(compareTargets(better, current), better, numbers);
    actions.push({
      title: `${describeEdit(entry, neighbour.edit, cell.space)}: ${change}, to ${formatPrediction(better, numbers)}`,
      kind: CodeActionKind.RefactorRewrite,
      edit: workspaceEdit(file, edits),
    });
  }
  return actions;
}

function gainsOf(
  { space, architecture }: ScoredCell,
  current: TargetPrediction,
  scoreOf: ServiceDependencies['scoreOf'],
): Gain[] {
  const direction = current.target.higherIsBetter ? 1 : -1;
  return membersAround(space, architecture)
    .flatMap((neighbour): Gain[] => {
      const found = scoreOf({ space, architecture: neighbour.architecture });
      if (found === undefined || found === 'pending') return [];
      const prediction = targetPrediction(found, current.target.name);
      const comparison = prediction && compareTargets(prediction, current);
      if (!prediction || !comparison?.isBetter) return [];
      return [{ neighbour, prediction, difference: direction * comparison.difference }];
    })
    .sort((a, b) => b.difference - a.difference);
}

function membersAround(space: SearchSpace, architecture: Architecture): readonly Neighbour[] {
  let neighbours = neighboursOf.get(architecture);
  if (!neighbours) {
    neighbours = space.neighbours(architecture).slice(0, MAX_NEIGHBOURS);
    neighboursOf.set(architecture, neighbours);
  }
  return neighbours;
}
