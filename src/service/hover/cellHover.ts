import { flowOfPlaces } from '../../core/flow/placeFlow';
import { errorsOf } from '../spans';
import { costSection } from './costSection';
import type { HoverContext } from './hoverContext';
import { codeSpan, escapeMarkdown, lines, paragraphs } from './markdown';
import { predictionSection } from './predictionSection';

/** Problems that a hover lists; the others are underlined in the text. */
const MAX_PROBLEMS = 3;

/** A cell as a whole: its numbers for every target, size and cost. */
export function cellHover(context: HoverContext): string {
  const { parsed, entry, space } = context;
  const problems = errorsOf(parsed, entry);
  const shown = problems.slice(0, MAX_PROBLEMS).map(({ message }) => `- ${escapeMarkdown(message)}`);
  if (problems.length > MAX_PROBLEMS) shown.push(`- and ${problems.length - MAX_PROBLEMS} more`);
  return paragraphs(
    `**Cell** ${codeSpan(entry.name)} · ${escapeMarkdown(space.title)}`,
    predictionSection(context, 'all'),
    shown.join('\n'),
    lines(sizeText(context), costSection(context, { kind: 'architecture' })),
    deadText(context),
  );
}

function sizeText({ architecture }: HoverContext): string {
  const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
  return architecture.parts
    .map(({ role, cell }) => {
      const size = `${count(cell.nodes.length, 'node')}, ${count(cell.edges.length, 'edge')}`;
      return architecture.parts.length > 1 ? `${escapeMarkdown(role)}: ${size}` : size;
    })
    .join('; ');
}

function deadText({ entry, space, architecture }: HoverContext): string | undefined {
  if (!entry.valid) return undefined;
  const flows = flowOfPlaces(space, architecture);
  const dead = flows.filter(({ liveness }) => liveness === 'unreachable' || liveness === 'dead-end').length;
  if (dead === 0) return undefined;
  return `${dead} of ${flows.length} parts ${dead === 1 ? 'carries' : 'carry'} nothing from the input to the output.`;
}
