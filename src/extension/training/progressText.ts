import type { TrainingProgressMessage } from '../../protocol/trainingMessages';

/** `epoch 12 of 60 · loss 0.1234 · tau 71.2 · 840 architectures/s · 1:05 left` */
export function progressText(progress: TrainingProgressMessage['progress']): string {
  const { phase, epoch, epochs, loss, tau, rate, remainingSeconds } = progress;
  if (phase === 'preparing') return `preparing ${epoch} of ${epochs}`;
  if (phase === 'assessing') return 'assessing';
  const seconds = Math.round(remainingSeconds ?? 0);
  return [
    `epoch ${epoch} of ${epochs}`,
    ...(loss === undefined ? [] : [`loss ${loss.toFixed(4)}`]),
    ...(tau === undefined ? [] : [`tau ${tau.toFixed(1)}`]),
    ...(rate === undefined ? [] : [`${Math.round(rate)} architectures/s`]),
    ...(remainingSeconds === undefined
      ? []
      : [`${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')} left`]),
  ].join(' · ');
}
