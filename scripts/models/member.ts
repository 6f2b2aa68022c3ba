import { join } from 'node:path';
import { createEncoder } from '../../src/core/encoder/encoders';
import type { EncoderConfig } from '../../src/core/encoder/encoder';
import type { GraphOps } from '../../src/core/encoder/graphOps';
import { packGraphs, type GraphSet } from '../../src/core/encoder/graphSet';
import type { Parameters } from '../../src/core/encoder/parameters';
import { ownFlowConstants } from '../../src/core/flow/flowConstants';
import { standardise, surrogateTable } from '../../src/core/flow/surrogateTable';
import { fitTargets } from '../../src/core/training/fitTargets';
import { flowGenerative, flowGenerativeDefaults } from '../../src/core/training/pretext/flowGenerative';
import { pretrainDefaults } from '../../src/core/training/pretrain';
import { FLOW_DRAWS } from '../../src/engine/training/pretextInputs';
import { pretrainCached, readCached, saveCached } from '../training/pretrainCache';
import { pairsOfEachItem } from './pairsOfEachItem';
import type { Recipe } from './recipe';

export const memberConfig = (recipe: Recipe): EncoderConfig => ({
  kind: 'res-gated-gcn',
  width: 128,
  layers: 3,
  operations: recipe.space.vocabulary.length,
});

/** An encoder pre-trained on the recipe's pool, without labels. */
export async function pretrainMember(
  ops: GraphOps,
  recipe: Recipe,
  seed: number,
  cache: string,
  log: (line: string) => void,
): Promise<Parameters> {
  const pool = recipe.pool.map((i) => recipe.graphs[i]!);
  const constants = ownFlowConstants(recipe.space, FLOW_DRAWS);
  const weights = recipe.proxies ? { flowWeight: 1 / 2, proxyWeight: 1 / 2 } : { flowWeight: 1, proxyWeight: 0 };
  const pretrained = await pretrainCached(
    join(cache, `bundled-${recipe.space.name}-${recipe.pretrainEpochs}-${seed}`),
    {
      ops,
      encoder: createEncoder(memberConfig(recipe)),
      task: flowGenerative('fgp', { ...flowGenerativeDefaults, ...weights, samplePairs: pairsOfEachItem }),
      data: () => ({
        set: packGraphs(pool),
        surrogates: standardise(surrogateTable(pool, constants)),
        ...(recipe.proxies ? { proxies: recipe.proxies } : {}),
      }),
      options: { ...pretrainDefaults, epochs: recipe.pretrainEpochs, seed },
    },
    log,
  );
  return pretrained.parameters;
}

/**
 * One member of a bundled ensemble: the pre-trained encoder fitted to every target.
 *
 * @param name of the fit among those of the same recipe and seed; a finished one is read again
 * @param train graphs of the set to learn from
 */
export async function fitMember(
  ops: GraphOps,
  recipe: Recipe,
  set: GraphSet,
  pretrained: Parameters,
  { name, train, seed, cache }: { name: string; train: readonly number[]; seed: number; cache: string },
  log: (line: string) => void,
): Promise<Parameters> {
  const path = join(cache, `fitted-${recipe.space.name}-${seed}-${name}-${train.length}`);
  const known = readCached<Parameters>(path);
  if (known) return known;
  const targets = recipe.targets.map(({ target, values }) => ({ name: target.name, values }));
  const encoder = createEncoder(memberConfig(recipe));
  const run = fitTargets(ops, encoder, pretrained, set, targets, train, { ...recipe.fit, seed });
  for (;;) {
    const next = await run.next();
    if (next.done) {
      saveCached(path, next.value);
      return next.value;
    }
    const { epoch, epochs, loss } = next.value;
    if (epoch % 5 === 0) log(`  fitting ${name}, epoch ${epoch}/${epochs}: loss ${loss.toFixed(4)}`);
  }
}
