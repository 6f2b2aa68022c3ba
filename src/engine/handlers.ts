import type { EngineMethod, EngineMethods, LogLevel } from '../protocol/engine';

/** What a handler gets beside its parameters. */
export interface HandlerContext<M extends EngineMethod> {
  /** Aborted when the server no longer wants the result. */
  readonly signal: AbortSignal;
  /** Tells the server how far the work is. */
  report(progress: EngineMethods[M]['progress']): void;
}

/** One function for each method of the protocol. A rejection becomes an error reply; it never ends the process. */
export type EngineHandlers = {
  readonly [M in EngineMethod]: (
    params: EngineMethods[M]['params'],
    context: HandlerContext<M>,
  ) => Promise<EngineMethods[M]['result']>;
};

/** Writes a line to the log that people see in the editor. */
export type Log = (level: LogLevel, message: string) => void;
