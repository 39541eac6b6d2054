// `flowctl A then B`: the words of each step. `then` stands between complete option lists; as the value of an option, or
// behind `--`, it is a word like any other.
import type { Flag } from './flag.js';
import { known } from './options.js';

export const chainWord = 'then';

/** The words of the steps, the word between them left out; of a command without it all its words. */
export function splitSteps(words: readonly string[]): readonly [readonly string[], ...(readonly string[])[]] {
  const ends = stepEnds(words);
  const steps = [...ends, words.length].map((end, i) => words.slice(i === 0 ? 0 : ends[i - 1]! + 1, end));
  return steps as unknown as ReturnType<typeof splitSteps>;
}

/** Where `then` stands. */
function stepEnds(words: readonly string[]): readonly number[] {
  const ends: number[] = [];
  for (let i = 0; i < words.length && words[i] !== '--'; i++) {
    if (words[i] === chainWord) ends.push(i);
    else if (takesNext(words[i]!)) i++;
  }
  return ends;
}

/** Whether the value of an option is the word behind it: `--key`, `-o`, and not `--key=path` or `-opath`. */
function takesNext(word: string): boolean {
  if (word.startsWith('--')) return known.get(word.slice(2))?.argument !== undefined;
  if (!/^-[^-]/.test(word)) return false;
  const letters = word.slice(1).split('');
  const valued = letters.findIndex((letter) => shortFlag(letter)?.argument !== undefined);
  return valued >= 0 && valued === letters.length - 1;
}

function shortFlag(letter: string): Flag | undefined {
  return [...known.values()].find(({ short }) => short === letter);
}
