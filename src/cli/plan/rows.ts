// How rows are written (SPEC §12): --output-format, --pane, and the names of their columns.
import { buildAccumulation } from '../../accumulation/index.js';
import { columnsOf } from '../../format/output/columns.js';
import { compileHaving, compileLet, rowNames, type RowExpressionSpec } from '../../format/output/row-expressions.js';
import { reservedNames } from '../../aggregate/index.js';
import { splitSet, type SetSpec } from '../../event/set.js';
import { buildOutputFormat, parseOutputFormat } from '../../format/output/index.js';
import type { OutputFormat } from '../../format/output/output-format.js';
import type { PaneMode, RowShape } from '../../format/output/row-layout.js';
import type { Duration } from '../../model/instant.js';
import { panesPerWindow } from '../../operator/group-window/panes-per-window.js';
import { rowShape, type Windowing } from '../../plan/row-shape.js';
import { textIn, type Spec } from '../../text/spec.js';
import { UsageError } from '../../text/usage-error.js';
import { buildTrigger } from '../../trigger/index.js';
import { buildWindow } from '../../window/index.js';
import type { Zones } from '../../window/zone-rules.js';
import { quoted } from '../problem.js';
import type { OptionReader } from './option-reader.js';

/** The answers that rows follow from. */
export interface Answers {
  readonly window: Spec;
  readonly trigger: Spec;
  readonly accumulation: Spec;
  /** L, in ms. */
  readonly lateness: Duration;
  readonly zones: Zones | undefined;
  readonly keys: readonly { readonly name: string; readonly path: string }[];
  readonly aggregates: readonly Spec[];
  readonly let?: readonly SetSpec[];
}

export function outputFormat(reader: OptionReader): Spec {
  return reader.read('output-format', parseOutputFormat, { is: 'ndjson' });
}

/** What is computed of rows, over their keys and values. */
export function rowExpressions(
  reader: OptionReader,
  { keys, aggregates }: Pick<Answers, 'keys' | 'aggregates'>,
): Partial<RowExpressionSpec> {
  const values = aggregates.map((spec) => textIn(spec, 'name'));
  return expressionsOver(reader, [...rowNames({ keys: keys.map(({ name }) => name), values })], values);
}

/** @param taken names that none of --let can have */
function expressionsOver(reader: OptionReader, names: string[], taken: readonly string[]): Partial<RowExpressionSpec> {
  const members = reader.readAll('let', (text) => letOf(text, names));
  for (const { name } of members)
    if (taken.includes(name) || members.filter((other) => other.name === name).length > 1)
      reader.refuse('let', `two values are called ${quoted(name)}; call one of them otherwise`, 'NAME=EXPR');
  const having = reader.readAll('having', (text) => compileHaving(text, names).text);
  return { ...(members.length > 0 ? { let: members } : {}), ...(having.length > 0 ? { having } : {}) };
}

/** The same of rows that are no panes, which have these members. */
export function memberExpressions(
  reader: OptionReader,
  keys: Answers['keys'],
  members: readonly string[],
): Partial<RowExpressionSpec> {
  const names = [...new Set([...keys.map(({ name }) => name), ...members])];
  return expressionsOver(reader, names, members);
}

/** The name is there for those that follow, also where its expression is none: that is reported once. */
function letOf(text: string, names: string[]): SetSpec {
  const spec = splitSet(text);
  if (reservedNames.includes(spec.name))
    throw new UsageError(
      `the name "${spec.name}" is taken, results have ${reservedNames.join(', ')} already`,
      'NAME=EXPR',
    );
  try {
    compileLet(spec, names);
    return spec;
  } finally {
    if (!names.includes(spec.name)) names.push(spec.name);
  }
}

/** Refuses rows that a reader could not tell apart, and columns of one name. */
export function checkRows(reader: OptionReader, answers: Answers): void {
  const windowing = windowingOf(answers);
  const format = buildOutputFormat(outputFormat(reader));
  const keys = answers.keys.map(({ name }) => name);
  const letNames = (answers.let ?? []).map(({ name }) => name);
  const values = [...answers.aggregates.map((spec) => textIn(spec, 'name')), ...letNames];
  checkPane(reader, windowing);
  checkControl(reader, format);
  if (format.oneLevel === true) checkNames(reader, format, rowShape(windowing, keys, values), letNames);
}

function windowingOf({ window, trigger, accumulation, lateness, zones }: Answers): Windowing {
  return {
    window: buildWindow(window, zones),
    trigger: buildTrigger(trigger, { index: () => 0 }),
    accumulation: buildAccumulation(accumulation),
    lateness,
  };
}

function checkPane(reader: OptionReader, windowing: Windowing): void {
  if (reader.options.pane !== 'never' || panesPerWindow(windowing) !== 'several') return;
  const message =
    'with never a reader could not tell the rows of a window apart, and here it can have several (--trigger, --early, --allowed-lateness): leave it out';
  reader.refuse('pane', message, 'auto|always');
}

function checkControl(reader: OptionReader, { name, fixedColumns }: OutputFormat): void {
  const { control } = reader.options;
  if (fixedColumns !== true || (control !== 'out' && control !== 'both')) return;
  const message = `control lines are JSON, and have no place in ${name}: leave out --control ${control}`;
  reader.refuse('output-format', message, 'ndjson|flat');
}

/** Of a row on one level every member has a name of its own. */
function checkNames(
  reader: OptionReader,
  { name: format, fixedColumns }: OutputFormat,
  shape: RowShape,
  letNames: readonly string[],
): void {
  const pane: PaneMode = reader.options.pane ?? 'auto';
  const numbered = reader.given('checkpoint') || reader.given('pipeline');
  const own = columnsOf({ ...shape, keys: [], values: [] }, pane, numbered);
  const taken = new Set(own.map((column) => column.name));
  // Rows of flat show by it that a run was stopped before their window ended.
  if (fixedColumns !== true && pane !== 'never') taken.add('timing');
  const refuse = (option: 'key' | 'agg' | 'let', name: string, form: string): void => {
    const message = `${quoted(name)} is the name of another column of ${format}; call one of them otherwise`;
    reader.refuse(option, message, form);
  };
  for (const name of shape.keys) if (taken.has(name)) refuse('key', name, `NAME=PATH, e.g. --key '${name}_2=…'`);
  for (const name of shape.values)
    if (taken.has(name) || shape.keys.includes(name)) {
      const computed = letNames.includes(name);
      refuse(computed ? 'let' : 'agg', name, computed ? 'NAME=EXPR' : `NAME=FN(PATH), e.g. --agg '${name}_2=…'`);
    }
}
