import { encodeGraphs, type Encoder } from '../encoder/encoder';
import type { GraphOps, Tensor2D } from '../encoder/graphOps';
import { takeBatch, type GraphSet } from '../encoder/graphSet';
import type { MlpHead } from '../encoder/mlpHead';
import { toTensors, type Parameters } from '../encoder/parameters';

/** Graphs encoded at once: a compromise between kernel efficiency and memory. */
const CHUNK = 512;

/** An encoder and where its weights and graphs are. */
export interface Encoding {
  readonly ops: GraphOps;
  readonly encoder: Encoder;
  readonly parameters: Parameters;
  readonly set: GraphSet;
}

/** Pooled embeddings z without dropout: [indices, encoder.outputWidth], row-major, in the order of the indices. */
export function embedGraphs(encoding: Encoding, indices: ArrayLike<number>): Promise<Float32Array> {
  return inChunks(encoding, indices, encoding.encoder.outputWidth);
}

/** Scores of graphs without dropout: [indices, heads], row-major, in the order of the indices. */
export function predictScores(
  encoding: Encoding,
  heads: readonly MlpHead[],
  indices: ArrayLike<number>,
): Promise<Float32Array> {
  return inChunks(encoding, indices, heads.length, (z, tensors) =>
    encoding.ops.tf.concat(
      heads.map((head) => head.apply(encoding.ops, tensors, z)),
      1,
    ),
  );
}

async function inChunks(
  { ops, encoder, parameters, set }: Encoding,
  indices: ArrayLike<number>,
  columns: number,
  after: (z: Tensor2D, tensors: ReturnType<typeof toTensors>) => Tensor2D = (z) => z,
): Promise<Float32Array> {
  const { tf } = ops;
  const values = new Float32Array(indices.length * columns);
  const tensors = toTensors(tf, parameters);
  try {
    for (let start = 0; start < indices.length; start += CHUNK) {
      const chunk = Array.from({ length: Math.min(CHUNK, indices.length - start) }, (_, i) => indices[start + i]!);
      const out = tf.tidy(() => after(encodeGraphs(encoder, ops, tensors, takeBatch(set, chunk)), tensors));
      values.set(await out.data(), start * columns);
      out.dispose();
      ops.endStep();
    }
  } finally {
    for (const tensor of tensors.values()) tensor.dispose();
  }
  return values;
}
