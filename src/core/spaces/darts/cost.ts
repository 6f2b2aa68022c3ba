import type { Architecture, ArchitecturePlace } from '../../spec/architecture';
import { findOperation } from '../defineOperation';
import type { Cost } from '../space';
import { DARTS_INPUTS, dartsOperations } from './operations';

type Total = Required<Cost>;

/** The network that is built from a pair of cells, for 32x32 images of ten classes. */
export interface DartsNetwork {
  /** Channels of the first cells' operations; doubled by each reduction cell. */
  readonly channels: number;
  /** Cells in all; the ones at a third and two thirds of the depth are reduction cells. */
  readonly cells: number;
  /** Whether the batch normalisations of operations have a trainable scale and shift. */
  readonly affineOperations: boolean;
  /** Whether pooling is followed by batch normalisation. */
  readonly normalisedPools: boolean;
}

/** The network of NAS-Bench-301's proxy tables (NAS-Bench-Suite-Zero, NeurIPS 2022): their `params` and `flops` are counted on it. */
const nasBench301Network: DartsNetwork = {
  channels: 32,
  cells: 8,
  affineOperations: false,
  normalisedPools: true,
};

const IMAGE_SIDE = 32;
const STEM_MULTIPLIER = 3;
const CLASSES = 10;
const ZERO: Total = { parameters: 0, flops: 0 };

/** Cost of one cell of the network and of its parts. */
interface CellCost {
  readonly part: number;
  /** Preparing the two inputs: 1x1 convolutions, or a halving of the resolution after a reduction cell. */
  readonly inputs: readonly Total[];
  /** By edge of the part; zero for edges to the output. */
  readonly edges: readonly Total[];
}

/**
 * Parameters and FLOPs of the whole network. FLOPs count a multiplication with its addition once, as the tables of
 * NAS-Bench-Suite-Zero do: convolutions, pooling windows, rectifiers and batch normalisations.
 */
export function dartsCost(architecture: Architecture, network: DartsNetwork = nasBench301Network): Total {
  const { cells, channels } = cellCosts(architecture, network);
  const stemChannels = network.channels * STEM_MULTIPLIER;
  const stem = sum([convolution(3, 3, stemChannels, IMAGE_SIDE), normalisation(stemChannels, IMAGE_SIDE, true)]);
  const side = IMAGE_SIDE / 4;
  const classifier: Total = {
    parameters: channels * CLASSES + CLASSES,
    flops: channels * CLASSES + channels * side * side,
  };
  return sum([stem, classifier, ...cells.flatMap((cell) => [...cell.inputs, ...cell.edges])]);
}

/** Cost of one operation, of one input's preparation, or of a whole part, summed over the network's cells. */
export function dartsCostOf(
  architecture: Architecture,
  place: ArchitecturePlace,
  network: DartsNetwork = nasBench301Network,
): Cost {
  if (place.kind === 'architecture') return dartsCost(architecture, network);
  const cells = cellCosts(architecture, network).cells.filter((cell) => cell.part === place.part);
  if (place.kind === 'edge') return sum(cells.map((cell) => cell.edges[place.edge] ?? ZERO));
  if (place.kind === 'part') return sum(cells.flatMap((cell) => [...cell.inputs, ...cell.edges]));
  return place.node < DARTS_INPUTS ? sum(cells.map((cell) => cell.inputs[place.node] ?? ZERO)) : {};
}

function cellCosts(architecture: Architecture, network: DartsNetwork): { cells: CellCost[]; channels: number } {
  const cells: CellCost[] = [];
  let beforePrevious = network.channels * STEM_MULTIPLIER;
  let previous = beforePrevious;
  let channels = network.channels;
  let side = IMAGE_SIDE;
  let afterReduction = false;
  const reductions = [Math.floor(network.cells / 3), Math.floor((2 * network.cells) / 3)];
  for (let index = 0; index < network.cells; index++) {
    const isReduction = reductions.includes(index);
    if (isReduction) channels *= 2;
    const part = isReduction ? 1 : 0;
    const outputSide = isReduction ? side / 2 : side;
    const first = afterReduction
      ? halving(beforePrevious, channels, side, true)
      : projection(beforePrevious, channels, side);
    const second = projection(previous, channels, side);
    const edges = (architecture.parts[part]?.cell.edges ?? []).map(({ from, operation }) => {
      if (operation === undefined) return ZERO;
      const stride = isReduction && from < DARTS_INPUTS ? 2 : 1;
      return operationCost(operation, channels, outputSide, stride, network);
    });
    cells.push({ part, inputs: [first, second], edges });
    beforePrevious = previous;
    previous = 4 * channels;
    side = outputSide;
    afterReduction = isReduction;
  }
  return { cells, channels: previous };
}

/** `side` is that of the output. */
function operationCost(
  operation: string,
  channels: number,
  side: number,
  stride: number,
  network: DartsNetwork,
): Total {
  const name = findOperation(dartsOperations, operation)?.name ?? '';
  const kernel = name.endsWith('5x5') ? 5 : 3;
  const affine = network.affineOperations;
  const separable = (inputSide: number): Total =>
    sum([
      rectifier(channels, inputSide),
      { parameters: kernel ** 2 * channels, flops: kernel ** 2 * channels * side ** 2 },
      convolution(1, channels, channels, side),
      normalisation(channels, side, affine),
    ]);
  if (name.startsWith('sep_conv')) return sum([separable(side * stride), separable(side)]);
  if (name.startsWith('dil_conv')) return separable(side * stride);
  if (name === 'skip_connect') return stride === 2 ? halving(channels, channels, side, affine) : ZERO;
  const window: Total = { parameters: 0, flops: kernel ** 2 * channels * side ** 2 };
  return network.normalisedPools ? sum([window, normalisation(channels, side, affine)]) : window;
}

/** A 1x1 convolution of an input to the cell's channels. */
function projection(from: number, to: number, side: number): Total {
  return sum([rectifier(from, side), convolution(1, from, to, side), normalisation(to, side, true)]);
}

/** Factorized reduction: two strided 1x1 convolutions of half the channels each. `side` is that of the output. */
function halving(from: number, to: number, side: number, affine: boolean): Total {
  const half = convolution(1, from, to / 2, side);
  return sum([rectifier(from, side * 2), half, half, normalisation(to, side, affine)]);
}

function convolution(kernel: number, from: number, to: number, side: number): Total {
  const parameters = kernel ** 2 * from * to;
  return { parameters, flops: parameters * side ** 2 };
}

/** Batch normalisation: one operation an element, two with scale and shift. */
function normalisation(channels: number, side: number, affine: boolean): Total {
  return { parameters: affine ? 2 * channels : 0, flops: (affine ? 2 : 1) * channels * side ** 2 };
}

function rectifier(channels: number, side: number): Total {
  return { parameters: 0, flops: channels * side ** 2 };
}

function sum(costs: readonly Total[]): Total {
  return costs.reduce(
    (total, cost) => ({ parameters: total.parameters + cost.parameters, flops: total.flops + cost.flops }),
    ZERO,
  );
}
