import { diagramOf } from '../../../src/core/explain/diagram';
import type { CellView, FlowView, Judgement } from '../../../src/core/explain/flowView';
import { parseCellDocument } from '../../../src/core/spec/parseCellDocument';

const texts = {
  'nas-bench-201': `space: nas-bench-201
cells:
  first:
    arch: "|nor_conv_3x3~0|+|none~0|skip_connect~1|+|nor_conv_3x3~0|nor_conv_3x3~1|avg_pool_3x3~2|"
  second:
    arch: "|nor_conv_3x3~0|+|none~0|skip_connect~1|+|skip_connect~0|nor_conv_3x3~1|none~2|"
`,
  'nas-bench-101': `space: nas-bench-101
cells:
  first:
    nodes:
      left: { op: conv3x3-bn-relu, inputs: [input] }
      right: { op: conv1x1-bn-relu, inputs: [input] }
      join: { op: maxpool3x3, inputs: [left, right] }
      output: { inputs: [join, left] }
`,
  darts: `space: darts
cells:
  first:
    normal: [[sep_conv_3x3, 0], [sep_conv_3x3, 1], [sep_conv_3x3, 0], [sep_conv_3x3, 1], [sep_conv_3x3, 1], [skip_connect, 0], [skip_connect, 0], [dil_conv_3x3, 2]]
    reduce: [[max_pool_3x3, 0], [max_pool_3x3, 1], [skip_connect, 2], [max_pool_3x3, 1], [max_pool_3x3, 0], [skip_connect, 2], [skip_connect, 2], [max_pool_3x3, 1]]
`,
};

export type FixtureSpace = keyof typeof texts;

const source = { id: 'test', title: 'Test model', space: '', trainedOn: 'nothing.', heldOutTau: 80, coverage: 80 };
const target = { name: 'cifar10', title: 'CIFAR-10', unit: 'percent', higherIsBetter: true };
const accuracy = (value: number) => ({ target, value, low: value - 0.5, high: value + 0.5, topPercent: 5 });

/** A view of a small file; every place has a line of its own, and every second one is critical. */
export function flowViewOf(spaceName: FixtureSpace, options: { readonly other?: boolean } = {}): FlowView {
  const { space, cells } = parseCellDocument(texts[spaceName], 'yaml');
  if (!space) throw new Error('no space');
  const views = cells.map(({ name, architecture }, index): CellView => {
    if (!architecture) throw new Error('no architecture');
    const first = index * 100;
    const range = (line: number) => ({ start: { line, character: 0 }, end: { line, character: 10 } });
    let line = first;
    const diagram = diagramOf(space, architecture, {
      isMember: true,
      sourcesOf: () => [{ role: 'whole', range: range(++line) }],
    });
    const vertices = diagram.parts.flatMap((part) => part.vertices);
    return {
      name,
      range: { start: { line: first, character: 0 }, end: { line: first + 99, character: 0 } },
      nameRange: range(first),
      form: 'edges',
      space: { name: space.name, title: space.title },
      diagram,
      cost: space.cost(architecture),
      numbers: { kind: 'predicted', source, targets: [accuracy(93 + index)] },
      shownTargets: ['cifar10'],
      importance: {
        kind: 'judged',
        judgements: vertices.map(({ place }, at): Judgement => {
          const value = at % 2 === 0 ? 90 : 93;
          const verdict = at % 2 === 0 ? 'critical' : 'redundant';
          return { place, verdict, how: 'zero', without: accuracy(value), difference: value - 93, share: 0.3 };
        }),
      },
    };
  });
  const [cell, other] = views;
  return {
    uri: 'file:///a.cell.yaml',
    version: 1,
    cells: views.map(({ name, range }) => ({ name, range, summary: '93.0 %' })),
    ...(cell ? { cell } : {}),
    ...(options.other && other ? { other } : {}),
    format: { digits: 'auto' },
  };
}

export function cellOf(spaceName: FixtureSpace): CellView {
  const { cell } = flowViewOf(spaceName);
  if (!cell) throw new Error('no cell');
  return cell;
}
