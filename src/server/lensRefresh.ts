import { CodeLensRefreshRequest, type Connection } from 'vscode-languageserver/node';
import { flowChangedNotification } from '../protocol/flowView';
import { within } from './within';

/** A burst of late predictions is one refresh. */
const quietMs = 20;

/** Asks the client to fetch its lenses and pictures anew when predictions arrive after an answer had to be given without them. */
export class LensRefresh {
  #timer: NodeJS.Timeout | undefined;
  #isSupported = false;

  constructor(private readonly connection: Connection) {}

  /** Whether the client understands the request. */
  set isSupported(isSupported: boolean) {
    this.#isSupported = isSupported;
  }

  /** Waits for work that never rejects, but not longer than `limitMs`; what ends later is followed by a refresh. */
  async whenLate(work: Promise<unknown>, limitMs: number): Promise<void> {
    if (!(await within(work, limitMs))) void work.then(() => this.request());
  }

  request(): void {
    if (this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      // Pictures show the same numbers.
      void this.connection.sendNotification(flowChangedNotification, {}).catch(() => undefined);
      if (this.#isSupported) this.connection.sendRequest(CodeLensRefreshRequest.type).catch(() => undefined);
    }, quietMs);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}
