import { commands, window } from 'vscode';
import { evaluationOf, isResumable, type TrainingRun } from '../../protocol/trainingRuns';
import { commandIds } from '../commandIds';
import { guarded } from '../guarded';
import type { ModelCommands } from './modelCommands';

export interface RunEndOptions {
  readonly models: ModelCommands;
  readonly resume: (id: string) => Promise<void>;
  readonly show: (id: string) => void;
  /** Whether the view is in sight and shows the run. */
  readonly isShown: (run: TrainingRun) => boolean;
}

export const verbs = { pretrain: 'Pre-training', finetune: 'Fine-tuning', evaluate: 'Evaluation' } as const;
const showTitle = 'Show Training';
const reportTitle = 'Show Report';

/**
 * Says how a run ended. Messages are not waited for, because they must not keep the command from ending; nor does any view come up by itself: somebody
 * may be typing.
 */
export async function tellEnd(run: TrainingRun, options: RunEndOptions): Promise<void> {
  const { id, state, task } = run;
  if (state === 'finished') return tellFinish(run, options);
  const offer = (chosen: string | undefined): void => {
    if (chosen === 'Resume') void guarded(() => options.resume(id));
    if (chosen === showTitle) options.show(id);
  };
  const more = isResumable(run) ? ['Resume', showTitle] : [];
  if (state === 'cancelled') {
    void window.showInformationMessage(`${verbs[task.kind]} was cancelled.`, ...more).then(offer);
    return;
  }
  const reason = run.messages.find(({ level }) => level === 'error')?.text ?? 'it failed';
  void window.showErrorMessage(reason, ...(more.length > 0 ? more : [showTitle])).then(offer);
}

async function tellFinish(run: TrainingRun, { models, show, isShown }: RunEndOptions): Promise<void> {
  const { report } = run;
  const made = report && 'kind' in report ? report : undefined;
  if (made) await models.changed();
  if (made?.kind === 'pretrain') {
    const next = 'Fine-Tune Predictor';
    const told = `The encoder for ${made.space} is ready; it has learnt ${made.architectures} architectures.`;
    void window.showInformationMessage(told, next).then((chosen) => {
      if (chosen === next) void commands.executeCommand(commandIds.finetune);
    });
    return;
  }
  if (made) await models.use(made);
  const evaluation = evaluationOf(run);
  const isInSight = isShown(run);
  // Of a training the message says more than the view: that its model is in use.
  if (!evaluation || (isInSight && !made)) return;
  const { figures, part } = evaluation;
  const rows = `${figures.n} ${part === 'held-out' ? 'held-out ' : ''}rows`;
  const subject = made ? `${made.target.title} of ${made.space} is predicted from now on` : run.title;
  const told = `${subject}: Kendall's tau ${figures.tau?.toFixed(1) ?? '-'} on ${rows}.`;
  void window.showInformationMessage(told, ...(isInSight ? [] : [reportTitle])).then((chosen) => {
    if (chosen === reportTitle) show(run.id);
  });
}
