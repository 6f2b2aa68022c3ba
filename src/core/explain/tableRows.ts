import { formatCount, type NumberFormat } from '../model/numberFormat';
import type { Liveness } from '../graph/prune';
import type { CellView, DiagramLink, DiagramVertex, FlowShares, Judgement, SourceSpan } from './flowView';
import { judgementText } from './judgements';
import { placeId } from './places';

/** One row of the table that says everything the picture shows. Empty text where something does not apply. */
export interface TableRow {
  /** Vertex or link. */
  readonly id: string;
  readonly part: string;
  readonly what: string;
  readonly operation: string;
  readonly generation: string;
  readonly forward: string;
  readonly backward: string;
  readonly parameters: string;
  readonly flops: string;
  readonly state: string;
  readonly importance: string;
  /** Line in the file, from 1. */
  readonly line: string;
}

export const livenessWords: Readonly<Record<Liveness, string>> = {
  live: 'live',
  zero: 'passes nothing on',
  unreachable: 'receives nothing',
  'dead-end': 'never arrives at the output',
};

/** A share of the cell's largest message: `72 %`. */
function flowText(share: number | undefined): string {
  return share === undefined ? '' : `${Math.round(share * 100)} %`;
}

/** Rows in the order of the parts; within a part vertices by generation, then the edges without operations. */
export function tableRows(cell: CellView, format: NumberFormat): TableRow[] {
  const judgements = judgementsById(cell);
  return cell.diagram.parts.flatMap((part) => {
    const vertices = [...part.vertices].sort((a, b) => (a.generation ?? 0) - (b.generation ?? 0));
    const edges = part.links.filter(({ isWholeEdge }) => isWholeEdge);
    const about = ({
      id,
      flow,
      sources,
    }: DiagramVertex | DiagramLink): Omit<TableRow, 'what' | 'operation' | 'state'> => {
      const judgement = judgements.get(id);
      const line = sourceOf(sources)?.range.start.line;
      return {
        ...{ id, part: part.role, generation: '', parameters: '', flops: '' },
        forward: flowText(flow?.forward),
        backward: flowText(flow?.backward),
        importance: judgement ? judgementText(judgement, format) : '',
        line: line === undefined ? '' : String(line + 1),
      };
    };
    return [
      ...vertices.map((vertex): TableRow => ({
        ...about(vertex),
        what: `${vertex.place.kind} ${vertex.title}`,
        operation: vertex.label === vertex.title ? '' : vertex.label,
        generation: vertex.generation === undefined ? '' : String(vertex.generation),
        parameters: count(vertex.cost.parameters),
        flops: count(vertex.cost.flops),
        state: livenessWords[vertex.liveness],
      })),
      ...edges.map((link): TableRow => ({
        ...about(link),
        what: `edge ${link.title}`,
        operation: '',
        state: link.isLive ? 'live' : 'carries nothing',
      })),
    ];
  });
}

/** Judgements by the vertex or link that is drawn for their place. */
export function judgementsById({ importance }: CellView): ReadonlyMap<string, Judgement> {
  const judgements = importance.kind === 'judged' ? importance.judgements : [];
  return new Map(judgements.map((judgement) => [placeId(judgement.place), judgement]));
}

/** Where a place stands in the text: everything that describes it, or the best there is. */
export function sourceOf(sources: readonly SourceSpan[]): SourceSpan | undefined {
  return (['whole', 'operation', 'name', 'reference'] as const)
    .map((role) => sources.find((span) => span.role === role))
    .find((span) => span !== undefined);
}

/** `forward 72 %, backward 31 %`; empty without flow. */
export function flowSentence(flow: FlowShares | undefined): string {
  return flow ? `forward flow ${flowText(flow.forward)}, backward flow ${flowText(flow.backward)}` : '';
}

function count(value: number | undefined): string {
  return value === undefined ? '' : formatCount(value);
}
