import { createEncoder } from '../../core/encoder/encoders';
import type { Encoder, EncoderConfig } from '../../core/encoder/encoder';
import type { ProcessPredictor } from '../../core/fewlabels/processPredictor';
import { elements, type Parameters, type ParameterSpec } from '../../core/encoder/parameters';
import { memberTensors, type ComponentConfig, type Model, type ModelMember } from '../../core/model/model';
import type { ModelSource } from '../../core/model/prediction';
import { spaceByName } from '../../core/spaces/registry';
import { parseSpaceDocument } from '../../core/spaces/userSpace/readSpace';
import type { SearchSpace } from '../../core/spaces/space';
import type { EncoderMember, EnsembleMember } from '../../core/training/ensembleScores';
import { PROCESS_KIND, readProcess } from '../../core/fewlabels/processModel';
import { mlpHead } from '../../core/encoder/mlpHead';

/** A model ready to predict. */
export interface LoadedModel {
  readonly model: Model;
  readonly source: ModelSource;
  readonly space: SearchSpace;
  readonly members: readonly EnsembleMember[];
}

/** A model whose files are sound but that does not fit this program: its message is for people. */
export class UnusableModelError extends Error {
  override readonly name = 'UnusableModelError';
}

/** Builds the encoders and heads that a model names and checks that its weights fit them. @throws UnusableModelError */
export function loadModel(model: Model): LoadedModel {
  const space = spaceOf(model);
  if (model.graphs !== 'simplified')
    throw new UnusableModelError(`It reads graphs in an unknown form, ${model.graphs}.`);
  return {
    model,
    space,
    source: sourceOf(model),
    members: model.members.map((member) =>
      member.encoder.kind === PROCESS_KIND
        ? { process: loadProcess(model, member, space) }
        : loadMember(model, member, space.vocabulary.length),
    ),
  };
}

function spaceOf({ space }: Model): SearchSpace {
  if (space.definition === undefined) {
    const bundled = spaceByName(space.name);
    if (!bundled) throw new UnusableModelError(`There is no space named ${space.name}.`);
    return bundled;
  }
  const own = parseSpaceDocument(space.definition, 'yaml').space;
  if (!own) throw new UnusableModelError(`The definition of its space ${space.name} cannot be read.`);
  return own;
}

function sourceOf({ id, title, space, training, targets }: Model): ModelSource {
  const first = targets[0];
  return {
    id,
    title,
    space: space.name,
    trainedOn: training.trainedOn,
    heldOutTau: first?.heldOut.tau ?? Number.NaN,
    coverage: first?.calibration.coverage ?? Number.NaN,
  };
}

function loadProcess(model: Model, member: ModelMember, space: SearchSpace): ProcessPredictor {
  if (model.targets.length !== 1) throw new UnusableModelError('A process predicts one target.');
  try {
    return readProcess(member.encoder, memberTensors(model, member), space);
  } catch (error) {
    if (error instanceof RangeError) throw new UnusableModelError(error.message);
    throw error;
  }
}

function loadMember(model: Model, member: ModelMember, operations: number): EncoderMember {
  const encoder = createEncoderOf(member.encoder, operations);
  const heads = model.targets.map(({ head, tensorsPrefix }) => {
    if (head.kind !== 'mlp') throw new UnusableModelError(`It has a head of an unknown kind, ${head.kind}.`);
    return mlpHead(tensorsPrefix, encoder.outputWidth, numberSetting(head, 'width'), 1);
  });
  const tensors = memberTensors(model, member);
  const specs = [...encoder.parameters, ...heads.flatMap((head) => head.parameters)];
  const parameters: Parameters = new Map(specs.map((spec) => [spec.name, fitting(tensors.get(spec.name), spec)]));
  return { encoder, heads, parameters };
}

function createEncoderOf(config: ComponentConfig, operations: number): Encoder {
  const encoderConfig: EncoderConfig = {
    kind: config.kind,
    width: numberSetting(config, 'width'),
    layers: numberSetting(config, 'layers'),
    operations: numberSetting(config, 'operations'),
  };
  if (encoderConfig.operations !== operations) {
    throw new UnusableModelError(`It knows ${encoderConfig.operations} operations, its space has ${operations}.`);
  }
  try {
    return createEncoder(encoderConfig);
  } catch (error) {
    throw new UnusableModelError(error instanceof Error ? `${error.message}.` : 'Its encoder cannot be built.');
  }
}

/** Sizes that no sensible model exceeds: a manifest must not make the engine allocate without end. */
const MAX_SETTING = 4096;

function numberSetting(config: ComponentConfig, name: string): number {
  const value = config[name];
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > MAX_SETTING) {
    throw new UnusableModelError(`Its ${config.kind} has no usable ${name}.`);
  }
  return value;
}

function fitting(
  tensor: { readonly shape: readonly number[]; readonly values: Float32Array } | undefined,
  { name, shape }: ParameterSpec,
): { readonly shape: readonly number[]; readonly values: Float32Array } {
  if (!tensor) throw new UnusableModelError(`The weights ${name} are missing.`);
  if (tensor.values.length !== elements(shape) || tensor.shape.join() !== shape.join()) {
    throw new UnusableModelError(
      `The weights ${name} have shape ${tensor.shape.join(' x ')}, not ${shape.join(' x ')}.`,
    );
  }
  return tensor;
}
