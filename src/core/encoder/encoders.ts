import type { Encoder, EncoderConfig } from './encoder';
import { gin } from './gin';
import { resGatedGcn } from './resGatedGcn';

const constructors: Readonly<Record<string, (config: EncoderConfig) => Encoder>> = {
  'res-gated-gcn': resGatedGcn,
  gin,
};

export const encoderKinds: readonly string[] = Object.keys(constructors);

/** @throws RangeError naming the kinds there are, if `config.kind` is unknown or the width is no multiple of eight. */
export function createEncoder(config: EncoderConfig): Encoder {
  const construct = Object.hasOwn(constructors, config.kind) ? constructors[config.kind] : undefined;
  if (!construct) throw new RangeError(`unknown encoder ${config.kind}: one of ${encoderKinds.join(', ')}`);
  if (config.width % 8 !== 0 || config.width <= 0) throw new RangeError(`width ${config.width} is no multiple of 8`);
  return construct(config);
}
