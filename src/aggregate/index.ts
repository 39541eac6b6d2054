// The registry of WHAT can be computed (SPEC §2 "Aggregates"), in the order in which help and man page show it. The
// command line, `explain`, the completions and the laws walk it: a new aggregate is its file and a line here.
import { UsageError } from '../text/usage-error.js';
import { formsOf } from '../text/registry.js';
import { didYouMean, listed } from '../text/suggest.js';
import { aggregateMissing, aggregateSynonyms } from '../text/synonyms.js';
import type { AggregateEntry } from './aggregate.js';
import { parseCall } from './call.js';
import { collect } from './collect.js';
import { count } from './count.js';
import { countPath } from './count-path.js';
import { distinct } from './distinct.js';
import { first } from './first.js';
import { last } from './last.js';
import { max } from './max.js';
import { mean } from './mean.js';
import { min } from './min.js';
import { checkedName } from './names.js';
import { stddev } from './stddev.js';
import { sum } from './sum.js';
import { variance } from './variance.js';

export { checkedName, defaultName, reservedNames } from './names.js';

export const aggregates: readonly AggregateEntry[] = [
  count,
  countPath,
  sum,
  min,
  max,
  mean,
  variance,
  stddev,
  first,
  last,
  distinct,
  collect,
];

/** One `--agg`, read but not yet opened: the path is compiled elsewhere, and opening checks `args`. */
export interface Aggregation {
  /** undefined: see `defaultName`. */
  readonly name: string | undefined;
  readonly entry: AggregateEntry;
  /** JSONPath text; undefined when the entry takes 'nothing'. */
  readonly path: string | undefined;
  /** What follows the path. */
  readonly args: readonly string[];
}

/**
 * Reads `[NAME=]FN[(PATH, …)]`.
 * @throws Misuse when there is no such aggregate, its path is missing or not wanted, or the name is not to be had
 */
export function parseAgg(text: string): Aggregation {
  const { name, fn, args } = parseCall(text);
  const named = aggregates.filter((entry) => entry.name === fn);
  if (named.length === 0) throw new UsageError(`"${text}": ${unknown(fn)}`, formsOf(aggregates));
  const forms = named.map(({ form }) => form).join(' or ');
  const entry = named.find(({ takes }) => (takes === 'nothing') === (args === undefined));
  if (entry === undefined)
    throw new UsageError(`"${text}" ${args === undefined ? 'lacks a path' : 'takes no path'}`, forms);
  const [path, ...more] = args ?? [];
  if (path === '' || (path === undefined && args !== undefined))
    throw new UsageError(`"${text}" has an empty path`, forms);
  return { name: name === undefined ? undefined : checkedName(name, text), entry, path, args: more };
}

function unknown(fn: string): string {
  if (fn === '') return 'the function is missing';
  const missing = listed(fn, aggregateMissing);
  if (missing !== undefined) return `there is no aggregate "${fn}": ${missing}`;
  const names = aggregates.map(({ name }) => name);
  const [, name, path] = /^([\w-]+)[:\s]\s*(\S+)$/.exec(fn) ?? [];
  if (name !== undefined && names.includes(name)) return `a path stands in parentheses; did you mean ${name}(${path})?`;
  return `there is no aggregate "${fn}"${didYouMean(fn, names, aggregateSynonyms)}`;
}
