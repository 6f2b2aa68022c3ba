import type { OperationKind } from '../space';

/** What an operation does, by its name, where the space file does not say. */
export function guessKind(name: string): OperationKind {
  const lower = name.toLowerCase();
  if (/^(none|zero|zeroize|null)$/.test(lower)) return 'zero';
  if (/^(skip|skip_?connect|identity|id|residual)$/.test(lower)) return 'identity';
  if (/pool/.test(lower)) return 'pooling';
  if (/conv|^(sep|dil|mb|dw)_?\d/.test(lower)) return 'convolution';
  return /^(sum|add|concat|mean)$/.test(lower) ? 'aggregation' : 'other';
}
