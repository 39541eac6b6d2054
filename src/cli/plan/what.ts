// WHAT is computed, and of which events: --agg, --key, --each, --where.
import { defaultName, parseAgg } from '../../aggregate/index.js';
import { aggregateSpec, openAggregate, takenBy } from '../../aggregate/spec.js';
import { parseEach } from '../../event/each.js';
import { parseFilter } from '../../event/filter.js';
import { parsePath } from '../../event/path.js';
import type { ReadSpec } from '../../event/read-spec.js';
import { textIn, type Spec } from '../../text/spec.js';
import { UsageError } from '../../text/usage-error.js';
import { quoted } from '../problem.js';
import type { ColumnSet } from './column-set.js';
import type { OptionReader } from './option-reader.js';

const eachForms = 'PATH ($.items[*], text, …), words(PATH) or split(PATH, "REGEX")';

export interface What extends Pick<ReadSpec, 'keys' | 'where' | 'each'> {
  readonly aggregates: readonly Spec[];
}

export function what(reading: OptionReader, columns: ColumnSet): What {
  const aggregates = reading.given('agg')
    ? reading.readAll('agg', (text) => aggregateOf(text, columns))
    : [aggregateOf('count', columns)];
  for (const name of repeated(aggregates.map((spec) => textIn(spec, 'name')))) {
    const problem = `two aggregates are called ${quoted(name)}; call one of them otherwise`;
    reading.refuse('agg', problem, `NAME=FN(PATH), e.g. --agg '${name}_2=…'`);
  }
  return { aggregates, ...selection(reading) };
}

/** Which events there are, and how they are grouped: --key, --where, --each. */
export function selection(reading: OptionReader): Pick<ReadSpec, 'keys' | 'where' | 'each'> {
  const keys = reading.readAll('key', parseKey);
  for (const name of repeated(keys.map((key) => key.name)))
    reading.refuse('key', `two keys are called ${quoted(name)}; call one of them otherwise`, 'NAME=PATH');
  return {
    keys,
    where: reading.readAll('where', (text) => filterOf(text, reading.given('numeric-text'))),
    each: reading.read('each', eachOf, null),
  };
}

function aggregateOf(text: string, columns: ColumnSet): Spec {
  const call = parseAgg(text);
  const lastName = call.path === undefined ? undefined : parsePath(call.path).lastName;
  const spec = aggregateSpec(call, call.name ?? defaultName(call.entry.name, lastName));
  const as = takenBy(spec);
  if (call.path !== undefined && as !== 'nothing') columns.add(call.path, as);
  // Opening looks at the arguments; the cells of the run are opened when it is built.
  openAggregate(spec, -1);
  return spec;
}

function filterOf(text: string, numericText: boolean): string {
  parseFilter(text, numericText);
  return text.trim();
}

/** A name that is neither may have been meant for one of the functions: all forms are shown. */
function eachOf(text: string): string {
  try {
    return parseEach(text).text;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(error.message, eachForms);
  }
}

/** `[NAME=]PATH`. A path may hold = signs itself, but only within brackets. */
function parseKey(text: string): ReadSpec['keys'][number] {
  const named = /^([^=[\]()"'$@.][^=[\]()"']*)=(.*)$/s.exec(text);
  if (text.startsWith('=')) throw new UsageError(`"${text}" has no name before the =`, '[NAME=]PATH');
  const path = (named?.[2] ?? text).trim();
  return { name: named?.[1]?.trim() ?? parsePath(path).lastName, path: pathOf(path) };
}

/** The text of a PATH, without blanks around it. Throws UsageError when it is none. */
export function pathOf(text: string): string {
  parsePath(text);
  return text.trim();
}

function repeated(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.filter((name, i) => names.indexOf(name) !== i));
}
