// Trains small networks of the space examples/own-space/tiny-cells.space.yaml and writes their accuracies as a result table:
//   npm run example:train -- [--cells 80] [--out examples/own-space/results.csv]
// The data are drawn here: 8x8 images of four textures under noise. Every number in the table comes from a training.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import { RandomGenerator } from '../../src/core/random/random';
import type { SearchSpace } from '../../src/core/spaces/space';
import { parseSpaceDocument } from '../../src/core/spaces/userSpace/readSpace';
import type { Architecture } from '../../src/core/spec/architecture';
import { architectureText } from '../../src/core/spec/edit/architectureText';
import { locateWasmFiles, startBackend } from '../../src/engine/tensorflow';

const CHANNELS = 8;
const SIDE = 8;
const CLASSES = 4;
const TRAIN = 256;
const TEST = 512;
const BATCH = 32;
const EPOCHS = 6;
const RATE = 0.01;
const NOISE = 0.9;

const { values: options } = parseArgs({
  options: {
    cells: { type: 'string', default: '80' },
    out: { type: 'string', default: 'examples/own-space/results.csv' },
    space: { type: 'string', default: 'examples/own-space/tiny-cells.space.yaml' },
  },
});

interface Images {
  /** [images, SIDE, SIDE, 1] */
  readonly pixels: tf.Tensor4D;
  readonly labels: Int32Array;
}

/** Stripes across, stripes down, a checkerboard and a blob, each at a random phase, under normal noise. */
function drawImages(count: number, random: RandomGenerator): Images {
  const labels = Int32Array.from({ length: count }, () => random.integer(CLASSES));
  const pixels = new Float32Array(count * SIDE * SIDE);
  labels.forEach((label, image) => {
    const [dx, dy] = [random.integer(SIDE), random.integer(SIDE)];
    for (let y = 0; y < SIDE; y++) {
      for (let x = 0; x < SIDE; x++) {
        const [u, v] = [(x + dx) % SIDE, (y + dy) % SIDE];
        const even = (n: number): number => (n % 4 < 2 ? 1 : -1);
        const blob = (u - 3.5) ** 2 + (v - 3.5) ** 2 < 7 ? 1 : -1;
        const value = [even(u), even(v), even(u) * even(v), blob][label] ?? 0;
        pixels[(image * SIDE + y) * SIDE + x] = value + random.normal(0, NOISE);
      }
    }
  });
  return { pixels: tf.tensor4d(pixels, [count, SIDE, SIDE, 1]), labels };
}

/** The nine images that are shifted by up to one pixel, zeros beyond the edge. */
function neighbours(x: tf.Tensor4D): tf.Tensor4D[] {
  const padded = tf.pad(x, [[0, 0], [1, 1], [1, 1], [0, 0]]); // prettier-ignore
  const [count, , , channels] = x.shape;
  return Array.from({ length: 9 }, (_, i) => {
    return tf.slice(padded, [0, Math.floor(i / 3), i % 3, 0], [count, SIDE, SIDE, channels]);
  });
}

type Weights = Map<string, tf.Variable>;

/** He-normal weights of a network, made when a layer is first applied. */
class Network {
  readonly weights: Weights = new Map();

  constructor(
    private readonly architecture: Architecture,
    private readonly random: RandomGenerator,
  ) {}

  /** Logits [images, CLASSES]. */
  apply(pixels: tf.Tensor4D): tf.Tensor2D {
    const { nodes, edges } = this.architecture.parts[0]!.cell;
    const values: tf.Tensor4D[] = [];
    nodes.forEach(({ operation = 'skip' }, node) => {
      if (node === 0) return void values.push(this.#convolve('stem', pixels, 3, 1));
      const inputs = edges.filter(({ to }) => to === node).map(({ from }) => values[from]!);
      const sum: tf.Tensor4D = inputs.length === 1 ? inputs[0]! : tf.addN(inputs);
      values.push(this.#operate(operation, `node${node}`, sum));
    });
    const pooled = tf.mean<tf.Tensor2D>(values.at(-1)!, [1, 2]);
    const kernel = this.#weight('head', [CHANNELS, CLASSES], CHANNELS);
    return tf.add(tf.matMul(pooled, kernel as tf.Tensor2D), this.#weight('head.bias', [CLASSES], 0));
  }

  #operate(operation: string, name: string, x: tf.Tensor4D): tf.Tensor4D {
    switch (operation) {
      case 'conv3x3':
        return this.#convolve(name, x, 3, CHANNELS);
      case 'conv1x1':
        return this.#convolve(name, x, 1, CHANNELS);
      case 'depthwise3x3': {
        const kernel = this.#weight(name, [9, CHANNELS], 9) as tf.Tensor2D;
        const parts = neighbours(x).map((part, i) =>
          tf.mul<tf.Tensor4D>(part, tf.reshape(tf.slice(kernel, [i, 0], [1, CHANNELS]), [CHANNELS])),
        );
        return tf.relu(tf.add<tf.Tensor4D>(tf.addN(parts), this.#weight(`${name}.bias`, [CHANNELS], 0)));
      }
      case 'max3x3':
        return neighbours(x).reduce((most, part) => tf.maximum(most, part));
      case 'mean3x3':
        return tf.div(tf.addN(neighbours(x)), 9);
      default:
        return x; // skip, and the output, which adds up what it reads
    }
  }

  /** A convolution as one matrix product: TensorFlow.js has no gradient of its own one on WebAssembly. */
  #convolve(name: string, x: tf.Tensor4D, size: 1 | 3, inputs: number): tf.Tensor4D {
    const columns = size * size * inputs;
    const patches = size === 1 ? x : tf.concat(neighbours(x), 3);
    const kernel = this.#weight(name, [columns, CHANNELS], columns) as tf.Tensor2D;
    const y = tf.matMul(tf.reshape(patches, [-1, columns]), kernel);
    const activated = tf.relu(tf.add(y, this.#weight(`${name}.bias`, [CHANNELS], 0)));
    return tf.reshape(activated, [x.shape[0], SIDE, SIDE, CHANNELS]);
  }

  /** @param fanIn 0 starts at zero */
  #weight(name: string, shape: number[], fanIn: number): tf.Variable {
    let weight = this.weights.get(name);
    if (!weight) {
      const deviation = fanIn === 0 ? 0 : Math.sqrt(2 / fanIn);
      const size = shape.reduce((a, b) => a * b, 1);
      const values = Float32Array.from({ length: size }, () => this.random.normal(0, deviation));
      weight = tf.keep(tf.variable(tf.tensor(values, shape)));
      this.weights.set(name, weight);
    }
    return weight;
  }
}

/** Percent of test images that a network gets right after training. */
function train(architecture: Architecture, training: Images, test: Images, seed: number): number {
  const random = RandomGenerator.fromSeed(seed, 'tiny cells');
  const network = new Network(architecture, random);
  tf.tidy(() => void network.apply(tf.slice(training.pixels, 0, 1)));
  const optimizer = tf.train.adam(RATE);
  for (let step = 0; step < (EPOCHS * TRAIN) / BATCH; step++) {
    const start = (step * BATCH) % TRAIN;
    optimizer.minimize(() => {
      const logits = network.apply(tf.slice(training.pixels, start, BATCH));
      const wanted = tf.oneHot(tf.tensor1d(training.labels.slice(start, start + BATCH), 'int32'), CLASSES);
      return tf.losses.softmaxCrossEntropy(wanted, logits) as unknown as tf.Scalar;
    });
  }
  const guesses = tf.tidy(() => Array.from(tf.argMax(network.apply(test.pixels), 1).dataSync()));
  for (const weight of network.weights.values()) weight.dispose();
  optimizer.dispose();
  const right = guesses.reduce<number>((sum, guess, i) => sum + Number(guess === test.labels[i]), 0);
  return (100 * right) / TEST;
}

/** Distinct cells of the space, in the order in which they come up. */
function drawCells(space: SearchSpace, count: number): Architecture[] {
  const random = RandomGenerator.fromSeed(1, 'cells of the example');
  const cells = new Map<string, Architecture>();
  while (cells.size < count) {
    const architecture = space.sample(() => random.uniform());
    const key = space.canonicalKey(architecture);
    if (!cells.has(key)) cells.set(key, architecture);
  }
  return [...cells.values()];
}

async function main(): Promise<void> {
  const { space, problems } = parseSpaceDocument(readFileSync(options.space, 'utf8'), 'yaml');
  if (!space) throw new Error(problems.map(({ message }) => message).join('; '));
  await startBackend('wasm', locateWasmFiles(process.cwd(), false));
  const random = RandomGenerator.fromSeed(1, 'images');
  const [training, test] = [drawImages(TRAIN, random), drawImages(TEST, random)];
  const lines = ['arch,test_acc,parameters'];
  const cells = drawCells(space, Number(options.cells));
  cells.forEach((architecture, i) => {
    const since = performance.now();
    const accuracy = (train(architecture, training, test, 1) + train(architecture, training, test, 2)) / 2;
    const { parameters } = space.cost(architecture);
    const text = architectureText(space, architecture).replaceAll('"', '""');
    lines.push(`"${text}",${accuracy.toFixed(2)},${parameters ?? ''}`);
    console.log(
      `${i + 1}/${cells.length}: ${accuracy.toFixed(1)} % in ${((performance.now() - since) / 1000).toFixed(1)} s`,
    );
    writeFileSync(options.out, `${lines.join('\n')}\n`);
  });
}

void main();
