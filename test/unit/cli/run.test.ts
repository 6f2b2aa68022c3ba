import { describe, expect, it } from 'vitest';
import { runInMemory } from './support/memoryIo';

describe('flowcell', () => {
  it('helps', async () => {
    const { code, output } = await runInMemory(['help']);
    expect(code).toBe(0);
    for (const command of ['score', 'surrogate', 'convert']) expect(output).toContain(`flowcell ${command} `);
    expect((await runInMemory(['score', '--help'])).code).toBe(0);
    expect((await runInMemory([])).code).toBe(2);
  });

  it('says its version', async () => {
    expect(await runInMemory(['--version'])).toMatchObject({ code: 0, output: '1.2.3' });
  });

  it('refuses commands and options that it does not have', async () => {
    expect(await runInMemory(['train'])).toMatchObject({ code: 2, output: '' });
    expect(await runInMemory(['constructor'])).toMatchObject({ code: 2, output: '' });
    const { code, errors } = await runInMemory(['score', '--nope', 'x']);
    expect(code).toBe(2);
    expect(errors).toBe('flowcell score: there is no option --nope\nflowcell help tells more.');
  });
});
