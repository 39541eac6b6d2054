// The answers that `--accumulation` takes. A new one is a file and a line here; parser, help, man page, completions and
// the law suite walk this list.
import { kindOf, noSuchEntry } from '../text/registry.js';
import type { Spec } from '../text/spec.js';
import { UsageError } from '../text/usage-error.js';
import { accumulationSynonyms } from '../text/synonyms.js';
import { accumulating } from './accumulating.js';
import type { Accumulation } from './accumulation.js';
import { discarding } from './discarding.js';
import { retracting } from './retracting.js';

export const accumulations: readonly Accumulation[] = [discarding, accumulating, retracting];

const registry = { noun: 'accumulation', entries: accumulations, synonyms: accumulationSynonyms };

/**
 * Reads the value of `--accumulation`.
 * @throws UsageError
 */
export function parseAccumulation(text: string): Spec {
  if (accumulations.some((accumulation) => accumulation.name === text)) return { is: text };
  const names = accumulations.map((accumulation) => accumulation.name);
  throw new UsageError(noSuchEntry(text, registry).message, names.join('|'));
}

/** The accumulation that a spec stands for; it has no more to it than its name. Throws SpecFault. */
export function buildAccumulation(spec: Spec): Accumulation {
  return kindOf(spec, registry);
}

/** The words of `explain` for it. Throws SpecFault. */
export function accumulationWords(spec: Spec): string {
  const { name, doc } = buildAccumulation(spec);
  return `${name}: ${doc}`;
}
