// The registry of WHAT can be computed (SPEC §2 "Aggregates"), in the order in which help and man page show it. The
// command line, `explain`, the completions and the laws walk it: a new aggregate is its file and a line here.
import { UsageError } from '../text/usage-error.js';
import { answersTo, formsOf } from '../text/registry.js';
import { didYouMean, listed } from '../text/suggest.js';
import { aggregateMissing, aggregateSynonyms } from '../text/synonyms.js';
import type { AggregateEntry } from './aggregate.js';
import { approxDistinct } from './approx-distinct.js';
import { approxQuantile } from './approx-quantile.js';
import { maxBy, minBy } from './by.js';
import { type Call, parseCall } from './call.js';
import { collect } from './collect.js';
import { count } from './count.js';
import { countPath } from './count-path.js';
import { distinct } from './distinct.js';
import { first } from './first.js';
import { histogram } from './histogram.js';
import { last } from './last.js';
import { max } from './max.js';
import { mean } from './mean.js';
import { median } from './median.js';
import { min } from './min.js';
import { checkedName } from './names.js';
import { percentile } from './percentile.js';
import { quantile } from './quantile.js';
import { rate } from './rate.js';
import { stddev } from './stddev.js';
import { sum } from './sum.js';
import { top } from './top.js';
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
  median,
  percentile,
  quantile,
  approxQuantile,
  histogram,
  first,
  last,
  maxBy,
  minBy,
  distinct,
  approxDistinct,
  top,
  collect,
  rate,
];

/** One `--agg`, read but not yet opened: the path is compiled elsewhere, and opening checks `args`. */
export interface Aggregation {
  /** undefined: see `defaultName`. */
  readonly name: string | undefined;
  readonly entry: AggregateEntry;
  /** The function as it was called: `p95` of the entry `pNN`. */
  readonly fn: string;
  /** JSONPath text; undefined when the entry takes 'nothing'. */
  readonly path: string | undefined;
  /** JSONPath text of the second path; undefined when the entry takes none. */
  readonly beside: string | undefined;
  /** What the name stands for, and what follows the paths. */
  readonly args: readonly string[];
  /** The condition that an event has to meet; undefined: none. */
  readonly where: string | undefined;
}

/**
 * Reads `[NAME=]FN[(PATH, …)] [where EXPR]`.
 * @throws UsageError when there is no such aggregate, its path is missing or not wanted, or the name is not to be had
 */
export function parseAgg(text: string): Aggregation {
  const { name, fn, args, where } = withoutStar(parseCall(text));
  const named = aggregates.filter((entry) => answersTo(entry, fn));
  if (named.length === 0) throw new UsageError(`"${text}": ${unknown(fn)}`, formsOf(aggregates));
  const forms = named.map(({ form }) => form).join(' or ');
  const entry = named.find(({ takes, pathless }) => pathless ?? (takes === 'nothing') === (args === undefined));
  if (entry === undefined)
    throw new UsageError(`"${text}" ${args === undefined ? 'lacks a path' : 'takes no path'}`, forms);
  const { paths, rest } = pathsOf(entry, args, text, forms);
  return {
    name: name === undefined ? undefined : checkedName(name, text),
    ...{ entry, fn, path: paths[0], beside: paths[1], where },
    args: [...(entry.argumentsIn?.(fn) ?? []), ...rest],
  };
}

/** `count(*)` is the count of SQL. */
function withoutStar(call: Call): Call {
  const isStar = call.fn.toLowerCase() === 'count' && call.args?.length === 1 && call.args[0] === '*';
  return isStar ? { ...call, args: undefined } : call;
}

/** The paths among the arguments, and the others. */
function pathsOf(entry: AggregateEntry, args: readonly string[] | undefined, text: string, forms: string) {
  const count = entry.takes === 'nothing' ? 0 : entry.beside === undefined ? 1 : 2;
  const [paths, rest] = [args?.slice(0, count) ?? [], args?.slice(count) ?? []];
  if (paths.includes('') || (count > 0 && paths.length === 0))
    throw new UsageError(`"${text}" has an empty path`, forms);
  if (paths.length < count) throw new UsageError(`"${text}" lacks its second path`, forms);
  return { paths, rest };
}

function unknown(fn: string): string {
  if (fn === '') return 'the function is missing';
  const missing = listed(fn, aggregateMissing);
  if (missing !== undefined) return `there is no aggregate "${fn}": ${missing}`;
  const several = fn.split(',').map((part) => part.trim());
  if (several.length > 1 && several.every((part) => part !== ''))
    return `each aggregate has an option of its own: ${several.map((part) => `--agg ${part}`).join(' ')}…`;
  const key = /^[\w-]+\s+by\s+([\w.]+)$/i.exec(fn)?.[1];
  if (key !== undefined) return `groups are made by --key ${key}`;
  const names = aggregates.map(({ name }) => name);
  const [, name, path] = /^([\w-]+)[:\s]\s*(\S+)$/.exec(fn) ?? [];
  if (name !== undefined && aggregates.some((entry) => answersTo(entry, name)))
    return `a path stands in parentheses; did you mean ${name}(${path})?`;
  return `there is no aggregate "${fn}"${didYouMean(fn, names, aggregateSynonyms)}`;
}
