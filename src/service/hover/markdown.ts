/** Text from a file or a message at most so long; longer ones say nothing more in a hover. */
const MAX_LENGTH = 200;

/**
 * Text of unknown origin as Markdown that reads exactly like it: no emphasis, link, image, HTML, list or heading can come of it,
 * and it stays on one line.
 */
export function escapeMarkdown(text: string, maxLength = MAX_LENGTH): string {
  return shorten(text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim(), maxLength).replace(
    /[\\`*_{}[\]()#+\-.!|~<>&:@$^=]/g,
    '\\$&',
  );
}

/** Text of unknown origin as an inline code span. */
export function codeSpan(text: string, maxLength = MAX_LENGTH): string {
  const content = shorten(text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim(), maxLength);
  if (content === '') return '';
  // A fence longer than every run of backticks inside ends the span nowhere else.
  const longest = Math.max(0, ...[...content.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const padding = content.startsWith('`') || content.endsWith('`') ? ' ' : '';
  return `${fence}${padding}${content}${padding}${fence}`;
}

/** Paragraphs of Markdown, those that are missing left out. */
export function paragraphs(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n');
}

/** Lines of one paragraph, those that are missing left out. */
export function lines(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('  \n');
}

/** Cut at a whole character, with three dots for what is left out. */
export function shorten(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  return `${text.slice(0, maxLength - 3).replace(/[\ud800-\udbff]$/, '')}...`;
}
