import { expect, it, vi } from 'vitest';
import { parseSyntax } from '../../../src/core/spec/syntax/parseSyntax';
import { codeActions } from '../../../src/service/actions/codeActions';
import { foldingRanges } from '../../../src/service/folding';
import { hover } from '../../../src/service/hover/hover';
import { selectionRanges } from '../../../src/service/selectionRange';
import { cellFile, dependencies, nb201, scoreByConvolutions } from '../support/cellFile';

vi.mock('../../../src/core/spec/syntax/parseSyntax', async (original) => {
  const module = await original<{ parseSyntax: typeof parseSyntax }>();
  return { ...module, parseSyntax: vi.fn(module.parseSyntax) };
});

const names = Array.from({ length: 50 }, (_, index) => `c${index}`);
const edges = [...nb201.matchAll(/(\d -> \d): (\w+)/g)].map(([, edge = '', operation = '']) => [edge, operation]);
const lines = edges.map(([edge, operation]) => `      ${edge}: ${operation}\n`).join('');
const inYaml = `space: nas-bench-201\ncells:\n${names.map((name) => `  ${name}:\n    edges:\n${lines}`).join('')}`;
const cell = { edges: Object.fromEntries(edges) as Record<string, string> };
const inJson = JSON.stringify({ space: 'nas-bench-201', cells: Object.fromEntries(names.map((name) => [name, cell])) });

it.each([
  ['YAML', inYaml],
  ['JSON', inJson],
])('the light bulb in a %s file reads the cell at the cursor alone', (_language, text) => {
  const file = cellFile(text);
  expect(file.parsed.cells).toHaveLength(50);
  const parse = vi.mocked(parseSyntax);
  parse.mockClear();
  for (const name of ['c0', 'c20', 'c49']) {
    const start = text.indexOf(name);
    const services = dependencies({ scoreOf: scoreByConvolutions });
    const actions = codeActions(file, { start, end: start }, ['refactor.rewrite'], services);
    expect(actions.length).toBeGreaterThan(2);
  }
  expect(parse.mock.calls.length).toBeGreaterThan(0);
  for (const [read] of parse.mock.calls) expect(read.length).toBeLessThan(text.length / 10);
});

it('folding, selections and hovers read no version of a file again', () => {
  const file = cellFile(nb201);
  vi.mocked(parseSyntax).mockClear();
  foldingRanges(file);
  selectionRanges(file, [3, 40]);
  hover(file, nb201.indexOf('edges'), dependencies());
  expect(parseSyntax).not.toHaveBeenCalled();
});
