import { describe, expect, it } from 'vitest';
import { defaultSettings, readSettings } from '../../src/server/settings';
import { SettingsCache } from '../../src/server/settingsCache';

describe('readSettings', () => {
  it.each([
    undefined,
    null,
    1,
    [],
    {},
    { codeLens: 'no', engine: { backend: 'quantum' }, numbers: { digits: 'many' }, suggestions: { maximum: -1 } },
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
