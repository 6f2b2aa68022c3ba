import { compareTargets, type TargetComparison } from '../model/compareTargets';
import type { TargetPrediction } from '../model/prediction';
import type { CellView, DiagramPart, DiagramVertex } from './flowView';

/** How something in one of two cells relates to the other cell. */
export type ChangeKind = 'added' | 'removed' | 'changed';

export interface CellChange {
  readonly kind: ChangeKind;
  readonly role: string;
  /** One line for people: `edge 0 -> 1: nor_conv_3x3 becomes skip_connect`. */
  readonly text: string;
  /** Vertex or link of the first cell. */
  readonly first?: string;
  /** Vertex or link of the second cell. */
  readonly second?: string;
}

/** One quantity of both cells. `tie` where the difference is below the noise, or there is none. */
export interface MetricRow {
  readonly title: string;
  readonly unit: string;
  readonly first: number | TargetPrediction | undefined;
  readonly second: number | TargetPrediction | undefined;
  /** Absent where one of the numbers is. */
  readonly comparison?: TargetComparison;
}

export interface CellComparison {
  readonly changes: readonly CellChange[];
  readonly metrics: readonly MetricRow[];
}

/** What the second cell has that the first one has not, and what that does to every quantity. */
export function compareCells(first: CellView, second: CellView): CellComparison {
  const roles = [...new Set([...first.diagram.parts, ...second.diagram.parts].map(({ role }) => role))];
  return {
    changes: roles.flatMap((role) => compareParts(role, partOf(first, role), partOf(second, role))),
    metrics: [...comparePredictions(first, second), ...compareCosts(first, second)],
  };
}

export function partOf({ diagram }: CellView, role: string): DiagramPart {
  return diagram.parts.find((part) => part.role === role) ?? { role, vertices: [], links: [] };
}

function compareParts(role: string, first: DiagramPart, second: DiagramPart): CellChange[] {
  const matched = matchVertices(first, second);
  const partners = new Set(matched.values());
  const changes: CellChange[] = [];
  for (const vertex of first.vertices) {
    const partner = second.vertices.find(({ id }) => id === matched.get(vertex.id));
    if (!partner) changes.push({ kind: 'removed', role, text: `${nameOf(vertex)}: removed`, first: vertex.id });
    else if (partner.label !== vertex.label && hasOperation(vertex)) {
      const text = `${nameOf(vertex, false)}: ${vertex.label} becomes ${partner.label}`;
      changes.push({ kind: 'changed', role, text, first: vertex.id, second: partner.id });
    }
  }
  for (const vertex of second.vertices) {
    if (partners.has(vertex.id)) continue;
    changes.push({ kind: 'added', role, text: `${nameOf(vertex)}: added`, second: vertex.id });
  }
  return [...changes, ...compareLinks(role, first, second, matched)];
}

/** Lines of edges without operations; those with operations are vertices. */
function compareLinks(
  role: string,
  first: DiagramPart,
  second: DiagramPart,
  matched: ReadonlyMap<string, string>,
): CellChange[] {
  const key = (from: string | undefined, to: string | undefined): string => `${from} ${to}`;
  const whole = ({ links }: DiagramPart): DiagramPart['links'] => links.filter(({ isWholeEdge }) => isWholeEdge);
  const others = new Set(whole(second).map(({ from, to }) => key(from, to)));
  const kept = new Set<string>();
  const changes: CellChange[] = [];
  for (const { id, from, to, title } of whole(first)) {
    const partner = key(matched.get(from), matched.get(to));
    if (others.has(partner)) kept.add(partner);
    else changes.push({ kind: 'removed', role, text: `edge ${title}: removed`, first: id });
  }
  for (const { id, from, to, title } of whole(second)) {
    if (kept.has(key(from, to))) continue;
    changes.push({ kind: 'added', role, text: `edge ${title}: added`, second: id });
  }
  return changes;
}

/**
 * Vertices of the second part that stand for those of the first: inputs and output by their rank, others by name, and what is left by
 * operation and generation.
 */
export function matchVertices(first: DiagramPart, second: DiagramPart): Map<string, string> {
  const matched = new Map<string, string>();
  const free = new Set(second.vertices);
  const keys: readonly ((vertex: DiagramVertex) => string)[] = [
    ({ place, title, label }) => `${place.kind} ${title} ${label}`,
    ({ place, title, kind }) => `${place.kind} ${kind === 'output' ? 'output' : title}`,
    ({ place, label, generation }) => `${place.kind} ${label} ${generation ?? ''}`,
    ({ place, label }) => `${place.kind} ${label}`,
  ];
  for (const key of keys) {
    for (const vertex of first.vertices) {
      if (matched.has(vertex.id)) continue;
      const partner = [...free].find((candidate) => key(candidate) === key(vertex));
      if (!partner) continue;
      matched.set(vertex.id, partner.id);
      free.delete(partner);
    }
  }
  return matched;
}

function hasOperation({ kind }: DiagramVertex): boolean {
  return kind !== 'input' && kind !== 'output' && kind !== 'aggregation';
}

function nameOf({ place, title, label }: DiagramVertex, withLabel = true): string {
  const operation = withLabel && label !== title ? ` (${label})` : '';
  return `${place.kind} ${title}${operation}`;
}

function comparePredictions(first: CellView, second: CellView): MetricRow[] {
  const [older, newer] = [targetsOf(first), targetsOf(second)];
  const names = [...new Set([...first.shownTargets, ...[...older, ...newer].map(({ target }) => target.name)])];
  return names.flatMap((name) => {
    const a = older.find(({ target }) => target.name === name);
    const b = newer.find(({ target }) => target.name === name);
    const target = a?.target ?? b?.target;
    if (!target) return [];
    const comparison = a && b ? { comparison: compareTargets(b, a) } : {};
    return [{ title: target.title, unit: target.unit, first: a, second: b, ...comparison }];
  });
}

function targetsOf({ numbers }: CellView): readonly TargetPrediction[] {
  return numbers.kind === 'predicted' ? numbers.targets : [];
}

/** Costs are counted, not estimated: only equal ones tie. Less is better. */
function compareCosts(first: CellView, second: CellView): MetricRow[] {
  const rows = [
    { title: 'Parameters', unit: 'params', first: first.cost.parameters, second: second.cost.parameters },
    { title: 'FLOPs', unit: 'FLOPs', first: first.cost.flops, second: second.cost.flops },
  ];
  return rows
    .filter((row) => row.first !== undefined || row.second !== undefined)
    .map((row) => {
      if (row.first === undefined || row.second === undefined) return row;
      const difference = row.second - row.first;
      return { ...row, comparison: { difference, isTie: difference === 0, isBetter: difference < 0 } };
    });
}
