import { compareTargets, targetPrediction } from '../model/compareTargets';
import { formatComparison, formatPrediction, type NumberFormat } from '../model/numberFormat';
import type { ArchitecturePrediction, TargetPrediction } from '../model/prediction';
import type { Ablation, AblationKind, AblationPlan } from './ablations';
import type { Judgement, Verdict } from './flowView';
import { placeId } from './places';

/**
 * Judges every place by exact predictions without it. Redundant is what makes no difference that the model could tell from its own
 * noise; of the others, critical places make the cell better and harmful ones worse. Where only another operation can stand in a place,
 * the best of them is what it is judged against. Places whose prediction is missing are not judged.
 *
 * @param predictions of the plan's ablations, in their order
 */
export function judgeAblations(
  base: TargetPrediction,
  { ablations, necessary }: AblationPlan,
  predictions: readonly (ArchitecturePrediction | undefined)[],
): Judgement[] {
  const known = ablations.flatMap((ablation, index) => {
    const without = targetPrediction(predictions[index], base.target.name);
    return without ? [{ ...ablation, without }] : [];
  });
  const judged = bestOfReplacements(known).map(({ place, how, replacement, without }): Judgement => {
    const { difference, isTie, isBetter } = compareTargets(without, base);
    const verdict: Verdict = isTie ? 'redundant' : isBetter ? 'harmful' : 'critical';
    return { place, verdict, how, ...(replacement === undefined ? {} : { replacement }), without, difference };
  });
  /** Nodes and edges overlap in what they explain: shares are among places of the same sort. */
  const totals = new Map<string, number>();
  const sort = ({ place, verdict }: Judgement): string => `${place.kind} ${verdict}`;
  // What stands in another operation's place says nothing about how much is there at all.
  const shared = judged.filter(({ how }) => how !== 'replaced');
  for (const judgement of shared) {
    const size = Math.abs(judgement.difference ?? 0);
    totals.set(sort(judgement), (totals.get(sort(judgement)) ?? 0) + size);
  }
  return [
    ...judged.map((judgement): Judgement => {
      const total = totals.get(sort(judgement)) ?? 0;
      if (judgement.verdict === 'redundant' || judgement.how === 'replaced' || total === 0) return judgement;
      return { ...judgement, share: Math.abs(judgement.difference ?? 0) / total };
    }),
    ...necessary.map((place): Judgement => ({ place, verdict: 'necessary' })),
  ];
}

interface KnownAblation extends Ablation {
  readonly without: TargetPrediction;
}

/** Of the operations that may stand in the place of another one, the one with the best prediction. */
function bestOfReplacements(known: readonly KnownAblation[]): KnownAblation[] {
  const best = new Map<string, KnownAblation>();
  for (const ablation of known) {
    const id = placeId(ablation.place);
    const other = best.get(id);
    if (!other || isBetterThan(ablation.without, other.without)) best.set(id, ablation);
  }
  return [...best.values()];
}

function isBetterThan(a: TargetPrediction, b: TargetPrediction): boolean {
  return a.target.higherIsBetter ? a.value > b.value : a.value < b.value;
}

const shareWords: readonly (readonly [from: number, words: string])[] = [
  [0.9, 'nearly all'],
  [0.58, 'most'],
  [0.42, 'about half'],
  [0.37, 'about two fifths'],
  [0.29, 'about a third'],
  [0.22, 'about a quarter'],
  [0.18, 'about a fifth'],
  [0.07, 'about a tenth'],
  [0, 'very little'],
];

/** `about a third` for a share between 0 and 1. */
export function shareInWords(share: number): string {
  return shareWords.find(([from]) => share >= from)?.[1] ?? 'very little';
}

const howWords: Readonly<Record<AblationKind, string>> = {
  removed: 'without it',
  zero: 'without it',
  identity: 'with its input passed on unchanged',
  bypassed: 'with what it reads handed on directly',
  replaced: 'with the best other operation',
};

/** One sentence on what a place is worth: `Critical: without it 91.2 % CIFAR-10 (90.7-91.8), -2.6; about a third of all losses.` */
export function judgementText(judgement: Judgement, format: NumberFormat): string {
  const { verdict, how, without, difference, share, place, replacement } = judgement;
  if (verdict === 'necessary') return 'Necessary: without it the cell is no member of its space.';
  if (!without || how === undefined || difference === undefined) return '';
  const comparison = { difference, isTie: verdict === 'redundant', isBetter: verdict === 'harmful' };
  const words = replacement === undefined ? howWords[how] : `${howWords[how]}, ${replacement}:`;
  const numbers = `${words} ${formatPrediction(without, format)}, ${formatComparison(comparison, without, format)}`;
  const title = verdict.charAt(0).toUpperCase() + verdict.slice(1);
  if (share === undefined) return `${title}: ${numbers}.`;
  const sort = place.kind === 'edge' ? 'edges' : 'nodes';
  const whole = verdict === 'critical' ? `what the ${sort} contribute` : `what the ${sort} cost`;
  return `${title}: ${numbers}; ${shareInWords(share)} of ${whole}.`;
}

const verdictOrder: readonly Verdict[] = ['critical', 'redundant', 'harmful', 'necessary'];

/**
 * What the places of a cell are worth, in one sentence for each sort: `Of 6 operations 3 are critical (about half), 2 redundant (about a
 * third) and 1 harmful (very little).` Empty without judgements.
 *
 * @param sortOf name of the places of a kind, in the plural
 */
export function importanceSummary(
  judgements: readonly Judgement[],
  sortOf: Readonly<Record<Judgement['place']['kind'], string>>,
): string {
  const sentences = (['node', 'edge'] as const).flatMap((kind) => {
    const own = judgements.filter(({ place }) => place.kind === kind);
    if (own.length === 0) return [];
    const counts = verdictOrder.flatMap((verdict) => {
      const count = own.filter((judgement) => judgement.verdict === verdict).length;
      return count > 0
        ? [{ verdict, count, words: count === own.length ? 'all' : shareInWords(count / own.length) }]
        : [];
    });
    const parts = counts.map(({ verdict, count, words }, index) => {
      const verb = index === 0 ? (count === 1 ? 'is ' : 'are ') : '';
      return `${count} ${verb}${verdict} (${words})`;
    });
    const last = parts.pop() ?? '';
    const list = parts.length > 0 ? `${parts.join(', ')} and ${last}` : last;
    return [`Of ${own.length} ${sortOf[kind]} ${list}.`];
  });
  return sentences.join(' ');
}
