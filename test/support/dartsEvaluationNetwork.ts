import type { DartsNetwork } from '../../src/core/spaces/darts/cost';

/** The network on which DARTS papers report CIFAR-10 errors, without the auxiliary head (Liu et al., section 3.3): 3.3 M parameters for DARTS. */
export const dartsEvaluationNetwork: DartsNetwork = {
  channels: 36,
  cells: 20,
  affineOperations: true,
  normalisedPools: false,
};
