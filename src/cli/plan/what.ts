// WHAT is computed, and of which events: --agg, --key, --each, --where.
import { aggregates, defaultName, parseAgg, type Aggregation } from '../../aggregate/index.js';
import type { Cells } from '../../aggregate/aggregate.js';
import { parseEach, type Each } from '../../event/each.js';
import { parseFilter } from '../../event/filter.js';
import { parsePath, type Path } from '../../event/path.js';
import type { Job } from '../../job.js';
import type { ReadPlan } from '../../event/read-plan.js';
import { UsageError } from '../../text/usage-error.js';
import { quoted } from '../problem.js';
import type { ColumnSet } from './column-set.js';
import type { OptionReader } from './option-reader.js';

const eachForms = 'PATH ($.items[*], text, …), words(PATH) or split(PATH, "REGEX")';

export interface What {
  readonly names: readonly string[];
  readonly calls: Job['calls'];
  readonly cells: readonly Cells[];
  readonly keys: ReadPlan['keys'];
  readonly where: ReadPlan['where'];
  readonly each: ReadPlan['each'];
}

export function what(reading: OptionReader, columns: ColumnSet): What {
  const opened = reading.given('agg')
    ? reading.readAll('agg', (text) => open(text, parseAgg(text), columns))
    : [open('count', { name: undefined, entry: aggregates[0]!, path: undefined, args: [] }, columns)];
  const keys = reading.readAll('key', parseKey);
  const names = opened.map(({ name }) => name);
  for (const name of repeated(names)) {
    const problem = `two aggregates are called ${quoted(name)}; call one of them otherwise`;
    reading.refuse('agg', problem, `NAME=FN(PATH), e.g. --agg '${name}_2=…'`);
  }
  for (const name of repeated(keys.map((key) => key.name)))
    reading.refuse('key', `two keys are called ${quoted(name)}; call one of them otherwise`, 'NAME=PATH');
  return {
    names,
    calls: opened.map(({ call, column }) => ({ text: call, column })),
    cells: opened.map(({ cells }) => cells),
    keys,
    where: reading.readAll('where', (text) => parseFilter(text, reading.given('numeric-text'))),
    each: reading.read('each', parseAnyEach, undefined),
  };
}

interface OpenedAggregate {
  readonly name: string;
  /** The text without its `NAME=`. */
  readonly call: string;
  readonly column: number;
  readonly cells: Cells;
}

function open(text: string, { name, entry, path, args }: Aggregation, columns: ColumnSet): OpenedAggregate {
  const call = text.replace(/^[^(=]*=/, '').trim();
  if (path === undefined || entry.takes === 'nothing')
    return { name: name ?? defaultName(entry.name, undefined), call, column: -1, cells: entry.open(-1, args) };
  const place = parsePath(path);
  const column = columns.index(place, entry.takes);
  return { name: name ?? defaultName(entry.name, place.lastName), call, column, cells: entry.open(column, args) };
}

/** A name that is neither may have been meant for one of the functions: all forms are shown. */
function parseAnyEach(text: string): Each {
  try {
    return parseEach(text);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(error.message, eachForms);
  }
}

/** `[NAME=]PATH`. A path may hold = signs itself, but only within brackets. */
function parseKey(text: string): { readonly name: string; readonly path: Path } {
  const named = /^([^=[\]()"'$@.][^=[\]()"']*)=(.*)$/s.exec(text);
  if (text.startsWith('=')) throw new UsageError(`"${text}" has no name before the =`, '[NAME=]PATH');
  const path = parsePath(named?.[2] ?? text);
  return { name: named?.[1]?.trim() ?? path.lastName, path };
}

function repeated(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.filter((name, i) => names.indexOf(name) !== i));
}
