import { isModelId } from '../core/model/modelId';

const LONGEST = 64;

/**
 * An identifier for a model, and so the name of its folder, from a title: `My Space!` -> `my-space`.
 *
 * @param n which of several models of this title; from 2 on it ends the identifier: `my-space-2`
 */
export function modelIdFrom(title: string, n = 1): string {
  const suffix = n === 1 ? '' : `-${n}`;
  const words = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST - suffix.length)
    .replace(/^-+|-+$/g, '');
  const id = `${words}${suffix}`;
  return isModelId(id) ? id : `model${suffix}`;
}
