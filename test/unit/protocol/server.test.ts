import { describe, expect, it } from 'vitest';
import { defaultSettings, isEngineStatus, isInitializationOptions, readSettings } from '../../../src/protocol/server';

describe('settings', () => {
  it.each([undefined, null, 1, [], {}, { codeLens: 'no', engine: { backend: 'quantum' } }])(
    'are as by default for %j',
    (value) => {
      expect(readSettings(value)).toEqual(defaultSettings);
    },
  );

  it('take over what is given', () => {
    expect(readSettings({ codeLens: { enabled: false }, engine: { backend: 'cpu' } })).toEqual({
      ...defaultSettings,
      codeLens: { enabled: false },
      engine: { backend: 'cpu' },
    });
  });
});

describe('messages between extension and server', () => {
  it('checks statuses and options', () => {
    expect(isEngineStatus({ state: 'ready', detail: 'wasm' })).toBe(true);
    expect(isEngineStatus({ state: 'happy' })).toBe(false);
    expect(isInitializationOptions({ modelFolders: ['a'], trusted: true })).toBe(true);
    expect(isInitializationOptions({ modelFolders: 'a', trusted: true })).toBe(false);
  });
});
