import type { Connection } from 'vscode-languageserver/node';
import { speedText, type BackendSelection } from '../protocol/backends';
import { engineStatusNotification, type EngineStatus } from '../protocol/server';

/** Tells the client what the engine does, and what trains as soon as that is known. */
export class EngineStatusReporter {
  #status: EngineStatus = { state: 'idle' };
  #training: string | undefined;

  constructor(private readonly connection: Connection) {}

  report(status: EngineStatus): void {
    this.#status = status;
    this.#send();
  }

  /** What trainings compute on from now on. */
  select(selection: BackendSelection): void {
    const text = selectionText(selection);
    if (text === this.#training) return;
    this.#training = text;
    this.#send();
  }

  #send(): void {
    const training = this.#training;
    const status = training === undefined ? this.#status : { ...this.#status, training };
    void this.connection.sendNotification(engineStatusNotification, status).catch(() => undefined);
  }
}

/** `trains on webgpu (6,170 cells/s at batch 256, measured 2026-11-22)` */
function selectionText({ backend, reports }: BackendSelection): string {
  if (backend === null) return 'nothing can train';
  const report = reports.find((each) => each.backend === backend);
  const speed = report && speedText(report);
  if (speed === undefined) return `trains on ${backend}`;
  const day = report?.measuredAt === undefined ? '' : `, measured ${report.measuredAt.slice(0, 10)}`;
  return `trains on ${backend} (${speed}${day})`;
}
