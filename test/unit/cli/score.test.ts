import { describe, expect, it } from 'vitest';
import { runInMemory } from './support/memoryIo';

const good = `space: nas-bench-201
cells:
  one:
    arch: "|nor_conv_3x3~0|+|none~0|skip_connect~1|+|nor_conv_1x1~0|nor_conv_3x3~1|avg_pool_3x3~2|"
  another-one:
    arch: "|nor_conv_3x3~0|+|none~0|none~1|+|nor_conv_1x1~0|nor_conv_3x3~1|none~2|"
`;
const bad = good.replace('avg_pool_3x3~2', 'avg_pool_9x9~2');

interface ScoreJson {
  readonly models: readonly Record<string, unknown>[];
  readonly cells: readonly Record<string, unknown>[];
  readonly problems: readonly Record<string, unknown>[];
}

describe('flowcell score', () => {
  it('prints what the lens prints', async () => {
    const { code, output, errors } = await runInMemory(['score', 'a.cell.yaml'], { 'a.cell.yaml': good });
    expect(code).toBe(0);
    expect(errors).toBe('');
    expect(output.split('\n')).toEqual([
      'a.cell.yaml',
      '  one          95.0 % CIFAR-10 (94.7-95.3) · top 2.5 % of nas-bench-201 · 0.59 M params',
      expect.stringMatching(/^ {2}another-one {2}\d/),
    ]);
  });

  it('gives values, ranges, percentile and cost as JSON', async () => {
    const { code, output } = await runInMemory(['score', '--json', 'a.cell.yaml'], { 'a.cell.yaml': good });
    const { cells, models, problems } = JSON.parse(output) as ScoreJson;
    expect(code).toBe(0);
    expect(problems).toEqual([]);
    expect(models).toEqual([expect.objectContaining({ id: 'model-nas-bench-201', heldOutTau: 80, coverage: 80 })]);
    expect(cells[0]).toEqual({
      file: 'a.cell.yaml',
      name: 'one',
      space: 'nas-bench-201',
      text: '95.0 % CIFAR-10 (94.7-95.3) · top 2.5 % of nas-bench-201 · 0.59 M params',
      cost: { parameters: expect.any(Number) as number, flops: expect.any(Number) as number },
      targets: [
        {
          name: 'cifar10_test',
          title: 'CIFAR-10',
          unit: 'percent',
          value: 95,
          low: 94.7,
          high: 95.3,
          percentile: 2.5,
        },
      ],
      model: 'model-nas-bench-201',
    });
  });

  it('gives the reason where there is no number, and 1', async () => {
    const { code, output } = await runInMemory(['score', '--json', 'b.cell.yaml'], { 'b.cell.yaml': bad });
    const { cells, problems } = JSON.parse(output) as ScoreJson;
    expect(code).toBe(1);
    expect(cells[0]).toMatchObject({ name: 'one', reason: expect.stringContaining('avg_pool_9x9') as string });
    expect(cells[0]).not.toHaveProperty('targets');
    expect(cells[1]).toHaveProperty('targets');
    expect(problems[0]).toMatchObject({
      file: 'b.cell.yaml',
      line: 4,
      severity: 'error',
      code: 'unknown-operation',
      cell: 'one',
    });
  });

  it('prints problems where editors and CI systems find them', async () => {
    const { errors } = await runInMemory(['score', 'b.cell.yaml'], { 'b.cell.yaml': bad.replaceAll('\n', '\r\n') });
    expect(errors).toMatch(/^b\.cell\.yaml:4:84: error: .*avg_pool_9x9.* \[unknown-operation\]$/);
  });

  it('says why the model has no answer', async () => {
    const { code, output } = await runInMemory(['score', 'a.cell.yaml'], { 'a.cell.yaml': good }, () => ({
      kind: 'none',
      reason: 'there is no model',
    }));
    expect(code).toBe(1);
    expect(output).toContain('no prediction: there is no model');
  });

  it('goes on after files that can not be read, and ends with 2', async () => {
    const { code, output, errors } = await runInMemory(['score', 'none.yaml', 'a.cell.yaml'], { 'a.cell.yaml': good });
    expect(code).toBe(2);
    expect(errors).toBe('none.yaml: there is no such file');
    expect(output).toContain('  one ');
  });

  it('ends with 2 where nothing of a file is understood', async () => {
    expect((await runInMemory(['score', 'x.json'], { 'x.json': '{"cells": [[[' })).code).toBe(2);
    expect((await runInMemory(['score', 'x.json'], { 'x.json': new Uint8Array([0xff, 0xfe, 0, 1]) })).code).toBe(2);
    expect((await runInMemory(['score', 'x.yaml'], { 'x.yaml': 'cells: {}\n' })).code).not.toBe(0);
  });

  it('reads a byte-order mark and files of other tools', async () => {
    const files = {
      'x.json': '\uFEFF{"module_adjacency": [[0, 1], [0, 0]], "module_operations": ["input", "output"]}',
    };
    const { code, output } = await runInMemory(['score', 'x.json'], files);
    expect(code).toBe(0);
    expect(output).toContain('of nas-bench-101');
  });

  it('finds space files beside the cell file', async () => {
    const space = `name: tiny\nplacement: node\nnodes: { max: 4 }\noperations: [conv, pool]\n`;
    const cells = `space: ./tiny.space.yaml\ncells:\n  a:\n    nodes:\n      x: { op: conv, inputs: [input] }\n      output: { inputs: [x] }\n`;
    const { code, output, errors } = await runInMemory(['score', 'dir/a.cell.yaml'], {
      'dir/a.cell.yaml': cells,
      'dir/tiny.space.yaml': space,
    });
    expect(errors).toBe('');
    expect(output).toContain('of tiny');
    expect(code).toBe(0);
    const missing = await runInMemory(['score', 'dir/a.cell.yaml'], { 'dir/a.cell.yaml': cells });
    expect(missing.errors).toContain('dir/tiny.space.yaml: there is no such file');
    expect(missing.code).not.toBe(0);
  });

  it('lists every error but only the first warnings', async () => {
    const cell = good.slice(good.indexOf('  one'), good.indexOf('  another'));
    const many = Array.from({ length: 60 }, (_, index) => cell.replace('one', `c${index}`)).join('');
    const { errors } = await runInMemory(['score', 'm.yaml'], { 'm.yaml': `space: nas-bench-201\ncells:\n${many}` });
    expect(errors.split('\n').length).toBe(21);
    expect(errors).toContain('and 39 more warnings');
  });

  it.each(['', '# nothing\n', 'null\n', 'space: darts\n'])('says so where a file has no cells: %j', async (empty) => {
    expect(await runInMemory(['score', 'x.yaml'], { 'x.yaml': empty })).toMatchObject({
      code: 1,
      output: '',
      errors: 'x.yaml: no cells',
    });
  });

  it('shows control characters of names', async () => {
    const named = good.replace('one:', '"\\e[2Jone\\u202e":');
    const { output } = await runInMemory(['score', 'a.yaml'], { 'a.yaml': named });
    expect(output).toContain('\\u001b[2Jone\\u202e');
    expect(output).not.toContain('\u001b');
  });

  it('says what is wrong with folders of models, each time one is named, and ends with 1', async () => {
    const { code, output, errors } = await runInMemory(['score', 'a.yaml', '--models', 'x', '--models=y'], {
      'a.yaml': good,
    });
    expect(code).toBe(1);
    expect(errors).toBe('There is no folder x.\nThere is no folder y.');
    expect(output).toContain('95.0 %');
  });

  it('checks a space file itself, and names the place in it where a cell file uses it', async () => {
    const space = `name: tiny\nplacement: node\nnodes: { max: 4 }\noperations: [conv, pool]\n`;
    expect(await runInMemory(['score', 'tiny.space.yaml'], { 'tiny.space.yaml': space })).toMatchObject({
      code: 0,
      output: 'tiny.space.yaml\n  defines the space tiny',
    });
    const broken = space.replace('placement: node', 'placement: nowhere').replace('max: 4', 'max: many');
    const alone = await runInMemory(['score', 'tiny.space.yaml'], { 'tiny.space.yaml': broken });
    expect(alone.code).toBe(1);
    expect(alone.errors).toMatch(/^tiny\.space\.yaml:2:12: error: [^]*\ntiny\.space\.yaml:3:15: error: /);
    const used = await runInMemory(['score', 'a.yaml'], {
      'a.yaml': 'space: ./tiny.space.yaml\ncells: { a: { nodes: {} } }\n',
      'tiny.space.yaml': broken,
    });
    expect(used.errors).toMatch(/tiny\.space\.yaml:2:12: [^\n]*; tiny\.space\.yaml:3:15: /);
  });
});
