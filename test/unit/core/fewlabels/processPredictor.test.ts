import { describe, expect, it } from 'vitest';
import { createCellDescriber } from '../../../../src/core/fewlabels/cellDescriber';
import { processConfig, processTensors, readProcess } from '../../../../src/core/fewlabels/processModel';
import {
  fitProcessPredictor,
  processScores,
  type ProcessPredictor,
} from '../../../../src/core/fewlabels/processPredictor';
import type { ArchitectureGraph } from '../../../../src/core/graph/graph';
import { simplifyGraph } from '../../../../src/core/graph/simplify';
import { RandomGenerator } from '../../../../src/core/random/random';
import { darts } from '../../../../src/core/spaces/darts/darts';
import { parseArchString } from '../../../../src/core/spaces/nasBench201/archString';
import { nasBench201 } from '../../../../src/core/spaces/nasBench201/nasBench201';
import { runSteps } from '../../../../src/core/steps/runSteps';
import { kendallTau } from '../../../../src/core/training/metrics/kendallTau';

const simplified = (graph: ArchitectureGraph): ArchitectureGraph => simplifyGraph(graph, nasBench201.vocabulary);
const graphOfText = (text: string): ArchitectureGraph => simplified(nasBench201.toGraph(parseArchString(text)!).graph);

const random = RandomGenerator.fromSeed(1, 'few labels');
const cells = Array.from({ length: 120 }, () =>
  simplified(nasBench201.toGraph(nasBench201.sample(() => random.uniform())).graph),
);
const wide = nasBench201.vocabulary.findIndex(({ name }) => name === 'nor_conv_3x3');
/** Something that the graph decides: the number of wide convolutions and of edges. */
const quality = ({ operations, edges }: ArchitectureGraph): number =>
  80 + 3 * operations.filter((operation) => operation === wide).length + 0.1 * edges.length;
const values = cells.map(quality);
const labelled = { graphs: cells.slice(0, 60), values: values.slice(0, 60), higherIsBetter: true };

const predictor = runSteps(fitProcessPredictor(nasBench201, cells.slice(60), labelled))!;
const scoresOf = (by: ProcessPredictor, graphs: readonly ArchitectureGraph[]): number[] =>
  Array.from(runSteps(processScores(by, graphs)));

describe('fitProcessPredictor', () => {
  it('ranks cells that it has not seen', () => {
    expect(kendallTau(values.slice(60), scoresOf(predictor, cells.slice(60)))).toBeGreaterThan(0.7);
  });

  it('gives scores that rise with the value where lower is better, too', () => {
    const latency = { ...labelled, values: labelled.values.map((value) => 200 - value), higherIsBetter: false };
    const fast = runSteps(fitProcessPredictor(nasBench201, cells.slice(60), latency))!;
    const truth = values.slice(60).map((value) => 200 - value);
    expect(kendallTau(truth, scoresOf(fast, cells.slice(60)))).toBeGreaterThan(0.7);
  });

  it('puts a cell through which nothing flows below every other', () => {
    const dead = graphOfText('|none~0|+|none~0|none~1|+|none~0|none~1|none~2|');
    const [score, ...others] = scoresOf(predictor, [dead, ...cells.slice(0, 60)]);
    const computing = others.filter((_, i) => createCellDescriber(nasBench201)!.describe(cells[i]!));
    expect(score).toBeLessThan(Math.min(...computing));
  });

  it('scores a cell the same alone and among others', () => {
    const [alone] = scoresOf(predictor, [cells[70]!]);
    expect(scoresOf(predictor, cells.slice(60, 80))[10]).toBeCloseTo(alone!, 10);
  });

  it('pauses often', () => {
    let pauses = 0;
    for (const steps = processScores(predictor, cells); !steps.next().done;) pauses++;
    expect(pauses).toBe(15);
  });

  it('is not for architectures of several cells', () => {
    expect(createCellDescriber(darts)).toBeUndefined();
    expect(runSteps(fitProcessPredictor(darts, [], { graphs: [], values: [], higherIsBetter: true }))).toBeUndefined();
  });

  it('refuses values that are all equal', () => {
    const equal = { ...labelled, values: labelled.values.map(() => 1) };
    expect(() => runSteps(fitProcessPredictor(nasBench201, [], equal))).toThrow(RangeError);
  });
});

describe('readProcess', () => {
  const config = processConfig(predictor);
  const tensors = processTensors(predictor);

  it('reads what was written: the same scores in single precision', () => {
    const again = readProcess(config, tensors, nasBench201);
    const [before, after] = [predictor, again].map((each) => scoresOf(each, cells));
    after!.forEach((score, i) => expect(score).toBeCloseTo(before![i]!, 3));
  });

  it.each([
    ['another version of the descriptions', { descriptions: 99 }, 'does not know'],
    ['another number of described columns', { described: 3 }, 'does not know'],
    ['an unknown kernel', { kernels: 'periodic,linear' }, 'unknown kind, periodic'],
    ['a kernel without columns', { kernels: 'matern-3/2,linear,linear' }, 'compares nothing'],
    ['too many labels', { labels: 1e6 }, 'no usable number of labels'],
    ['fewer labels than rows', { labels: 3 }, 'misshapen'],
  ])('refuses %s', (_, change, message) => {
    expect(() => readProcess({ ...config, ...change }, tensors, nasBench201)).toThrow(message);
  });

  it.each([
    ['columns', -1, 'no description has'],
    ['deviations', 0, 'deviation of zero'],
  ])('refuses nonsense among its %s', (name, value, message) => {
    const tensor = tensors.get(name)!;
    const broken = new Map(tensors).set(name, { ...tensor, values: tensor.values.map(() => value) });
    expect(() => readProcess(config, broken, nasBench201)).toThrow(message);
  });
});
