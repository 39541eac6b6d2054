// What was probably meant: the known word closest to a mistyped one, by the edits that fingers make (insert, drop,
// replace, swap neighbours: optimal string alignment), or what other systems call by the word that was typed. Used only
// for suggestions; nothing is ever guessed silently.
import type { Missing, Synonyms } from './synonyms.js';

/**
 * What `word` stands for in `synonyms`, else the candidate that is closest to it, that it is the plural of, or that it
 * begins, else what a long synonym close to it stands for; undefined when none is close (more than a third of its
 * letters wrong). Ties go to the earlier candidate.
 */
export function suggest(word: string, candidates: Iterable<string>, synonyms: Synonyms = {}): string | undefined {
  const meant = listed(word, synonyms) ?? closest(word, candidates);
  if (meant !== undefined) return meant;
  const words = Object.values(synonyms).flatMap((list) => list.split(' ').filter((known) => known.length >= 5));
  const mistyped = closest(word, words);
  return mistyped === undefined ? undefined : listed(mistyped, synonyms);
}

/** The clause that suggests it: `; did you mean tumbling?`; empty when there is nothing to suggest. */
export function didYouMean(word: string, candidates: Iterable<string>, synonyms?: Synonyms): string {
  return suggestionText(suggest(word, candidates, synonyms));
}

/** The clause that suggests what was meant; empty where that is undefined. */
export function suggestionText(meant: string | undefined): string {
  return meant === undefined ? '' : `; did you mean ${meant}?`;
}

/** The key of `words` in whose list `word` stands, whatever its case, hyphens and underscores. */
export function listed(word: string, words: Synonyms | Missing): string | undefined {
  const typed = bare(word.slice(0, 64));
  if (typed === '') return undefined;
  return Object.keys(words).find((meant) => words[meant]!.split(' ').some((known) => bare(known) === typed));
}

/** Letters and digits alone; a single letter keeps its case, since `-v` and `-V` differ. */
function bare(word: string): string {
  const plain = word.replace(/[^\p{L}\p{N}]/gu, '');
  return plain.length === 1 ? plain : plain.toLowerCase();
}

function closest(word: string, candidates: Iterable<string>): string | undefined {
  const typed = word.slice(0, 64).toLowerCase();
  let best: string | undefined;
  let least = Infinity;
  for (const candidate of candidates) {
    const known = candidate.toLowerCase();
    const begins = typed.length >= 3 && known.startsWith(typed);
    const edits = typed === `${known}s` ? 0.25 : begins ? 0.5 : editsBetween(typed, known);
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
