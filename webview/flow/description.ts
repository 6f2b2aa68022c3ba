import type { CellChange } from '../../src/core/explain/compareCells';
import type { CellView, Diagram } from '../../src/core/explain/flowView';
import { importanceSummary } from '../../src/core/explain/judgements';
import { judgementsById } from '../../src/core/explain/tableRows';
import type { NumberFormat } from '../../src/core/model/numberFormat';
import type { FlowViewState } from '../../src/protocol/flowMessages';
import { linkLabel, vertexLabel } from './scene';

/** Everything about a vertex or link in words; undefined where the cell has none of this id. */
export function itemText(
  cell: CellView,
  id: string | undefined,
  format: NumberFormat,
  change: CellChange | undefined,
): string | undefined {
  const judgement = id === undefined ? undefined : judgementsById(cell).get(id);
  const parts = cell.diagram.parts;
  const vertex = parts.flatMap((part) => part.vertices).find((candidate) => candidate.id === id);
  const link = parts.flatMap((part) => part.links).find((candidate) => candidate.id === id);
  const compared = change ? ` ${closed(change.text.charAt(0).toUpperCase() + change.text.slice(1))}` : '';
  if (vertex) {
    const description = vertex.description === '' ? '' : ` ${vertex.description}`;
    return `${closed(vertexLabel(vertex, judgement, format))}${compared}${description}`;
  }
  return link && `${closed(linkLabel(link, judgement, format))}${compared}`;
}

/** What is said while nothing is selected. */
export function hintText({ importance, numbers, diagram }: CellView, { layer, isOverlaid }: FlowViewState): string {
  const hint = 'Select a node or an edge to read about it.';
  if (isOverlaid || layer !== 'importance') return hint;
  if (importance.kind === 'judged') {
    const sorts = { node: 'nodes', edge: hasOperationsOnEdges(diagram) ? 'operations' : 'edges' };
    return `${importanceSummary(importance.judgements, sorts)} ${hint}`.trim();
  }
  if (importance.kind === 'pending') return 'What matters is being computed.';
  return numbers.kind === 'predicted'
    ? 'There is nothing that could be left out.'
    : 'Without a prediction there is nothing to compare with.';
}

function hasOperationsOnEdges({ parts }: Diagram): boolean {
  return parts.some(({ vertices }) => vertices.some(({ place }) => place.kind === 'edge'));
}

/** With one full stop. */
function closed(sentence: string): string {
  return sentence.endsWith('.') ? sentence : `${sentence}.`;
}
