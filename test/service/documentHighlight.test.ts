import { describe, expect, it } from 'vitest';
import { DocumentHighlightKind } from 'vscode-languageserver-types';
import { documentHighlights } from '../../src/service/documentHighlight';
import { marked, nb101, nb201 } from './support/cellFile';

describe('documentHighlights', () => {
  it('marks a node where it is declared and where it is read', () => {
    const { file, offset } = marked(nb101.replace('[a, input]', '[<|>a, input]'));
    expect(documentHighlights(file, offset).map(({ kind }) => kind)).toEqual([
      DocumentHighlightKind.Write,
      DocumentHighlightKind.Read,
    ]);
  });

  it('marks an operation in its own cell only', () => {
    const { file, offset } = marked(nb201.replace('0 -> 1: nor', '0 -> 1: n<|>or'));
    const lines = documentHighlights(file, offset).map(({ range }) => range.start.line);
    expect(lines).toEqual([4, 7, 8]);
  });

  it('is empty elsewhere', () => {
    const { file, offset } = marked('space: <|>nas-bench-201\ncells: {}');
    expect(documentHighlights(file, offset)).toEqual([]);
  });
});
