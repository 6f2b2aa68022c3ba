import { isAbsolute, relative, resolve, sep } from 'node:path';

/** Whether a path lies in a folder, however the two are written: with a separator at the end, with `..`, with other separators. */
export function isInside(path: string, folder: string): boolean {
  const between = relative(resolve(folder), resolve(path));
  return between !== '' && between !== '..' && !between.startsWith(`..${sep}`) && !isAbsolute(between);
}
