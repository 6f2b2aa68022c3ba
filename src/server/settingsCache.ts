import { defaultSettings, readSettings, type FlowcellSettings } from '../protocol/server';

/** The settings that apply to a resource, asked once and kept until they change. */
export class SettingsCache {
  readonly #settings = new Map<string, Promise<FlowcellSettings>>();

  /** @param ask the client's `workspace/configuration`; undefined where the client has none */
  constructor(private readonly ask: ((resource: string) => Promise<unknown>) | undefined) {}

  get(resource: string): Promise<FlowcellSettings> {
    const known = this.#settings.get(resource);
    if (known) return known;
    const asked = this.ask?.(resource).then(readSettings, () => defaultSettings) ?? Promise.resolve(defaultSettings);
    this.#settings.set(resource, asked);
    return asked;
  }

  forget(resource: string): void {
    this.#settings.delete(resource);
  }

  clear(): void {
    this.#settings.clear();
  }
}
