// WHAT is computed, and of which events: --agg, --key, --each, --where.
import { defaultName, parseAgg } from '../../aggregate/index.js';
import { aggregateReads, aggregateSpec, openAggregate } from '../../aggregate/spec.js';
import { parseEach } from '../../event/each.js';
import { parseFilter } from '../../event/filter.js';
import { parsePath } from '../../event/path.js';
import type { ReadSpec } from '../../event/read-spec.js';
import { compileSet, splitSet, type SetSpec } from '../../event/set.js';
import type { Duration } from '../../model/instant.js';
import { textIn, type Spec } from '../../text/spec.js';
import { UsageError } from '../../text/usage-error.js';
import { quoted } from '../problem.js';
import type { ColumnSet } from './column-set.js';
import { aggregatePath, keyPath } from './path-meant.js';
import type { OptionReader } from './option-reader.js';

const eachForms = 'PATH ($.items[*], text, …), words(PATH) or split(PATH, "REGEX")';

type EventSelection = Pick<ReadSpec, 'keys' | 'set' | 'where' | 'each'>;

export interface What extends EventSelection {
  readonly aggregates: readonly Spec[];
}

/** @param windowLength how long all windows are, in ms; undefined where they are not of one length */
export function what(reader: OptionReader, columns: ColumnSet, windowLength: Duration | undefined): What {
  const common = { columns, windowLength, numericText: reader.given('numeric-text') };
  const aggregateOf = (text: string): Spec => aggregateIn(text, common);
  const aggregates = reader.given('agg') ? reader.readAll('agg', aggregateOf) : [aggregateOf('count')];
  for (const name of repeated(aggregates.map((spec) => textIn(spec, 'name')))) {
    const problem = `two aggregates are called ${quoted(name)}; call one of them otherwise`;
    reader.refuse('agg', problem, `NAME=FN(PATH), e.g. --agg '${name}_2=…'`);
  }
  return { aggregates, ...selection(reader) };
}

/** Which events there are, what is added to them, and how they are grouped: --key, --set, --where, --each. */
export function selection(reader: OptionReader): EventSelection {
  const keys = reader.readAll('key', parseKey);
  for (const name of repeated(keys.map((key) => key.name)))
    reader.refuse('key', `two keys are called ${quoted(name)}; call one of them otherwise`, 'NAME=PATH');
  const numericText = reader.given('numeric-text');
  return {
    keys,
    ...membersSet(reader, numericText),
    where: reader.readAll('where', (text) => filterOf(text, numericText)),
    each: reader.read('each', eachOf, null),
  };
}

/** A member that is set twice is set by the second one: that is what is meant by neither. */
function membersSet(reader: OptionReader, numericText: boolean): Pick<ReadSpec, 'set'> {
  const set = reader.readAll('set', (text) => setOf(text, numericText));
  for (const name of repeated(set.map((member) => member.name)))
    reader.refuse('set', `${quoted(name)} is set twice; call one of them otherwise`, 'NAME=EXPR');
  return set.length === 0 ? {} : { set };
}

function setOf(text: string, numericText: boolean): SetSpec {
  const spec = splitSet(text);
  compileSet(spec, numericText);
  return spec;
}

/** What the aggregates of a run have in common. */
interface CommonSetting {
  readonly columns: ColumnSet;
  readonly windowLength: Duration | undefined;
  readonly numericText: boolean;
}

function aggregateIn(text: string, { columns, windowLength, numericText }: CommonSetting): Spec {
  const call = parseAgg(text);
  const lastName = call.path === undefined ? undefined : aggregatePath(call.path, call.fn).lastName;
  const spec = aggregateSpec(call, call.name ?? defaultName(call.fn, lastName));
  if (call.where !== undefined) parseFilter(call.where, numericText);
  const reads = aggregateReads(spec);
  for (const { path } of reads) parsePath(path);
  // Opening looks at the arguments; the cells of the run are opened when it is built.
  openAggregate(
    spec,
    reads.map(() => -1),
    windowLength,
  );
  for (const read of reads) columns.add(read);
  return spec;
}

/** The text of a condition. Throws UsageError when it is none. */
export function filterOf(text: string, numericText: boolean): string {
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
export function parseKey(text: string): ReadSpec['keys'][number] {
  const named = /^([^=[\]()"'$@.][^=[\]()"']*)=(.*)$/s.exec(text);
  if (text.startsWith('=')) throw new UsageError(`"${text}" has no name before the =`, '[NAME=]PATH');
  const path = (named?.[2] ?? text).trim();
  const name = named?.[1]?.trim();
  const { lastName } = keyPath(path, name);
  return { name: name ?? lastName, path };
}

/** The text of a PATH, without blanks around it. Throws UsageError when it is none. */
export function pathOf(text: string): string {
  parsePath(text);
  return text.trim();
}

function repeated(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.filter((name, i) => names.indexOf(name) !== i));
}
