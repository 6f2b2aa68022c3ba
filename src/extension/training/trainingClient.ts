import type { CancellationToken, Event } from 'vscode';
import type { TrainingProgressMessage } from '../../protocol/trainingMessages';

/** What trainings need of the connection to the server. */
export interface TrainingClient {
  request(method: string, params: object, token?: CancellationToken): Promise<unknown>;
  readonly onTrainingProgress: Event<TrainingProgressMessage>;
}
