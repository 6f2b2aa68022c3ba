import type { TrainingProgressMessage } from '../../protocol/trainingMessages';
import {
  maxRunMessages,
  maxRunPoints,
  type RunMessage,
  type RunPoint,
  type RunReport,
  type RunState,
  type TrainingRun,
} from '../../protocol/trainingRuns';

type Progress = TrainingProgressMessage['progress'];

/** A run while it runs: takes what the engine tells, and gives it as one value. */
export class LiveRun {
  #points: RunPoint[];
  #messages: RunMessage[];
  #progress: Progress | undefined;
  #savedEpoch: number | undefined;
  #report: RunReport | undefined;
  #state: RunState = 'running';
  #seconds: number;
  /** Until it tells its first epoch. */
  #isResumed: boolean;
  #since: number;

  /** @param run what is known of it: a new one, or one that goes on */
  constructor(
    private readonly run: TrainingRun,
    private readonly now: () => number,
  ) {
    this.#points = [...run.points];
    this.#messages = [...run.messages];
    this.#savedEpoch = run.savedEpoch;
    this.#seconds = run.seconds;
    this.#since = now();
    this.#isResumed = run.messages.length > 0;
    this.say('info', this.#isResumed ? 'Resumed.' : 'Started.');
  }

  get state(): RunState {
    return this.#state;
  }

  /** Seconds so far, earlier attempts included. */
  get seconds(): number {
    const since = this.#state === 'running' ? (this.now() - this.#since) / 1000 : 0;
    return this.#seconds + since;
  }

  /** The last thing that was said. */
  get lastMessage(): RunMessage | undefined {
    return this.#messages.at(-1);
  }

  get savedEpoch(): number | undefined {
    return this.#savedEpoch;
  }

  say(level: RunMessage['level'], text: string): void {
    this.#messages = [...this.#messages, { at: this.now(), level, text }].slice(-maxRunMessages);
  }

  /** Takes what the engine tells; returns the point of the curve that it adds, if any. */
  advance(progress: Progress): RunPoint | undefined {
    const before = this.#progress;
    this.#progress = progress;
    const { phase, epoch, loss, tau, member, saved } = progress;
    if (progress.note !== undefined) this.say('info', progress.note.slice(0, 10_000));
    if (progress.warning !== undefined) this.say('warning', progress.warning.slice(0, 10_000));
    const isAssessed = before?.phase === 'assessing' || before?.phase === 'waiting for room';
    if (phase === 'assessing' && !isAssessed) this.say('info', 'Assessing what was learnt.');
    if (phase === 'waiting' && before?.phase !== 'waiting') this.say('info', 'Waiting for another training.');
    if (phase !== 'pre-training' && phase !== 'fine-tuning') return undefined;
    const last = this.#points.at(-1);
    if (saved) this.#savedEpoch = epoch;
    if (last?.epoch === epoch && loss === undefined) return undefined;
    const isBack = last !== undefined && epoch <= last.epoch;
    if (isBack || this.#isResumed) {
      this.#isResumed = false;
      // It goes on from a checkpoint: what came after that is learnt again.
      this.#points = this.#points.filter((point) => point.epoch < epoch);
      this.say('info', epoch > 1 ? `Went on from the checkpoint of epoch ${epoch - 1}.` : 'Started anew.');
    } else if (member !== undefined && member > 1 && member !== last?.member) {
      this.say('info', `Member ${member} of the ensemble begins.`);
    }
    const point: RunPoint = {
      epoch,
      ...(loss === undefined ? {} : { loss }),
      ...(tau === undefined ? {} : { tau }),
      ...(member === undefined ? {} : { member }),
    };
    this.#points.push(point);
    if (this.#points.length > maxRunPoints)
      this.#points = this.#points.filter((_, i, all) => (all.length - i) % 2 === 1);
    return point;
  }

  finish(report: RunReport): void {
    this.#end('finished');
    this.#report = report;
    this.say('info', 'Finished.');
  }

  cancel(): void {
    this.#end('cancelled');
    this.say('info', 'Cancelled.');
  }

  fail(message: string): void {
    this.#end('failed');
    const [first, ...details] = message.split('\n');
    this.say('error', (first ?? '').slice(0, 10_000));
    for (const detail of details.slice(0, 50)) this.say('warning', detail.slice(0, 10_000));
  }

  value(): TrainingRun {
    return {
      ...this.run,
      state: this.#state,
      seconds: this.seconds,
      points: this.#points,
      messages: this.#messages,
      ...(this.#progress && { progress: this.#progress }),
      ...(this.#savedEpoch === undefined ? {} : { savedEpoch: this.#savedEpoch }),
      ...(this.#report && { report: this.#report }),
    };
  }

  #end(state: RunState): void {
    this.#seconds = this.seconds;
    this.#state = state;
  }
}
