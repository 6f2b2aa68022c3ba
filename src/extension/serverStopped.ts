const name = 'ServerStoppedError';

/** There is no language server that could answer. */
export class ServerStoppedError extends Error {
  override readonly name = name;

  constructor(message = 'The language server of Flowcell does not run.') {
    super(message);
  }

  /** By its name: each file that is loaded when it is needed has a copy of this class. */
  static is(error: unknown): boolean {
    return error instanceof Error && error.name === name;
  }
}
