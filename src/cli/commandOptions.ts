import type { OptionSpec } from './arguments';

const computing = { backend: 'value', 'package-folder': 'value' } as const;

const training = {
  ...computing,
  out: 'value',
  epochs: 'value',
  seed: 'value',
  resume: 'flag',
  force: 'flag',
  'checkpoint-seconds': 'value',
  json: 'flag',
} as const;

/** What each command takes; the usage text and docs/cli.md name all of it. */
export const commandOptions = {
  score: { ...computing, models: 'list', json: 'flag' },
  surrogate: { cell: 'value', constants: 'value', json: 'flag' },
  convert: { to: 'value', cell: 'value', write: 'flag' },
  pretrain: {
    ...training,
    space: 'value',
    architectures: 'value',
    count: 'value',
    pretext: 'value',
    encoder: 'value',
    width: 'value',
    layers: 'value',
  },
  finetune: {
    ...training,
    model: 'value',
    data: 'value',
    target: 'value',
    labels: 'value',
    members: 'value',
    predictor: 'value',
    higher: 'flag',
    lower: 'flag',
  },
  evaluate: {
    ...computing,
    model: 'value',
    data: 'value',
    target: 'value',
    higher: 'flag',
    lower: 'flag',
    json: 'flag',
  },
  export: { ...computing, model: 'value', format: 'value', out: 'value' },
  engine: { ...computing, 'batch-size': 'value', install: 'value', json: 'flag' },
} as const satisfies Readonly<Record<string, OptionSpec>>;

export type CommandName = keyof typeof commandOptions;
