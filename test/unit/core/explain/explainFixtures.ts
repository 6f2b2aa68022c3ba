import { diagramOf } from '../../../../src/core/explain/diagram';
import type { CellNumbers, CellView } from '../../../../src/core/explain/flowView';
import type { ArchitecturePrediction, TargetPrediction } from '../../../../src/core/model/prediction';
import type { SearchSpace } from '../../../../src/core/spaces/space';
import type { Architecture } from '../../../../src/core/spec/architecture';
import { parseCellDocument } from '../../../../src/core/spec/parseCellDocument';

export const source = {
  id: 'test',
  title: 'Test model',
  space: 'nas-bench-201',
  trainedOn: 'nothing',
  heldOutTau: 80,
  coverage: 80,
};

/** A prediction of CIFAR-10 accuracy with a range of half a point to both sides. */
export function accuracy(value: number, noise = 0.5): TargetPrediction {
  const target = { name: 'cifar10', title: 'CIFAR-10', unit: 'percent', higherIsBetter: true };
  return { target, value, low: value - noise, high: value + noise, topPercent: 5 };
}

export function predicted(value: number): ArchitecturePrediction {
  return { kind: 'predicted', source, targets: [accuracy(value)] };
}

/** The cells of a YAML cell file, with their space. */
export function readCells(text: string): {
  readonly space: SearchSpace;
  readonly architectures: readonly Architecture[];
} {
  const { space, cells, problems } = parseCellDocument(text, 'yaml');
  if (!space) throw new Error(problems.map(({ message }) => message).join('; '));
  return { space, architectures: cells.flatMap(({ architecture }) => architecture ?? []) };
}

const nowhere = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

export function cellView(
  space: SearchSpace,
  architecture: Architecture,
  numbers: CellNumbers = { kind: 'pending' },
): CellView {
  return {
    name: 'cell',
    range: nowhere,
    nameRange: nowhere,
    form: 'edges',
    space: { name: space.name, title: space.title },
    diagram: diagramOf(space, architecture, { isMember: true }),
    cost: space.cost(architecture),
    numbers,
    shownTargets: ['cifar10'],
    importance: { kind: 'none' },
  };
}

export const nasBench201Text = `space: nas-bench-201
cells:
  a:
    arch: "|nor_conv_3x3~0|+|none~0|skip_connect~1|+|nor_conv_3x3~0|nor_conv_3x3~1|avg_pool_3x3~2|"
  b:
    arch: "|nor_conv_3x3~0|+|none~0|skip_connect~1|+|skip_connect~0|nor_conv_3x3~1|avg_pool_3x3~2|"
  dead:
    arch: "|nor_conv_3x3~0|+|none~0|none~1|+|skip_connect~0|nor_conv_3x3~1|avg_pool_3x3~2|"
`;

export const nasBench101Text = `space: nas-bench-101
cells:
  a:
    nodes:
      left: { op: conv3x3-bn-relu, inputs: [input] }
      right: { op: conv1x1-bn-relu, inputs: [input] }
      join: { op: maxpool3x3, inputs: [left, right] }
      output: { inputs: [join, left] }
`;

export const dartsText = `space: darts
cells:
  a:
    normal: [[sep_conv_3x3, 0], [sep_conv_3x3, 1], [sep_conv_3x3, 0], [sep_conv_3x3, 1], [sep_conv_3x3, 1], [skip_connect, 0], [skip_connect, 0], [dil_conv_3x3, 2]]
    reduce: [[max_pool_3x3, 0], [max_pool_3x3, 1], [skip_connect, 2], [max_pool_3x3, 1], [max_pool_3x3, 0], [skip_connect, 2], [skip_connect, 2], [max_pool_3x3, 1]]
`;
