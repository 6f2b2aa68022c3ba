import type { TrainingProgress } from '../core/training/trainingReport';
import { progressText } from '../protocol/progressText';

/** Where progress is shown: the standard error stream, where it is a terminal. */
export interface ProgressTerminal {
  readonly isTerminal: boolean;
  readonly columns: number;
  readonly write: (text: string) => void;
}

const BAR = 24;

/** Draws progress over one line of a terminal; elsewhere a line now and then, so that logs stay short. */
export class ProgressBar {
  #lastLine = 0;
  #isDrawn = false;

  constructor(
    private readonly terminal: ProgressTerminal,
    private readonly now: () => number = () => performance.now(),
  ) {}

  show(progress: TrainingProgress): void {
    const text = progressText(progress);
    if (this.terminal.isTerminal) {
      const share = progress.epochs > 0 ? Math.min(1, progress.epoch / progress.epochs) : 0;
      const filled = Math.round(share * BAR);
      const line = `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)} ${text}`;
      this.terminal.write(`\r\u001b[K${line.slice(0, Math.max(20, this.terminal.columns - 1))}`);
      this.#isDrawn = true;
      return;
    }
    const isLast = progress.epoch === progress.epochs && progress.phase !== 'preparing';
    if (!isLast && this.now() - this.#lastLine < 10_000) return;
    this.#lastLine = this.now();
    this.terminal.write(`${text}\n`);
  }

  /** Clears the line, before anything else is printed. */
  end(): void {
    if (this.#isDrawn) this.terminal.write('\r\u001b[K');
    this.#isDrawn = false;
  }
}
