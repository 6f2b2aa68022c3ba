import type { EngineErrorCode } from '../../protocol/engine';

/** Why the engine did not answer. */
export class EngineError extends Error {
  override readonly name = 'EngineError';

  constructor(
    readonly code: EngineErrorCode,
    message: string,
    /** When it is worth asking again, where that is known. */
    readonly retryInMs?: number,
  ) {
    super(message);
  }

  static is(error: unknown, code?: EngineErrorCode): error is EngineError {
    return error instanceof EngineError && (code === undefined || error.code === code);
  }
}
