/** Why a training cannot be done; the message is for people and names what is to be changed. */
export class TrainingError extends Error {
  override readonly name = 'TrainingError';

  /** @param details further sentences, for instance the problems of a table, one for each row */
  constructor(
    message: string,
    readonly details: readonly string[] = [],
  ) {
    super(message);
  }
}

/** The disk has no room for what is to be saved: it may have some later. */
export class DiskFullError extends TrainingError {}

/** A training that was told to stop. Its checkpoint stays. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError';

  constructor() {
    super('the training was cancelled');
  }
}
