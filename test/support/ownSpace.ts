import { RandomGenerator } from '../../src/core/random/random';
import type { SearchSpace } from '../../src/core/spaces/space';
import { parseSpaceDocument } from '../../src/core/spaces/userSpace/readSpace';
import { architectureText } from '../../src/core/spec/edit/architectureText';

/** A space of nobody but the tests: operations on nodes, so that cells have no one-line form. */
export const ownSpaceText = `name: tiny
title: Tiny cells
placement: node
nodes: { min: 2, max: 4 }
nodeInputs: { min: 1, max: 2 }
output: leaves
operations:
  conv3x3: { kind: convolution, parameters: 900 }
  conv1x1: { kind: convolution, parameters: 100 }
  pool: { kind: pooling, parameters: 0 }
  skip: { kind: identity }
`;

export const ownSpace: SearchSpace = parseSpaceDocument(ownSpaceText, 'yaml').space!;

/** A table of distinct cells whose values their operations decide. */
export function ownTable(count: number, seed = 1): string {
  const random = RandomGenerator.fromSeed(seed, 'own table');
  const gains: Readonly<Record<string, number>> = { conv3x3: 3, conv1x1: 1.5, pool: -1, skip: 0.2 };
  const rows = new Map<string, string>();
  while (rows.size < count) {
    const architecture = ownSpace.sample(() => random.uniform());
    const { nodes } = architecture.parts[0]!.cell;
    const value = nodes.reduce((sum, { operation }) => sum + (gains[operation ?? ''] ?? 0), 70);
    const text = architectureText(ownSpace, architecture).replaceAll('"', '""');
    rows.set(ownSpace.canonicalKey(architecture), `"${text}",${value.toFixed(2)},${(90 - value).toFixed(2)}`);
  }
  return `arch,test_acc,latency_ms\n${[...rows.values()].join('\n')}\n`;
}
