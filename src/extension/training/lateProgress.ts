import { CancellationTokenSource, ProgressLocation, window, type CancellationToken } from 'vscode';

/** What takes less is not worth a notification between two questions. */
const lateMs = 400;

/** Does something that is usually quick; where it is not, that is shown and can be cancelled, and the result is then undefined. */
export async function withLateProgress<T>(
  title: string,
  work: (token: CancellationToken) => Promise<T>,
): Promise<T | undefined> {
  const source = new CancellationTokenSource();
  const done = work(source.token);
  const late = new Promise<'late'>((tell) => setTimeout(tell, lateMs, 'late'));
  try {
    if ((await Promise.race([done.then(() => 'done' as const), late])) === 'late') {
      const options = { location: ProgressLocation.Notification, title, cancellable: true };
      await window.withProgress(options, (_, token) => {
        token.onCancellationRequested(() => source.cancel());
        return done;
      });
    }
    return await done;
  } catch (error) {
    if (source.token.isCancellationRequested) return undefined;
    throw error;
  } finally {
    source.dispose();
  }
}
