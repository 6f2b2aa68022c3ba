import type { OperationKind } from '../spaces/space';
import type { CellChange, ChangeKind } from './compareCells';
import type { CellView, DiagramVertex } from './flowView';

/** Brackets that give a vertex its shape in Mermaid. */
const shapes: Readonly<Record<OperationKind, readonly [open: string, close: string]>> = {
  input: ['([', '])'],
  output: ['([', '])'],
  convolution: ['[', ']'],
  pooling: ['[\\', '/]'],
  identity: ['(', ')'],
  zero: ['{{', '}}'],
  aggregation: ['((', '))'],
  other: ['[', ']'],
};

/** How a vertex looks that only one of two cells has, or that is another operation in the other one. */
const changeStyles: Readonly<Record<ChangeKind, string>> = {
  added: 'stroke:#1a7f37,stroke-width:3px',
  removed: 'stroke:#b42318,stroke-width:3px,stroke-dasharray: 9 5',
  changed: 'stroke:#9a6700,stroke-width:3px,stroke-dasharray: 2 4',
};

/**
 * The cell as a Mermaid flowchart, top to bottom; several parts become subgraphs, and what carries nothing is dashed.
 *
 * @param changes by vertex, where the cell is the union of two
 */
export function mermaidOf({ name, diagram }: CellView, changes?: ReadonlyMap<string, CellChange>): string {
  const lines = ['flowchart TB', `  %% ${plain(name)}`];
  const ids = new Map<string, string>();
  const dead: string[] = [];
  const changed = new Map<ChangeKind, string[]>();
  diagram.parts.forEach((part, index) => {
    const isAlone = diagram.parts.length === 1;
    const indent = isAlone ? '  ' : '    ';
    if (!isAlone) lines.push(`  subgraph part${index}["${plain(part.role)}"]`);
    for (const vertex of part.vertices) {
      const id = `v${ids.size}`;
      ids.set(vertex.id, id);
      const [open, close] = shapes[vertex.kind];
      lines.push(`${indent}${id}${open}"${labelOf(vertex)}"${close}`);
      if (vertex.liveness !== 'live') dead.push(id);
      const kind = changes?.get(vertex.id)?.kind;
      if (kind) changed.set(kind, [...(changed.get(kind) ?? []), id]);
    }
    for (const { from, to, isLive } of part.links) {
      lines.push(`${indent}${ids.get(from)} ${isLive ? '-->' : '-.->'} ${ids.get(to)}`);
    }
    if (!isAlone) lines.push('  end');
  });
  if (dead.length > 0) {
    lines.push('  classDef dead stroke-dasharray: 4 3,opacity: 0.6');
    lines.push(`  class ${dead.join(',')} dead`);
  }
  for (const [kind, own] of changed) {
    lines.push(`  classDef ${kind} ${changeStyles[kind]}`, `  class ${own.join(',')} ${kind}`);
  }
  return `${lines.join('\n')}\n`;
}

function labelOf({ place, label, title }: DiagramVertex): string {
  return place.kind === 'node' && label !== title ? `${plain(label)}<br/>${plain(title)}` : plain(label);
}

/** Text of unknown origin for a quoted Mermaid label: nothing in it is markup. */
function plain(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/[^\p{L}\p{N} _.,:+-]/gu, (character) => `#${character.codePointAt(0)};`)
    .trim();
}
