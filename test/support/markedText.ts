/**
 * A text in which `«` and `»` mark one range; returned without them.
 *
 * @throws Error when there is not exactly one range.
 */
export function markedText(marked: string): { readonly text: string; readonly range: { start: number; end: number } } {
  const start = marked.indexOf('«');
  const end = marked.indexOf('»');
  if (start < 0 || end < start || marked.indexOf('«', start + 1) >= 0) throw new Error('mark one range with «»');
  return {
    text: marked.replace('«', '').replace('»', ''),
    range: { start, end: end - 1 },
  };
}
