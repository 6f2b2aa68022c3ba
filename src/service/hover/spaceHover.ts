import type { SearchSpace } from '../../core/spaces/space';
import { codeSpan, escapeMarkdown, paragraphs } from './markdown';

/** Operations that are listed; a space of one's own may have many. */
const MAX_OPERATIONS = 24;

/** What a search space allows. */
export function spaceHover(space: SearchSpace): string {
  const listed = space.operations
    .slice(0, MAX_OPERATIONS)
    .map(({ name, description }) => `- ${codeSpan(name)}: ${escapeMarkdown(description)}`);
  const more = space.operations.length - listed.length;
  if (more > 0) listed.push(`- and ${more} more`);
  return paragraphs(
    `**${escapeMarkdown(space.title)}** · search space`,
    escapeMarkdown(space.description, 400),
    `Operations on the ${space.placement === 'edge' ? 'edges' : 'nodes'}:\n${listed.join('\n')}`,
    [
      `At most ${space.limits.maxNodes} nodes and ${space.limits.maxEdges} edges in a cell`,
      space.size === undefined ? undefined : `${sizeText(space.size)} architectures`,
    ]
      .filter((text) => text !== undefined)
      .join('; '),
  );
}

/** `15,625`, or `10^18` where nobody counts to it. */
function sizeText(size: number): string {
  if (size >= 1e9) return `about 10^${Math.round(Math.log10(size))}`.replace('^', '\\^');
  return String(Math.round(size)).replace(/\B(?=(\d{3})+$)/g, ',');
}
