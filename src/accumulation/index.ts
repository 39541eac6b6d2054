// The answers that `--accumulation` knows. A new one is a file and a line here; parser, help, man page, completions and
// the law suite walk this list.
import { UsageError } from '../text/usage-error.js';
import { didYouMean } from '../text/suggest.js';
import { accumulationSynonyms } from '../text/synonyms.js';
import { accumulating } from './accumulating.js';
import type { Accumulation } from './accumulation.js';
import { discarding } from './discarding.js';
import { retracting } from './retracting.js';

export const accumulations: readonly Accumulation[] = [discarding, accumulating, retracting];

/**
 * Reads the value of `--accumulation`.
 * @throws Misuse
 */
export function parseAccumulation(text: string): Accumulation {
  const found = accumulations.find((accumulation) => accumulation.name === text);
  if (found !== undefined) return found;
  const names = accumulations.map((accumulation) => accumulation.name);
  const suggestion = didYouMean(text, names, accumulationSynonyms);
  throw new UsageError(`"${text}" is no accumulation${suggestion}`, names.join('|'));
}
