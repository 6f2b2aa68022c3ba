/**
 * The candidates that `name` may have been meant to be, best first: the same letters in another case or with other
 * separators, then those within a third of the name's length in edits (Damerau-Levenshtein, adjacent swaps count one),
 * then those that begin with the name or contain it.
 */
export function closestNames(name: string, candidates: readonly string[], limit = 3): string[] {
  if (name.length > 100) return [];
  const simplified = simplify(name);
  return candidates
    .map((candidate) => {
      const other = simplify(candidate);
      const isPart = simplified.length >= 3 && (other.includes(simplified) || simplified.includes(other));
      const { whole, start } = editDistances(simplified, other);
      const allowed = Math.max(2, Math.floor(Math.max(simplified.length, other.length) / 3));
      const isStart = simplified.length >= 4 && start <= Math.floor(simplified.length / 4);
      return { candidate, distance: whole <= allowed ? whole : isPart || isStart ? allowed + 1 + start : Infinity };
    })
    .filter(({ distance }) => distance < Infinity)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, limit)
    .map(({ candidate }) => candidate);
}

function simplify(name: string): string {
  return name.toLowerCase().replace(/[\s_\-.:/]+/g, '');
}

/** Edits that make `a` into `b`, and into the start of `b` that is nearest to it. */
function editDistances(a: string, b: string): { whole: number; start: number } {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const substitution = last[column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1);
      let best = Math.min(substitution, last[column]! + 1, current[column - 1]! + 1);
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        best = Math.min(best, beforeLast[column - 2]! + 1);
      }
      current.push(best);
    }
    beforeLast = last;
    last = current;
  }
  return { whole: last[b.length]!, start: Math.min(...last) };
}
