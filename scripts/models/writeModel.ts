import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Model, ModelTensor } from '../../src/core/model/model';
import { publishModelFolder } from '../../src/engine/modelFolder';
import type { EncoderMember } from '../../src/core/training/ensembleScores';
import type { AssessedTarget } from './assess';
import type { Recipe } from './recipe';

/** The model of a trained and assessed ensemble, weights in half precision. */
export function bundledModel(
  recipe: Recipe,
  members: readonly EncoderMember[],
  assessed: readonly AssessedTarget[],
  created: string,
): Model {
  const tensors = new Map<string, ModelTensor>();
  members.forEach(({ parameters }, m) => {
    for (const [name, { shape, values }] of parameters) {
      tensors.set(`${m}/${name}`, { shape, values, storage: 'float16' });
    }
  });
  return {
    id: recipe.space.name,
    title: recipe.title,
    space: { name: recipe.space.name },
    graphs: 'simplified',
    members: members.map(({ encoder }, m) => ({ encoder: { ...encoder.config }, tensorsPrefix: `${m}/` })),
    targets: recipe.targets.map(({ target }, t) => ({
      target,
      head: { kind: 'mlp', width: recipe.fit.headWidth },
      tensorsPrefix: `head.${target.name}`,
      ...assessed[t]!,
    })),
    training: {
      trainedOn: recipe.trainedOn,
      cells: recipe.splitDescription,
      labels: recipe.split.train.length,
      seed: 1,
      settings: {
        kind: 'fgp',
        pretrainEpochs: recipe.pretrainEpochs,
        fitEpochs: recipe.fit.epochs,
        batchSize: recipe.fit.batchSize,
        learningRate: recipe.fit.learningRate,
        weightDecay: recipe.fit.weightDecay,
        dropout: recipe.fit.dropout,
      },
    },
    created,
    tensors,
  };
}

/** Writes the model's folder: manifest, weights and its card. */
export async function writeModel(folder: string, model: Model): Promise<void> {
  await publishModelFolder(folder, model);
  writeFileSync(join(folder, 'MODEL_CARD.md'), modelCard(model));
}

function modelCard({ title, space, training, targets, members, created }: Model): string {
  const rows = targets.map(
    ({ target, heldOut: h }) =>
      `| ${target.title} | ${target.unit} | ${h.n} | ${h.tau} | ${h.p1} | ${h.p5} | ${h.p10} | ${h.spearman} | ${h.coverage} |`,
  );
  return `# ${title}

Search space: ${space.name}. Made ${created.slice(0, 10)} by \`npm run models:build\`.

${members.length === 1 ? 'One encoder' : `An ensemble of ${members.length} encoders`} (${members[0]!.encoder.kind}, width ${String(members[0]!.encoder['width'])}), pre-trained
without labels on the flow surrogate and zero-cost scores, then fitted to ${training.labels} labelled architectures.

- Labels: ${training.trainedOn}.
- Cells: ${training.cells}
- Settings: ${Object.entries(training.settings)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ')}.

Held-out figures, x100 (ranges are meant to cover 80 %); held-out cells decided nothing:

| target | unit | cells | Kendall's tau | P@1% | P@5% | P@10% | Spearman | coverage |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${rows.join('\n')}

A prediction says how a cell would score if it were trained as the benchmark trained its cells. It says nothing about other
recipes, data sets or cells outside the space.
`;
}
