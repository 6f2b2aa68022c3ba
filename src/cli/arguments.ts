import { append } from '../core/append';

/** Options of a command: whether each takes a value, or one each time that it is given. */
export type OptionSpec = Readonly<Record<string, 'flag' | 'value' | 'list'>>;

export interface ParsedArguments {
  readonly files: readonly string[];
  readonly values: ReadonlyMap<string, string>;
  /** Values of options that may be given more than once, in order. */
  readonly lists: ReadonlyMap<string, readonly string[]>;
  readonly flags: ReadonlySet<string>;
}

/** A command line that makes no sense; the message is for people. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * Reads `FILE --flag --option VALUE --option=VALUE`; after `--` everything is a file.
 *
 * @throws UsageError for options that the command does not have or that lack their value
 */
export function parseArguments(args: readonly string[], options: OptionSpec): ParsedArguments {
  const files: string[] = [];
  const values = new Map<string, string>();
  const lists = new Map<string, readonly string[]>();
  const flags = new Set<string>();
  for (let index = 0; index < args.length; index++) {
    const argument = args[index] ?? '';
    if (argument === '--') {
      append(files, args.slice(index + 1));
      break;
    }
    if (!argument.startsWith('--')) {
      files.push(argument);
      continue;
    }
    const equals = argument.indexOf('=');
    const name = equals < 0 ? argument.slice(2) : argument.slice(2, equals);
    const kind = Object.hasOwn(options, name) ? options[name] : undefined;
    if (kind === undefined) throw new UsageError(`there is no option --${name}`);
    if (kind === 'flag') {
      if (equals >= 0) throw new UsageError(`--${name} takes no value`);
      flags.add(name);
      continue;
    }
    const value = equals < 0 ? args[++index] : argument.slice(equals + 1);
    if (value === undefined || value === '') throw new UsageError(`--${name} needs a value`);
    if (kind === 'list') lists.set(name, [...(lists.get(name) ?? []), value]);
    else values.set(name, value);
  }
  return { files, values, lists, flags };
}
