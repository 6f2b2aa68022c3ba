import type { Calibration } from '../training/calibration/calibration';
import type { SpaceQuantiles } from '../training/calibration/spaceQuantiles';
import { FieldError, FieldReader } from './fieldReader';
import {
  aligned,
  bytesOf,
  MAX_MANIFEST_CHARACTERS,
  MAX_WEIGHTS_BYTES,
  MODEL_FORMAT_VERSION,
  type ModelError,
  type ModelManifest,
  type ModelResult,
  type StoredTensor,
  type StoredWeights,
} from './manifest';
import { migrate } from './migrations';
import type { ComponentConfig, HeldOutFigures, ModelTarget } from './model';
import { isModelId } from './modelId';
import type { Target } from './prediction';

/** Reads and checks a manifest of unknown origin. Never throws. */
export function readManifest(text: string): ModelResult<ModelManifest> {
  if (text.length > MAX_MANIFEST_CHARACTERS) {
    return refuse('model-too-large', `The manifest is longer than ${MAX_MANIFEST_CHARACTERS} characters.`);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/\s+/g, ' ').slice(0, 120) : 'unreadable';
    return refuse('model-json', `The manifest is not JSON: ${reason}.`);
  }
  try {
    const version = new FieldReader(json).field('formatVersion').integer({ minimum: 1 });
    if (version > MODEL_FORMAT_VERSION) {
      return refuse(
        'model-newer-format',
        `The model has format version ${version}, this Flowcell reads up to ${MODEL_FORMAT_VERSION}: a newer Flowcell made it and is needed to use it.`,
        'formatVersion',
      );
    }
    const current = migrate(json, version, MODEL_FORMAT_VERSION);
    if (current === undefined) {
      return refuse(
        'model-old-format',
        `The model has format version ${version}, which is no longer read; train it again.`,
      );
    }
    return { ok: true, value: manifestOf(new FieldReader(current)) };
  } catch (error) {
    if (error instanceof FieldError) {
      return refuse('model-field', `The manifest is damaged: ${error.message}.`, error.place);
    }
    throw error;
  }
}

export function refuse(code: ModelError['code'], message: string, place?: string): ModelResult<never> {
  return { ok: false, error: place === undefined ? { code, message } : { code, message, place } };
}

function manifestOf(root: FieldReader): ModelManifest {
  const id = root.field('id').string();
  if (!isModelId(id)) {
    root.field('id').fail('an identifier of lower-case letters, digits and hyphens');
  }
  const space = root.field('space');
  const definition = space.field('definition').optional((field) => field.string(1_000_000));
  const training = root.field('training');
  const learnt = training.field('learnt').optional((field) => field.string(4_000_000));
  const weights = weightsOf(root.field('weights'));
  return {
    formatVersion: MODEL_FORMAT_VERSION,
    id,
    title: root.field('title').string(200),
    space: { name: space.field('name').string(200), ...(definition === undefined ? {} : { definition }) },
    graphs: root.field('graphs').string(100),
    members: root.field('members').list(
      (member) => ({
        encoder: configOf(member.field('encoder')),
        tensorsPrefix: member.field('tensorsPrefix').string(200),
      }),
      { minimum: 1, maximum: 100 },
    ),
    targets: root.field('targets').list(modelTargetOf, { maximum: 500 }),
    training: {
      trainedOn: training.field('trainedOn').string(2000),
      cells: training.field('cells').string(10_000),
      labels: training.field('labels').integer({ minimum: 0 }),
      seed: training.field('seed').integer(),
      ...(learnt === undefined ? {} : { learnt }),
      settings: configOf(training.field('settings')),
    },
    created: root.field('created').matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/, 'a date and time in UTC'),
    tensors: tensorsOf(root.field('tensors'), weights.bytes),
    weights,
  };
}

function configOf(reader: FieldReader): ComponentConfig {
  const settings: Record<string, string | number | boolean> = {};
  for (const [name, field] of reader.entries()) {
    if (!/^[a-z][A-Za-z0-9]{0,60}$/.test(name) || name === 'constructor') {
      field.fail('a setting named in camel case');
    }
    settings[name] = field.isString ? field.string() : field.isNumber ? field.number() : field.boolean();
  }
  return { ...settings, kind: reader.field('kind').string(100) };
}

function modelTargetOf(reader: FieldReader): ModelTarget {
  return {
    target: targetOf(reader.field('target')),
    head: configOf(reader.field('head')),
    tensorsPrefix: reader.field('tensorsPrefix').string(200),
    calibration: calibrationOf(reader.field('calibration')),
    quantiles: quantilesOf(reader.field('quantiles')),
    heldOut: heldOutOf(reader.field('heldOut')),
  };
}

function targetOf(reader: FieldReader): Target {
  return {
    name: reader.field('name').string(200),
    title: reader.field('title').string(200),
    unit: reader.field('unit').string(50),
    higherIsBetter: reader.field('higherIsBetter').boolean(),
  };
}

function calibrationOf(reader: FieldReader): Calibration {
  const curve = reader.field('curve');
  const x = increasing(curve.field('x'));
  const length = x.length;
  const minimum = reader.field('minimum').optional((field) => field.number());
  const maximum = reader.field('maximum').optional((field) => field.number());
  return {
    curve: { x, y: increasing(curve.field('y'), length) },
    below: reader.field('below').numbers({ minimum: 0, length }),
    above: reader.field('above').numbers({ minimum: 0, length }),
    coverage: reader.field('coverage').number({ minimum: 1, maximum: 99.9 }),
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
  };
}

/** At least one number, strictly increasing. */
function increasing(reader: FieldReader, length?: number): number[] {
  const numbers = reader.numbers(length === undefined ? {} : { length });
  if (numbers.length === 0 || numbers.some((number, i) => i > 0 && number <= numbers[i - 1]!)) {
    reader.fail('numbers in increasing order');
  }
  return numbers;
}

function quantilesOf(reader: FieldReader): SpaceQuantiles {
  const shares = increasing(reader.field('shares'));
  if (shares[0]! < 0 || shares.at(-1)! > 1) {
    reader.field('shares').fail('shares from 0 to 1');
  }
  const scores = reader.field('scores').numbers({ length: shares.length });
  if (scores.some((score, i) => i > 0 && score < scores[i - 1]!)) {
    reader.field('scores').fail('numbers that do not decrease');
  }
  return { shares, scores, count: reader.field('count').integer({ minimum: 1 }) };
}

function heldOutOf(reader: FieldReader): HeldOutFigures {
  const figure = (name: string): number => {
    const field = reader.field(name);
    return field.isNull ? Number.NaN : field.number({ minimum: -100, maximum: 100 });
  };
  return {
    n: reader.field('n').integer({ minimum: 0 }),
    tau: figure('tau'),
    p1: figure('p1'),
    p5: figure('p5'),
    p10: figure('p10'),
    spearman: figure('spearman'),
    coverage: figure('coverage'),
  };
}

function weightsOf(reader: FieldReader): StoredWeights {
  return {
    file: reader.field('file').matching(/^[a-z0-9][a-z0-9_-]{0,80}\.bin$/, 'the name of a .bin file'),
    sha256: reader.field('sha256').matching(/^[0-9a-f]{64}$/, '64 hexadecimal digits'),
    bytes: reader.field('bytes').integer({ minimum: 0, maximum: MAX_WEIGHTS_BYTES }),
  };
}

/** Checks that tensors have distinct names, lie one after another and fill the file. */
function tensorsOf(reader: FieldReader, bytes: number): StoredTensor[] {
  const names = new Set<string>();
  let end = 0;
  const tensors = reader.list((item): StoredTensor => {
    const name = item.field('name').matching(/^[\w./-]{1,200}$/, 'the name of a tensor');
    if (names.has(name)) {
      item.field('name').fail('a name that no other tensor has');
    }
    names.add(name);
    const shape = item.field('shape').list((size) => size.integer({ minimum: 1, maximum: bytes }), { maximum: 8 });
    const dtype = item.field('dtype').oneOf(['float32', 'float16']);
    const offset = item.field('offset').integer({ minimum: 0, maximum: bytes });
    if (offset !== aligned(end)) {
      item.field('offset').fail(String(aligned(end)));
    }
    end = offset + bytesOf(shape, dtype);
    if (end > bytes) {
      item.field('shape').fail(`a tensor within the ${bytes} bytes of weights`);
    }
    return { name, shape, dtype, offset };
  });
  if (aligned(end) !== bytes) {
    reader.fail(`tensors that fill the ${bytes} bytes of weights`);
  }
  return tensors;
}
