import type { GraphOps } from '../../core/encoder/graphOps';
import type { BackendChoice, BackendName, BackendReport, BackendSelection } from '../../protocol/backends';
import type { LogLevel } from '../../protocol/engine';
import { activate } from './activate';
import type { BackendPlaces, StartedBackend } from './backend';
import { checkGolden } from './golden/checkGolden';
import type { GoldenExtent } from './golden/goldenModel';
import { Measurements } from './measurements';
import { backendByName } from './registry';
import { selectBackend } from './selectBackend';
import { reasonOf } from './tryBackend';
import { tryInProcess, type TrialOptions } from './trialProcess';

export interface ComputeOptions {
  readonly choice: BackendChoice;
  readonly places: BackendPlaces;
  readonly log?: (level: LogLevel, message: string) => void;
  readonly try?: typeof tryInProcess;
}

/** Batch size where none is in question: the default of pre-training. */
export const usualBatchSize = 256;

/**
 * The backends of one process. Predictions run on wasm, which starts in a moment and is the fastest for few cells; trainings run on what the
 * setting or a measurement chooses. Whatever is used has reproduced the golden numbers in this process first; what does not is passed over.
 */
export class ComputeBackends {
  readonly #started = new Map<BackendName, StartedBackend>();
  readonly #checked = new Set<string>();
  readonly #failed = new Map<BackendName, string>();
  readonly #measurements: Measurements;
  #selection: BackendSelection | undefined;
  #lastUse: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: ComputeOptions) {
    this.#measurements = new Measurements(options.places);
  }

  /** What predicts. @throws Error if nothing starts */
  async predictionOps(): Promise<GraphOps> {
    const { choice } = this.options;
    return (await this.#first(choice === 'cpu' ? ['cpu'] : ['wasm', 'cpu'], 'prediction')).ops;
  }

  /** What the choice names, for predictions too: for many cells at once. @throws Error if nothing starts */
  async chosenOps(): Promise<GraphOps> {
    return this.options.choice === 'auto' ? this.predictionOps() : this.trainingOps(usualBatchSize);
  }

  /**
   * What trains with updates of so many architectures.
   *
   * @throws Error if nothing starts
   */
  async trainingOps(batchSize: number, trial: TrialOptions = {}): Promise<GraphOps> {
    const selection = await this.#select('needed', batchSize, trial);
    const order = [selection.backend, 'wasm', 'cpu'] as const;
    const names = order.filter((name, i): name is BackendName => name !== null && order.indexOf(name) === i);
    const { ops, name } = await this.#first(names, 'training');
    const failed =
      selection.backend !== null && name !== selection.backend ? this.#failed.get(selection.backend) : undefined;
    this.#selection =
      failed === undefined
        ? { ...selection, backend: name }
        : { ...selection, backend: name, reason: `${selection.backend} was selected and failed: ${failed}` };
    const isAsWished = selection.choice === 'auto' || selection.choice === name;
    this.options.log?.(isAsWished ? 'info' : 'warn', `trains on ${name}: ${this.#selection.reason}`);
    return ops;
  }

  /** The backend of the last training, or what would be taken, as far as it is known without computing. */
  async known(batchSize = usualBatchSize): Promise<BackendSelection> {
    return this.#selection ?? (await this.#select('known', batchSize));
  }

  /** Tries every backend that is installed, now. */
  async measure(batchSize = usualBatchSize, trial: TrialOptions = {}): Promise<BackendSelection> {
    this.#failed.clear();
    this.#selection = undefined;
    return this.#select('measured', batchSize, trial);
  }

  async #select(
    extent: 'needed' | 'known' | 'measured',
    batchSize: number,
    trial: TrialOptions = {},
  ): Promise<BackendSelection> {
    const { choice, places } = this.options;
    const tools = { places, measurements: this.#measurements, try: this.options.try ?? tryInProcess, trial };
    const selection = await selectBackend({ choice, batchSize, extent }, tools);
    return { ...selection, reports: selection.reports.map((report) => this.#withFailure(report)) };
  }

  #withFailure(report: BackendReport): BackendReport {
    const reason = this.#failed.get(report.backend);
    return reason === undefined ? report : { ...report, isUsable: false, reason };
  }

  /** The first of these that starts and reproduces the golden numbers. */
  async #first(names: readonly BackendName[], extent: GoldenExtent): Promise<StartedBackend & { name: BackendName }> {
    for (const name of names) {
      if (this.#failed.has(name)) continue;
      try {
        return { ...(await this.#use(name, extent)), name };
      } catch (error) {
        this.#failed.set(name, reasonOf(error));
        this.options.log?.('warn', `${name} cannot be used: ${reasonOf(error)}`);
      }
    }
    throw new Error(`No backend can compute: ${[...this.#failed].map(([name, why]) => `${name}: ${why}`).join('; ')}`);
  }

  /** One start at a time: what asks meanwhile gets the same one. */
  #use(name: BackendName, extent: GoldenExtent): Promise<StartedBackend> {
    const use = this.#lastUse.catch(() => undefined).then(() => this.#useAlone(name, extent));
    this.#lastUse = use;
    return use;
  }

  async #useAlone(name: BackendName, extent: GoldenExtent): Promise<StartedBackend> {
    const backend = backendByName(name);
    const { registeredAs } = backend;
    const known = this.#started.get(name);
    if (known && this.#checked.has(`${name} ${extent}`)) {
      // doing it again would set up every kernel anew
      if (known.ops.tf.getBackend() !== registeredAs) await activate(registeredAs);
      return known;
    }
    const { places } = this.options;
    const found = backend.find(places);
    if (!found.isThere) throw new Error(found.reason);
    const loaded = backend.isForeign ? this.#measurements.markLoading(name) : () => undefined;
    try {
      const started = known ?? (await backend.start(places, found));
      this.#started.set(name, started);
      await activate(registeredAs);
      await checkGolden(started.ops, extent);
      this.#checked.add(`${name} ${extent}`);
      return started;
    } finally {
      loaded();
    }
  }
}
