/** Words for what is better when it is small: costs, errors, and the units of time, energy and memory. */
const costWords = new Set(
  (
    'cost costs err errs error errors loss losses nll perplexity ppl regret mae mse rmse wer cer fid edp ' +
    'latency latencies delay time times runtime duration seconds sec secs ms us ns energy energies power watt watts joule joules mj ' +
    'flop flops mflops gflops mac macs madds param params parameter parameters memory mem size bytes kb mb gb'
  ).split(' '),
);

/** Words for what is better when it is large. */
const gainWords = new Set(
  (
    'acc accs accuracy accuracies top1 top5 score scores auc auroc f1 map iou miou dice psnr bleu precision recall ' +
    'correlation tau reward throughput fps'
  ).split(' '),
);

/**
 * Whether smaller values of a column are better, by the last word of its name that says so: `top1_err` is an error and `sentiment_acc` an
 * accuracy. What follows `per` is only what it is counted by: `throughput_per_second`.
 */
export function isCost(column: string): boolean {
  const words = wordsOf(column);
  const per = words.indexOf('per', 1);
  const own = per < 0 ? words : words.slice(0, per);
  const last = own.filter((word) => costWords.has(word) || gainWords.has(word)).at(-1);
  return last !== undefined && costWords.has(last);
}

/** Lower-case words of `snake_case`, `kebab-case`, `camelCase` and `CAPSCase` names. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]{2,})([A-Z][a-z]{2,})/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => (gainWords.has(word) ? word : word.replace(/\d+$/, '')))
    .filter((word) => word !== '');
}
