import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultSettings, readSettings } from '../../src/server/settings';
import { SettingsCache } from '../../src/server/settingsCache';

interface Schema {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly oneOf?: readonly Schema[];
}

/** What package.json says about a setting. */
function schemaOf(name: string): Schema {
  const manifest = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')) as {
    contributes: { configuration: { properties: Record<string, Schema> }[] };
  };
  return manifest.contributes.configuration.flatMap(({ properties }) => properties[name] ?? [])[0]!;
}

describe('readSettings', () => {
  it.each([
    undefined,
    null,
    1,
    [],
    {},
    { codeLens: 'no', engine: { backend: 'quantum' }, numbers: { digits: 'many' }, suggestions: { maximum: '9' } },
    { codeLens: { enabled: 1, targets: [1], columns: ['colour'] } },
  ])('gives the defaults for %j', (value) => {
    expect(readSettings(value)).toEqual(defaultSettings);
  });

  it('takes over what is given', () => {
    const given = {
      codeLens: { enabled: false, targets: ['cifar100_test'], columns: ['flops'] },
      hover: { enabled: false },
      numbers: { digits: 3 },
      suggestions: { maximum: 0 },
      engine: { backend: 'cpu', packageFolder: '/opt/packages', nodePath: '/usr/bin/node' },
      models: { default: { darts: 'mine' } },
    };
    expect(readSettings(given)).toEqual({
      codeLens: given.codeLens,
      hover: given.hover,
      diagnostics: defaultSettings.diagnostics,
      numbers: given.numbers,
      maxSuggestions: 0,
      engine: given.engine,
      models: given.models,
    });
  });
});

describe('numbers outside what package.json allows', () => {
  const [, digits] = schemaOf('flowcell.numbers.digits').oneOf!;
  const maximum = schemaOf('flowcell.suggestions.maximum');
  const read = (value: number): readonly unknown[] => {
    const { numbers, maxSuggestions } = readSettings({ numbers: { digits: value }, suggestions: { maximum: value } });
    return [numbers.digits, maxSuggestions];
  };

  it('are the nearest that it allows', () => {
    expect(read(1e9)).toEqual([digits!.maximum, maximum.maximum]);
    expect(read(-1)).toEqual([digits!.minimum, maximum.minimum]);
    expect(read(1.4)).toEqual([1, 1]);
  });

  it('are the defaults where they are no numbers at all', () => {
    expect(read(NaN)).toEqual([defaultSettings.numbers.digits, defaultSettings.maxSuggestions]);
  });
});

describe('SettingsCache', () => {
  it('asks once for each resource until it is cleared, and never rejects', async () => {
    const asked: string[] = [];
    const cache = new SettingsCache((resource) => {
      asked.push(resource);
      return resource === 'broken' ? Promise.reject(new Error('no')) : Promise.resolve({ hover: { enabled: false } });
    });
    expect(cache.peek('a')).toEqual(defaultSettings);
    await Promise.all([cache.get('a'), cache.get('a')]);
    expect(cache.peek('a').hover.enabled).toBe(false);
    expect(await cache.get('broken')).toEqual(defaultSettings);
    expect(asked).toEqual(['a', 'broken']);
    cache.clear();
    expect(cache.peek('a').hover.enabled).toBe(false);
    await cache.get('a');
    expect(asked).toEqual(['a', 'broken', 'a']);
  });

  it('gives the defaults where the client has no configuration', async () => {
    expect(await new SettingsCache(undefined).get('a')).toEqual(defaultSettings);
  });
});
