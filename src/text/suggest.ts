// What was probably meant: the known word closest to a mistyped one, by the edits that fingers make (insert, drop,
// replace, swap neighbours: optimal string alignment). Used only for suggestions; nothing is ever guessed silently.

/**
 * The candidate that is closest to `word`, or that `word` begins; undefined when none is close (more than a third of
 * its letters wrong). Ties go to the earlier candidate.
 */
export function suggest(word: string, candidates: Iterable<string>): string | undefined {
  const typed = word.slice(0, 64).toLowerCase();
  let best: string | undefined;
  let least = Infinity;
  for (const candidate of candidates) {
    const known = candidate.toLowerCase();
    const begins = typed.length >= 3 && known.startsWith(typed);
    const edits = begins ? 0.5 : editsBetween(typed, known);
    const allowed = begins ? 1 : Math.max(1, Math.floor(Math.max(typed.length, known.length) / 3));
    if (edits <= allowed && edits < least && edits < known.length) [best, least] = [candidate, edits];
  }
  return best;
}

/** How many single edits turn one word into the other; a swap of neighbours is one. */
export function editsBetween(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let edits = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) edits = Math.min(edits, beforeLast[j - 2]! + 1);
      row.push(edits);
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length]!;
}
