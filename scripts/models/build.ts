// Makes the bundled models again from the benchmark tables: npm run models:build -- --data DIR [--space NAME]
// Finished trainings are kept under --cache, so that an interrupted build goes on where it stopped.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createEncoder } from '../../src/core/encoder/encoders';
import { packGraphs } from '../../src/core/encoder/graphSet';
import type { Parameters } from '../../src/core/encoder/parameters';
import type { EncoderMember } from '../../src/core/training/ensembleScores';
import { targetHeads } from '../../src/core/training/fitTargets';
import { fromFloat16Bits, toFloat16Bits } from '../../src/core/model/float16';
import { locateWasmFiles, startBackend } from '../../src/engine/tensorflow';
import { assess } from './assess';
import { calibrationScores } from './calibrationScores';
import { dartsRecipe } from './darts';
import { nasBench101Recipe } from './nasBench101';
import { nasBench201Recipe } from './nasBench201';
import { bundledModel, writeModel } from './writeModel';
import { fitMember, memberConfig, pretrainMember } from './member';

const recipes = { 'nas-bench-101': nasBench101Recipe, 'nas-bench-201': nasBench201Recipe, darts: dartsRecipe };

const { values: options } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/data' },
    space: { type: 'string', multiple: true, default: Object.keys(recipes) },
    members: { type: 'string', default: '1' },
    out: { type: 'string', default: 'models' },
    cache: { type: 'string', default: '.cache/models' },
    wasm: { type: 'string' },
  },
});

async function main(): Promise<void> {
  const files = options.wasm
    ? { kernels: join(options.wasm, 'kernels.wasm'), tfjs: `${options.wasm}/` }
    : locateWasmFiles(process.cwd(), false);
  const ops = await startBackend('wasm', files);
  for (const space of options.space) {
    const recipe = recipes[space as keyof typeof recipes](options.data);
    const set = packGraphs(recipe.graphs);
    console.log(`${space}: ${recipe.graphs.length} graphs, ${recipe.split.train.length} to train on`);
    const encoder = createEncoder(memberConfig(recipe));
    const names = recipe.targets.map(({ target }) => target.name);
    const heads = targetHeads(encoder, names, recipe.fit.headWidth);
    const log = (line: string): void => console.log(line);
    const pretrained: Parameters[] = [];
    for (let seed = 1; seed <= Number(options.members); seed++) {
      pretrained.push(await pretrainMember(ops, recipe, seed, options.cache, log));
    }
    const fit = async (name: string, train: readonly number[]): Promise<Parameters[]> => {
      const fitted: Parameters[] = [];
      for (const [member, weights] of pretrained.entries()) {
        const run = { name, train, seed: member + 1, cache: options.cache };
        fitted.push(await fitMember(ops, recipe, set, weights, run, log));
      }
      return fitted;
    };
    const members: EncoderMember[] = (await fit('all', recipe.split.train)).map((parameters) => ({
      encoder,
      heads,
      parameters: halfPrecision(parameters),
    }));
    const unseen = await calibrationScores(ops, set, recipe.split, members, { encoder, heads, fit });
    const assessed = await assess(ops, recipe, members, set, unseen);
    assessed.forEach(({ heldOut }, t) =>
      console.log(`  ${recipe.targets[t]!.target.name}: ${JSON.stringify(heldOut)}`),
    );
    const model = bundledModel(recipe, members, assessed, new Date().toISOString());
    await writeModel(join(options.out, recipe.space.name), model);
  }
}

/** The weights as the file will hold them, so that held-out figures are those of what is shipped. */
function halfPrecision(parameters: Parameters): Parameters {
  return new Map(
    [...parameters].map(([name, { shape, values }]) => [
      name,
      { shape, values: values.map((value) => fromFloat16Bits(toFloat16Bits(value))) },
    ]),
  );
}

void main();
