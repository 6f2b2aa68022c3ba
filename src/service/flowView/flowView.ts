import { planAblations, type AblationPlan } from '../../core/explain/ablations';
import { diagramOf } from '../../core/explain/diagram';
import type { CellListing, CellNumbers, CellView, FlowView, Importance, SourceSpan } from '../../core/explain/flowView';
import { judgeAblations } from '../../core/explain/judgements';
import type { ArchitecturePrediction } from '../../core/model/prediction';
import type { SearchSpace } from '../../core/spaces/space';
import type { Architecture } from '../../core/spec/architecture';
import type { CellEntry } from '../../core/spec/document';
import { scoredCell, shownTargets, summariseCell, summaryText, type CellSummary } from '../cellSummary';
import { toRange } from '../positions';
import type { CellFile, ScoredCell, ServiceDependencies } from '../serviceTypes';
import { spansOf } from '../spans';

/** Which cells a picture shows. Names that the file does not have stand for its first cell that can be drawn, or for none. */
export interface FlowChoice {
  readonly cell?: string;
  readonly other?: string;
  /** Whether predictions without each place are wanted. */
  readonly importance: boolean;
}

/** The picture of one or two cells of a file, from what is known now. */
export function flowView(file: CellFile, choice: FlowChoice, dependencies: ServiceDependencies): FlowView {
  const { document, parsed } = file;
  const settings = dependencies.settings(document.uri);
  const { entry, other } = chosenEntries(file, choice);
  const view = (drawn: CellEntry | undefined): CellView | undefined =>
    drawn && cellView(file, drawn, choice.importance, dependencies);
  const [cell, compared] = [view(entry), view(other)];
  return {
    uri: document.uri,
    version: document.version,
    cells: parsed.cells.map((listed): CellListing => ({
      name: listed.name,
      range: toRange(document, listed.range),
      summary: summaryText(summariseCell(parsed, listed, dependencies.scoreOf), settings),
    })),
    ...(cell ? { cell } : {}),
    ...(compared ? { other: compared } : {}),
    format: settings.numbers,
  };
}

/** The cells whose predictions a picture shows: what it compares and lists, then the ones without each place. */
export function flowRequests(file: CellFile, choice: FlowChoice): { cells: ScoredCell[]; ablated: ScoredCell[] } {
  const { parsed } = file;
  const { entry, other } = chosenEntries(file, choice);
  const cells = parsed.cells.flatMap((listed) => scoredCell(parsed, listed) ?? []);
  if (!choice.importance) return { cells, ablated: [] };
  const ablated = [entry, other].flatMap((drawn) => {
    const scored = drawn && scoredCell(parsed, drawn);
    if (!scored) return [];
    const { ablations } = plannedAblations(scored.space, scored.architecture);
    return ablations.map(({ architecture }) => ({ space: scored.space, architecture }));
  });
  return { cells, ablated };
}

function chosenEntries({ parsed }: CellFile, choice: FlowChoice): { entry?: CellEntry; other?: CellEntry } {
  const drawn = parsed.space ? parsed.cells.filter(({ architecture }) => architecture) : [];
  const named = (name: string | undefined): CellEntry | undefined => drawn.find((entry) => entry.name === name);
  const entry = named(choice.cell) ?? drawn[0];
  const other = named(choice.other);
  return { ...(entry ? { entry } : {}), ...(other ? { other } : {}) };
}

const plans = new WeakMap<Architecture, AblationPlan>();

/** Ablations are the same objects for every request about the same parse, so that their keys are found once. */
function plannedAblations(space: SearchSpace, architecture: Architecture): AblationPlan {
  let plan = plans.get(architecture);
  if (!plan) {
    plan = planAblations(space, architecture);
    plans.set(architecture, plan);
  }
  return plan;
}

function cellView(
  { document, parsed }: CellFile,
  entry: CellEntry,
  importance: boolean,
  { settings, scoreOf }: ServiceDependencies,
): CellView | undefined {
  const { space } = parsed;
  const { architecture } = entry;
  if (!space || !architecture) return undefined;
  const summary = summariseCell(parsed, entry, scoreOf);
  const targets = settings(document.uri).codeLens.targets;
  return {
    name: entry.name,
    range: toRange(document, entry.range),
    nameRange: toRange(document, entry.nameRange),
    form: entry.form,
    space: { name: space.name, title: space.title },
    diagram: diagramOf(space, architecture, {
      isMember: entry.valid,
      sourcesOf: (place) =>
        spansOf(entry, place, 'whole', 'operation', 'name', 'reference').map(({ role, range }): SourceSpan => ({
          role,
          range: toRange(document, range),
        })),
    }),
    cost: summary.kind === 'outside' ? {} : summary.cost,
    numbers: numbersOf(summary),
    shownTargets:
      summary.kind === 'predicted' ? shownTargets(summary.prediction, targets).map(({ target }) => target.name) : [],
    importance: importance && entry.valid ? judge(space, architecture, summary, targets, scoreOf) : { kind: 'none' },
  };
}

function numbersOf(summary: CellSummary): CellNumbers {
  switch (summary.kind) {
    case 'outside':
      return { kind: 'outside', reasons: summary.reasons };
    case 'pending':
      return { kind: 'pending' };
    case 'none':
      return { kind: 'none', reason: summary.reason };
    case 'predicted':
      return { kind: 'predicted', source: summary.prediction.source, targets: summary.prediction.targets };
  }
}

function judge(
  space: SearchSpace,
  architecture: Architecture,
  summary: CellSummary,
  targets: readonly string[],
  scoreOf: ServiceDependencies['scoreOf'],
): Importance {
  if (summary.kind === 'pending') return { kind: 'pending' };
  const [base] = summary.kind === 'predicted' ? shownTargets(summary.prediction, targets) : [];
  if (!base) return { kind: 'none' };
  const plan = plannedAblations(space, architecture);
  const predictions: ArchitecturePrediction[] = [];
  for (const ablation of plan.ablations) {
    const prediction = scoreOf({ space, architecture: ablation.architecture });
    if (prediction === undefined || prediction === 'pending') return { kind: 'pending' };
    predictions.push(prediction);
  }
  return { kind: 'judged', judgements: judgeAblations(base, plan, predictions) };
}
