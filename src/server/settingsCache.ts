import { defaultSettings, readSettings, type FlowcellSettings } from './settings';

/** The settings that apply to a resource, asked once and kept until they change. */
export class SettingsCache {
  readonly #asked = new Map<string, Promise<FlowcellSettings>>();
  readonly #known = new Map<string, FlowcellSettings>();

  /** @param ask the client's `workspace/configuration`; undefined where the client has none */
  constructor(private readonly ask: ((resource: string) => Promise<unknown>) | undefined) {}

  /** The settings; asks for them where needed. Never rejects. */
  get(resource: string): Promise<FlowcellSettings> {
    const asked = this.#asked.get(resource);
    if (asked) return asked;
    const answer = this.#ask(resource);
    this.#asked.set(resource, answer);
    return answer;
  }

  /** The last known settings, without asking. */
  peek(resource: string): FlowcellSettings {
    return this.#known.get(resource) ?? defaultSettings;
  }

  forget(resource: string): void {
    this.#asked.delete(resource);
    this.#known.delete(resource);
  }

  /** Asks anew from now on. Until the answers are there, `peek` gives the old ones. */
  clear(): void {
    this.#asked.clear();
  }

  async #ask(resource: string): Promise<FlowcellSettings> {
    const settings = await (this.ask?.(resource) ?? Promise.resolve(undefined)).then(
      readSettings,
      () => defaultSettings,
    );
    this.#known.set(resource, settings);
    return settings;
  }
}
