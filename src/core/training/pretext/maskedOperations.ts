import type { Encoder } from '../../encoder/encoder';
import { maskOperations } from '../../encoder/augmentBatch';
import { takeBatch } from '../../encoder/graphSet';
import { mlpHead } from '../../encoder/mlpHead';
import { crossEntropyLoss } from '../losses/crossEntropy';
import type { PretextData, PretextTask } from './pretextTask';

/** Share of operations that are hidden, as for NAS-Bench-201 in the public settings of GMAE (Jing et al. 2022). */
const MASK_RATE = 0.15;

/** GMAE: name the operations that were hidden from the encoder, from the embeddings of their nodes. */
export const maskedOperations: PretextTask = {
  name: 'gmae',
  needs: [],
  prepare(encoder: Encoder, { set }: PretextData) {
    const { operations, width } = encoder.config;
    const head = mlpHead('operations', encoder.outputWidth, width, operations);
    return {
      parameters: head.parameters,
      loss({ ops, tensors, indices, random, noise }) {
        const whole = takeBatch(set, indices);
        const { batch, masked } = maskOperations(whole, MASK_RATE, operations, random);
        const logits = head.apply(ops, tensors, encoder.encodeNodes(ops, tensors, batch, noise));
        const classes = masked.map((node) => whole.operations[node]!);
        return crossEntropyLoss(ops.tf, logits, masked, classes);
      },
    };
  },
};
