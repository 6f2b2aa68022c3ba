/** Runs a task for a key once the key has been quiet for a while; a later call replaces an earlier one. */
export class Debouncer {
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(private readonly quietMs: number) {}

  schedule(key: string, task: () => void): void {
    clearTimeout(this.#timers.get(key));
    this.#timers.set(
      key,
      setTimeout(() => {
        this.#timers.delete(key);
        task();
      }, this.quietMs),
    );
  }

  cancel(key: string): void {
    clearTimeout(this.#timers.get(key));
    this.#timers.delete(key);
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }
}
