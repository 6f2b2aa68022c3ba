import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandOptions } from '../../src/cli/commandOptions';
import { usage } from '../../src/cli/usage';
import { bundledSpaces } from '../../src/core/spaces/registry';
import { parseSpaceDocument } from '../../src/core/spaces/userSpace/readSpace';
import { conversionForms } from '../../src/core/spec/edit/convertCell';
import { parseCellDocument } from '../../src/core/spec/parseCellDocument';
import { defaultReadLimits } from '../../src/core/spec/syntax/limits';

const read = (name: string): string => readFileSync(resolve(import.meta.dirname, '../..', name), 'utf8');

/** What package.json contributes, as far as the README has to list it. */
interface Contributions {
  readonly commands: readonly { readonly command: string; readonly title: string }[];
  readonly configuration: readonly { readonly properties: Readonly<Record<string, unknown>> }[];
  readonly menus: { readonly commandPalette: readonly { readonly command: string; readonly when: string }[] };
}

describe('README.md', () => {
  const { contributes } = JSON.parse(read('package.json')) as { readonly contributes: Contributions };
  /** First cells of table rows. */
  const rows = [...read('README.md').matchAll(/^\| (.+?) +\|/gm)].map((match) => match[1]!);

  it('lists the commands of the palette', () => {
    const { commands, menus } = contributes;
    const never = menus.commandPalette.filter(({ when }) => when === 'false').map(({ command }) => command);
    const titles = commands.filter(({ command }) => !never.includes(command)).map(({ title }) => title);
    const listed = rows.flatMap((row) => /^\*\*(.+)\*\*$/.exec(row)?.[1] ?? []);
    expect(listed.sort()).toEqual(titles.sort());
  });

  it('lists the settings', () => {
    const names = contributes.configuration.flatMap(({ properties }) => Object.keys(properties));
    const listed = rows.flatMap((row) => [...row.matchAll(/`(flowcell\.[\w.]+)`/g)].map((match) => match[1]!));
    expect(listed.sort()).toEqual(names.sort());
  });
});

describe.each([
  ['docs/cli.md', read('docs/cli.md')],
  ['flowcell help', usage],
])('%s', (_, text) => {
  /** What is written once for all commands that compute. */
  const shared = ['backend', 'package-folder'];

  it.each(Object.entries(commandOptions))('names the options of %s', (command, options) => {
    const syntax = new RegExp(`^ +flowcell ${command} [^]*?(?=\\n +flowcell |\\n\\n)`, 'm').exec(text)?.[0] ?? '';
    const named = [...syntax.matchAll(/--([a-z-]+)/g)].map((match) => match[1]!);
    const own = (name: string): boolean => !shared.includes(name);
    expect(named.filter(own).sort()).toEqual(Object.keys(options).filter(own).sort());
    for (const name of Object.keys(options)) expect(text).toContain(`--${name}`);
  });
});

describe('docs/cell-files.md', () => {
  const text = read('docs/cell-files.md');
  const samples = [...text.matchAll(/```yaml\n([^]*?)```/g)].map((match) => match[1]!);

  it('has samples that are good', () => {
    const [cells, space] = samples;
    const found = parseCellDocument(cells!, 'yaml');
    expect(found.problems.map(({ code }) => code)).toEqual(['duplicate-cell']);
    expect(found.cells.every(({ valid }) => valid)).toBe(true);
    expect(parseSpaceDocument(space!, 'yaml').problems).toEqual([]);
  });

  it('lists every form of the bundled spaces', () => {
    for (const space of bundledSpaces)
      for (const { id } of conversionForms(space)) expect(text).toMatch(new RegExp(`\\| \`${id}\` +\\|`));
  });

  it('states the limits that are in force', () => {
    const { aliases, cells, depth, hardLength, nodesPerCell, softLength } = defaultReadLimits;
    for (const statement of [
      `${softLength / 1024} KB`,
      `${hardLength / 1024 / 1024} MB`,
      `${cells.toLocaleString('en')} cells`,
      `${nodesPerCell} nodes`,
      `${depth} levels`,
      `${aliases} YAML anchors`,
    ]) {
      expect(text).toContain(statement);
    }
  });
});
