import type { CellView } from '../../src/core/explain/flowView';
import {
  formatFlops,
  formatParameters,
  formatPercentile,
  formatPrediction,
  type NumberFormat,
} from '../../src/core/model/numberFormat';
import type { TargetPrediction } from '../../src/core/model/prediction';

/** The cell's numbers, the same as in its lens. */
export function numbersText(cell: CellView, format: NumberFormat): string {
  const { numbers, space, cost } = cell;
  const costs = [formatParameters(cost), formatFlops(cost)].filter((part) => part !== undefined);
  switch (numbers.kind) {
    case 'outside':
      return `outside ${space.name}${numbers.reasons[0] === undefined ? '' : `: ${numbers.reasons[0]}`}`;
    case 'pending':
      return ['...', ...costs].join(' · ');
    case 'none':
      return [`no prediction: ${numbers.reason}`, ...costs].join(' · ');
    case 'predicted': {
      const shown = shownTargets(cell);
      const [first] = shown;
      return [
        shown.map((target) => formatPrediction(target, format)).join(', '),
        ...(first ? [formatPercentile(first.topPercent, space.name)] : []),
        ...costs,
      ].join(' · ');
    }
  }
}

/** The targets that lenses show, first one first. */
function shownTargets({ numbers, shownTargets: names }: CellView): readonly TargetPrediction[] {
  if (numbers.kind !== 'predicted') return [];
  const chosen = names.flatMap((name) => numbers.targets.filter(({ target }) => target.name === name));
  return chosen.length > 0 ? chosen : numbers.targets.slice(0, 1);
}

/** Which model says so, and how good it is; empty without a prediction. */
export function sourceLine({ numbers }: CellView): string {
  if (numbers.kind !== 'predicted') return '';
  const { title, trainedOn, heldOutTau, coverage } = numbers.source;
  return `${title}: ${trainedOn.replace(/\.$/, '')}; held-out Kendall's tau ${heldOutTau.toFixed(1)}; ranges meant to cover ${coverage} %`;
}
