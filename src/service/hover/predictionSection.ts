import type { AblationKind } from '../../core/explain/ablations';
import type { DrawnPlace } from '../../core/explain/flowView';
import { judgeAblations } from '../../core/explain/judgements';
import { compareTargets } from '../../core/model/compareTargets';
import { formatComparison, formatPercentile, formatPrediction } from '../../core/model/numberFormat';
import type { ArchitecturePrediction, ModelSource } from '../../core/model/prediction';
import { shownTargets, summariseCell } from '../cellSummary';
import { chosenAblations } from './chosenAblations';
import type { HoverContext } from './hoverContext';
import { codeSpan, escapeMarkdown, lines } from './markdown';

/** The cell's numbers and where they come from, or why there are none. */
export function predictionSection(context: HoverContext, targets: 'shown' | 'all'): string | undefined {
  const { parsed, entry, settings, scoreOf } = context;
  const summary = summariseCell(parsed, entry, scoreOf);
  switch (summary.kind) {
    case 'outside':
      return summary.space && `Outside ${escapeMarkdown(summary.space.name)}: no prediction.`;
    case 'pending':
      return 'The prediction is being computed.';
    case 'none':
      return `No prediction: ${escapeMarkdown(summary.reason)}`;
    case 'predicted': {
      const { prediction, space } = summary;
      const shown = targets === 'all' ? prediction.targets : shownTargets(prediction, settings.codeLens.targets);
      const numbers = shown.map((target, index) => {
        const text = escapeMarkdown(formatPrediction(target, settings.numbers));
        const percentile = escapeMarkdown(formatPercentile(target.topPercent, space.name));
        return index === 0 ? `**${text}** · ${percentile}` : `${text} · ${percentile}`;
      });
      return lines(...numbers, sourceText(prediction.source));
    }
  }
}

/** `MODEL, trained on ...; held-out Kendall's tau 84.2; ranges meant to cover 80 %` */
function sourceText({ title, trainedOn, heldOutTau, coverage }: ModelSource): string {
  const trained = trainedOn.replace(/\.$/, '');
  return [
    `*${escapeMarkdown(title)}*: ${escapeMarkdown(trained)}`,
    `held-out Kendall's tau ${escapeMarkdown(heldOutTau.toFixed(1))}`,
    `ranges meant to cover ${escapeMarkdown(String(coverage))} %`,
  ].join('; ');
}

const ablationTexts: Readonly<Record<AblationKind, string>> = {
  removed: 'Without it',
  zero: 'Without it',
  identity: 'If it passed its input on unchanged',
  bypassed: 'If its inputs went straight on',
  replaced: 'With the best other operation',
};

/** What the prediction would be without the operation or the edge at this place. */
export function withoutSection(context: HoverContext, place: DrawnPlace): string | undefined {
  const { parsed, entry, space, architecture, settings, scoreOf } = context;
  const summary = summariseCell(parsed, entry, scoreOf);
  if (summary.kind !== 'predicted') return undefined;
  const [current] = shownTargets(summary.prediction, settings.codeLens.targets);
  if (!current) return undefined;
  const ablations = chosenAblations(space, architecture, place);
  const predictions: ArchitecturePrediction[] = [];
  for (const ablation of ablations) {
    const prediction = scoreOf({ space, architecture: ablation.architecture });
    if (!prediction || prediction === 'pending') return undefined;
    predictions.push(prediction);
  }
  const [judgement] = judgeAblations(current, { ablations, necessary: [] }, predictions);
  const { how, without, replacement } = judgement ?? {};
  if (how === undefined || !without) return undefined;
  const difference = formatComparison(compareTargets(without, current), without, settings.numbers);
  const text = escapeMarkdown(`${formatPrediction(without, settings.numbers)}, ${difference}`);
  const other = replacement === undefined ? '' : `, ${codeSpan(replacement)}`;
  return `${ablationTexts[how]}${other}: ${text}`;
}
