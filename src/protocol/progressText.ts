import type { TrainingProgress } from '../core/training/trainingReport';

/** `epoch 12 of 60 · loss 0.1234 · tau 71.2 · 840 cells/s · 1:05 left` */
export function progressText(progress: TrainingProgress): string {
  const { phase, epoch, epochs, loss, tau, rate, remainingSeconds } = progress;
  if (phase === 'waiting') return 'waiting for another training';
  if (phase === 'waiting for room') return 'waiting for room on the disk';
  if (phase === 'preparing') return epochs > 1 ? `preparing ${epoch} of ${epochs}` : 'preparing';
  if (phase === 'assessing') return 'assessing';
  return [
    `epoch ${epoch} of ${epochs}`,
    ...(loss === undefined ? [] : [`loss ${loss.toFixed(4)}`]),
    ...(tau === undefined ? [] : [`tau ${tau.toFixed(1)}`]),
    ...(rate === undefined ? [] : [`${rateText(rate)} cells/s`]),
    ...(remainingSeconds === undefined ? [] : [`${durationText(remainingSeconds)} left`]),
  ].join(' · ');
}

/** The same in short, `epoch 12 of 60 · tau 71.2 · 1:05 left`: a status bar cuts what has more than some 80 letters. */
export function briefProgressText(progress: TrainingProgress): string {
  const { rate: _rate, loss, ...rest } = progress;
  return progressText(rest.tau === undefined && loss !== undefined ? { ...rest, loss } : rest);
}

/** `1:05`, `2:03:04` */
export function durationText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const rest = String(whole % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

/** `3,586`, `7.2` */
export function rateText(rate: number): string {
  return rate >= 10 ? Math.round(rate).toLocaleString('en-US') : rate.toFixed(1);
}
