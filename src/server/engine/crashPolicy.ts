export interface CrashLimits {
  /** So many crashes within `windowMs` stop the restarts for `coolDownMs`. */
  readonly crashes: number;
  readonly windowMs: number;
  readonly coolDownMs: number;
  /** Wait before the restart after the first crash; doubled for each further one within the window. */
  readonly firstDelayMs: number;
}

export const defaultCrashLimits: CrashLimits = {
  crashes: 3,
  windowMs: 60_000,
  coolDownMs: 30_000,
  firstDelayMs: 100,
};

/** Decides when a process that died may be started again. Knows no process and no timer, only the time. */
export class CrashPolicy {
  #crashes: number[] = [];
  #coolDownEnd = -Infinity;

  constructor(
    private readonly limits: CrashLimits = defaultCrashLimits,
    private readonly now: () => number = () => performance.now(),
  ) {}

  recordCrash(): void {
    const time = this.now();
    this.#crashes = [...this.#crashes.filter((crash) => time - crash < this.limits.windowMs), time];
    if (this.#crashes.length < this.limits.crashes) return;
    this.#coolDownEnd = time + this.limits.coolDownMs;
    this.#crashes = [];
  }

  /** Forgets every crash. */
  clear(): void {
    this.#crashes = [];
    this.#coolDownEnd = -Infinity;
  }

  /** Milliseconds until a start is allowed again; 0 outside a cool-down. */
  get coolDownLeftMs(): number {
    return Math.max(0, this.#coolDownEnd - this.now());
  }

  /** Milliseconds to wait before the next start. */
  get startDelayMs(): number {
    const time = this.now();
    const recent = this.#crashes.filter((crash) => time - crash < this.limits.windowMs);
    const last = recent.at(-1);
    if (last === undefined) return 0;
    return Math.max(0, last + this.limits.firstDelayMs * 2 ** (recent.length - 1) - time);
  }
}
