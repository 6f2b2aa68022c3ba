import { describe, expect, it } from 'vitest';
import { planAblations } from '../../../../src/core/explain/ablations';
import {
  importanceSummary,
  judgeAblations,
  judgementText,
  shareInWords,
} from '../../../../src/core/explain/judgements';
import { accuracy, dartsText, nasBench101Text, nasBench201Text, predicted, readCells } from './explainFixtures';

describe('planAblations', () => {
  it('takes out every operation of a NAS-Bench-201 cell that does something', () => {
    const { space, architectures } = readCells(nasBench201Text);
    const { ablations, necessary } = planAblations(space, architectures[0]!);
    expect(ablations.map(({ how }) => how)).toEqual(['zero', 'zero', 'zero', 'zero', 'zero']);
    expect(necessary).toEqual([]);
    for (const { architecture, place } of ablations) {
      expect(architecture.parts[0]!.cell.edges[place.kind === 'edge' ? place.edge : -1]!.operation).toBe('none');
    }
  });

  it('takes out nodes and edges of a NAS-Bench-101 cell, and knows what cannot be spared', () => {
    const { space, architectures } = readCells(nasBench101Text);
    const { ablations, necessary } = planAblations(space, architectures[0]!);
    expect(ablations.filter(({ place }) => place.kind === 'node').map(({ how }) => how)).toEqual([
      'removed',
      'removed',
      'removed',
    ]);
    expect(ablations.filter(({ place }) => place.kind === 'edge')).toHaveLength(6);
    expect(necessary).toEqual([]);
    for (const { architecture } of ablations) {
      expect(space.check(architecture).filter(({ severity }) => severity === 'error')).toEqual([]);
    }
  });

  it('hands on what a node read where the cell would fall apart without it', () => {
    const { space, architectures } = readCells(`space: nas-bench-101
cells:
  chain:
    nodes:
      a: { op: conv3x3-bn-relu, inputs: [input] }
      output: { inputs: [a] }
`);
    const { ablations, necessary } = planAblations(space, architectures[0]!);
    expect(ablations.map(({ how }) => how)).toEqual(['bypassed']);
    expect(ablations[0]!.architecture.parts[0]!.cell.edges).toEqual([{ from: 0, to: 1 }]);
    expect(necessary.map(({ kind }) => kind)).toEqual(['edge', 'edge']);
  });

  it('replaces operations of DARTS by the identity, because nothing can be left out', () => {
    const { space, architectures } = readCells(dartsText);
    const { ablations, necessary } = planAblations(space, architectures[0]!);
    const identities = ablations.filter(({ how }) => how === 'identity');
    // Of the sixteen operations five are skip connections.
    expect(identities).toHaveLength(11);
    expect(necessary).toEqual([]);
    const replaced = ablations.filter(({ how }) => how === 'replaced');
    expect(replaced).toHaveLength(5 * (space.operations.length - 1));
    for (const { architecture, replacement } of replaced) {
      expect(replacement).not.toBe('skip_connect');
      expect(space.check(architecture).filter(({ severity }) => severity === 'error')).toEqual([]);
    }
  });
});

describe('judgeAblations', () => {
  const { space, architectures } = readCells(nasBench201Text);
  const plan = planAblations(space, architectures[0]!);
  const values = [88, 94.2, 91, 96, 94.3];
  const judgements = judgeAblations(accuracy(94), plan, values.map(predicted));

  it('tells critical, redundant and harmful parts apart by the noise of the model', () => {
    expect(judgements.map(({ verdict }) => verdict)).toEqual([
      'critical',
      'redundant',
      'critical',
      'harmful',
      'redundant',
    ]);
  });

  it('shares out the losses', () => {
    expect(judgements[0]!.share).toBeCloseTo(6 / 9);
    expect(judgements[2]!.share).toBeCloseTo(3 / 9);
    expect(judgements[3]!.share).toBe(1);
    expect(judgements[1]!.share).toBeUndefined();
  });

  it('says it in words with the numbers of the lens', () => {
    expect(judgementText(judgements[0]!, { digits: 'auto' })).toBe(
      'Critical: without it 88.0 % CIFAR-10 (87.5-88.5), -6.0; most of what the edges contribute.',
    );
    expect(judgementText(judgements[1]!, { digits: 'auto' })).toMatch(/^Redundant: .*tie\.$/);
  });

  it('judges what can only be replaced against the best of the other operations', () => {
    const darts = readCells(dartsText);
    const whole = planAblations(darts.space, darts.architectures[0]!);
    const others = whole.ablations.filter(({ how }) => how === 'replaced').slice(0, darts.space.operations.length - 1);
    const judged = judgeAblations(
      accuracy(94),
      { ablations: others, necessary: [] },
      others.map((_, index) => predicted(90 + index / 2)),
    );
    const best = others.at(-1)!.replacement!;
    expect(judged).toHaveLength(1);
    expect(judged[0]).toMatchObject({ verdict: 'critical', how: 'replaced', replacement: best, difference: -1.5 });
    expect(judged[0]!.share).toBeUndefined();
    expect(judgementText(judged[0]!, { digits: 'auto' })).toBe(
      `Critical: with the best other operation, ${best}: 92.5 % CIFAR-10 (92.0-93.0), -1.5.`,
    );
  });

  it('leaves out what has no prediction', () => {
    expect(judgeAblations(accuracy(94), plan, [undefined, { kind: 'none', reason: 'no model' }])).toEqual([]);
  });
});

describe('importanceSummary', () => {
  const { space, architectures } = readCells(nasBench201Text);
  const plan = planAblations(space, architectures[0]!);
  const sorts = { node: 'nodes', edge: 'operations' };

  it('says how many places are what, and what share that is', () => {
    const judged = judgeAblations(accuracy(94), plan, [88, 94.2, 91, 96, 94.3].map(predicted));
    expect(importanceSummary(judged, sorts)).toBe(
      'Of 5 operations 2 are critical (about two fifths), 2 redundant (about two fifths) and 1 harmful (about a fifth).',
    );
  });

  it('says it of one, of all, and of none', () => {
    const judged = judgeAblations(accuracy(94), plan, [88, 88, 88, 88, 94].map(predicted));
    expect(importanceSummary(judged.slice(0, 4), sorts)).toBe('Of 4 operations 4 are critical (all).');
    expect(importanceSummary(judged.slice(3), sorts)).toBe(
      'Of 2 operations 1 is critical (about half) and 1 redundant (about half).',
    );
    expect(importanceSummary([], sorts)).toBe('');
  });
});

describe('shareInWords', () => {
  it.each([
    [1, 'nearly all'],
    [0.66, 'most'],
    [0.5, 'about half'],
    [0.33, 'about a third'],
    [0.4, 'about two fifths'],
    [0.25, 'about a quarter'],
    [0.2, 'about a fifth'],
    [0.1, 'about a tenth'],
    [0.01, 'very little'],
  ])('%f is %s', (share, words) => expect(shareInWords(share)).toBe(words));
});
