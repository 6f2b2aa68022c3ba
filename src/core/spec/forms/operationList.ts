import type { TextRange } from '../document';
import { rangeInScalar } from '../syntax/syntaxTree';
import type { SyntaxNode } from '../syntax/syntaxTree';
import { tokenRange } from './reading';
import type { Reading } from './reading';

export interface OperationToken {
  readonly text: string;
  readonly range: TextRange;
}

/** Operations written as a list of names, or as one text with white space or commas between them. */
export function readOperationList(node: SyntaxNode, reading: Reading): OperationToken[] | undefined {
  if (node.kind === 'sequence') {
    return node.items.map((item) => {
      if (item.kind === 'scalar' && item.value !== null) return { text: item.text, range: tokenRange(item) };
      reading.reportType(item, 'the name of an operation');
      return { text: '', range: item.range };
    });
  }
  if (node.kind === 'scalar') {
    return [...node.text.matchAll(/[^\s,]+/g)].map((match) => ({
      text: match[0],
      range: rangeInScalar(node, match.index, match.index + match[0].length),
    }));
  }
  reading.reportType(node, 'a list of operations');
  return undefined;
}
