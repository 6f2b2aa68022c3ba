import { describe, expect, it } from 'vitest';
import { runInMemory } from './support/memoryIo';

const text = `# kept
space: nas-bench-101
cells:
  a: # a cell
    nodes:
      first: { op: conv3x3-bn-relu, inputs: [input] }
      output: { inputs: [first, input] }
  b:
    arch: "111:2"
`;

describe('flowcell convert', () => {
  it('prints the file in another form, comments kept, and says what is lost', async () => {
    const { code, output, errors } = await runInMemory(['convert', 'c.yaml', '--to', 'matrix'], { 'c.yaml': text });
    expect(code).toBe(0);
    expect(output).toContain('# kept');
    expect(output).toContain('# a cell');
    expect(output.match(/matrix:/g)?.length).toBe(2);
    expect(errors).toMatch(/c\.yaml: a loses .*first/);
  });

  it('converts one cell and writes the file back', async () => {
    const { code, output, files } = await runInMemory(
      ['convert', 'c.yaml', '--to', 'nodes', '--cell', 'b', '--write'],
      {
        'c.yaml': text,
      },
    );
    expect([code, output]).toEqual([0, '']);
    expect(files.get('c.yaml')).toContain('op: maxpool3x3');
    expect(files.get('c.yaml')?.startsWith('# kept\n')).toBe(true);
  });

  it('comes back to the same text', async () => {
    const once = await runInMemory(['convert', 'c.yaml', '--to', 'arch-string', '--write'], { 'c.yaml': text });
    const twice = await runInMemory(['convert', 'c.yaml', '--to', 'arch-string'], {
      'c.yaml': once.files.get('c.yaml') ?? '',
    });
    expect(`${twice.output}\n`).toBe(once.files.get('c.yaml'));
  });

  it('lists the forms where none is given or known', async () => {
    const { code, errors } = await runInMemory(['convert', 'c.yaml', '--to', 'poem'], { 'c.yaml': text });
    expect(code).toBe(2);
    expect(errors).toContain('nas-bench-101 has no form "poem"; its forms are');
    expect(errors).toContain('arch-string');
    expect((await runInMemory(['convert', 'c.yaml'], { 'c.yaml': text })).errors).toContain('convert needs --to FORM');
  });

  it('leaves cells with errors alone, and ends with 1', async () => {
    const broken = text.replace('"111:2"', '"111:9"');
    const { code, output, errors } = await runInMemory(['convert', 'c.yaml', '--to', 'matrix'], { 'c.yaml': broken });
    expect(code).toBe(1);
    expect(errors).toContain('b is not converted: it has errors');
    expect(output).toContain('"111:9"');
  });

  it('refuses what it can not read', async () => {
    expect((await runInMemory(['convert', 'no.yaml', '--to', 'matrix'])).code).toBe(2);
    expect((await runInMemory(['convert', 'c.yaml', '--to', 'matrix', '--cell', 'z'], { 'c.yaml': text })).code).toBe(
      2,
    );
    expect((await runInMemory(['convert', 'x.json', '--to', 'matrix'], { 'x.json': '{' })).code).toBe(2);
    expect((await runInMemory(['convert'])).code).toBe(2);
  });

  it.each(['|', '|-', '|+', '>', '| # why'])(
    'keeps what follows a cell that is a block scalar (%s)',
    async (marker) => {
      const block = `space: nas-bench-101\ncells:\n  a: ${marker}\n    111:2\n\n  b: "111:1"\n`;
      const { code, files } = await runInMemory(['convert', 'c.yaml', '--to', 'matrix', '--write'], {
        'c.yaml': block,
      });
      expect(code).toBe(0);
      expect(files.get('c.yaml')).toMatch(/^ {2}a:\n( {4}# why\n)? {4}matrix:\n[^]*\n\n {2}b:\n {4}matrix:\n/m);
      const listed = `space: nas-bench-101\ncells:\n  - ${marker}\n    111:2\n  - "111:1"\n`;
      const list = await runInMemory(['convert', 'c.yaml', '--to', 'matrix', '--write'], { 'c.yaml': listed });
      const score = await runInMemory(['score', 'c.yaml'], { 'c.yaml': list.files.get('c.yaml') ?? '' });
      expect([list.code, score.code]).toEqual([0, 0]);
    },
  );

  it('removes every form of a cell that says the same twice', async () => {
    const twice = `space: nas-bench-101\ncells:\n  a:\n    nodes:\n      x: { op: maxpool3x3, inputs: [input] }\n      output: { inputs: [input, x] }\n    arch: "111:2"\n`;
    const { output } = await runInMemory(['convert', 'c.yaml', '--to', 'arch-string'], { 'c.yaml': twice });
    expect(output.match(/arch:/g)?.length).toBe(1);
    expect(output).not.toContain('nodes:');
    const other = twice.replace('111:2', '111:0');
    const contradicting = await runInMemory(['convert', 'c.yaml', '--to', 'arch-string'], { 'c.yaml': other });
    expect(contradicting.code).toBe(1);
    expect(contradicting.errors).toContain('c.yaml:7:5: error: nodes and arch are different');
    const spelt = 'space: nas-bench-101\ncells:\n  a: { arch: "111:2", genotype: "note", arch_str: "111:0" }\n';
    expect((await runInMemory(['score', 'c.yaml'], { 'c.yaml': spelt })).errors).toMatch(/arch and arch_str are diff/);
  });

  it('leaves a file alone that is not UTF-8', async () => {
    const latin = Buffer.from(`# caf\u00e9\n${text}`, 'latin1');
    const { code, errors, files } = await runInMemory(['convert', 'c.yaml', '--to', 'matrix', '--write'], {
      'c.yaml': latin,
    });
    expect(code).toBe(2);
    expect(errors).toContain('[encoding]');
    expect(errors).toContain('c.yaml is not UTF-8 text');
    expect(files.get('c.yaml')).not.toContain('matrix');
  });
});
