import { describe, expect, it } from 'vitest';
import { isCost } from '../../../../src/core/data/columnDirection';

describe('the direction of a column', () => {
  it.each(
    (
      'top1_err top-1 error test_loss latency_ms inference_ms inferenceMs GPUTime FLOPs params n_params energy_per_inference ' +
      'time_per_image valLoss latency95 accuracy_error memory_mb'
    )
      .replace('top-1 error', 'top-1_error')
      .split(' '),
  )('%s is better when it is small', (column) => expect(isCost(column)).toBe(true));

  it.each(
    'sentiment_acc test_acc val_accuracy lossless_score top1 throughput_per_second images_per_second score metric terms'.split(
      ' ',
    ),
  )('%s is better when it is large', (column) => expect(isCost(column)).toBe(false));
});
