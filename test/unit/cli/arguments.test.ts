import { describe, expect, it } from 'vitest';
import { parseArguments, UsageError } from '../../../src/cli/arguments';

const options = { json: 'flag', to: 'value' } as const;

describe('parseArguments', () => {
  it('tells files, flags and values apart', () => {
    const { files, flags, values } = parseArguments(['a', '--json', '--to', 'x', 'b', '--to=y=z'], options);
    expect(files).toEqual(['a', 'b']);
    expect([...flags]).toEqual(['json']);
    expect(values.get('to')).toBe('y=z');
  });

  it('collects options that may be given again and again', () => {
    const { lists, values } = parseArguments(['--from', 'a', '--from=b'], { from: 'list' });
    expect(lists.get('from')).toEqual(['a', 'b']);
    expect(values.size).toBe(0);
  });

  it('takes everything after -- for files', () => {
    expect(parseArguments(['--', '--json', '-x'], options).files).toEqual(['--json', '-x']);
  });

  it.each([
    [['--nope'], 'there is no option --nope'],
    [['--to'], '--to needs a value'],
    [['--to='], '--to needs a value'],
    [['--json=1'], '--json takes no value'],
    [['--constructor'], 'there is no option --constructor'],
  ])('refuses %j', (args, message) => {
    expect(() => parseArguments(args, options)).toThrow(new UsageError(message));
  });
});
