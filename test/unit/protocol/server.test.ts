import { describe, expect, it } from 'vitest';
import { isEngineStatus, isInitializationOptions } from '../../../src/protocol/server';

describe('messages between extension and server', () => {
  it('checks statuses and options', () => {
    expect(isEngineStatus({ state: 'ready', detail: 'wasm' })).toBe(true);
    expect(isEngineStatus({ state: 'happy' })).toBe(false);
    expect(isInitializationOptions({ modelFolders: ['a'], trusted: true })).toBe(true);
    expect(isInitializationOptions({ modelFolders: 'a', trusted: true })).toBe(false);
  });
});
