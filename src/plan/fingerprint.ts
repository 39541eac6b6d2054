// The fingerprint of a run (SPEC §10): what changes the results, as canonical text by the name of its option. A default
// that is written out, `60s` for `1m`, or --early for its long form change nothing.
import { aggregateText } from '../aggregate/spec.js';
import { defaultName } from '../aggregate/names.js';
import { parsePath } from '../event/path.js';
import type { Duration } from '../model/instant.js';
import { inputFormatText } from '../format/input/index.js';
import { durationText, parseDuration } from '../text/duration.js';
import { has, textIn, type Spec } from '../text/spec.js';
import { optionOfStep } from '../text/step-name.js';
import { UsageError } from '../text/usage-error.js';
import { triggerText } from '../trigger/index.js';
import { watermarkText } from '../watermark/index.js';
import { windowText } from '../window/index.js';
import type { ReadSpec } from '../event/read-spec.js';
import { verbOfOperator } from './verb.js';
import type {
  GapsSpec,
  GroupWindowSpec,
  OperatorSpec,
  OptionText,
  Plan,
  RowExpressionsPlan,
  SilenceSpec,
  StreamPlan,
  TableJoinSpec,
  TopSpec,
} from './plan.js';

/** What is believed of events where nothing is known of them. */
export const inOrder: Spec = { is: 'ascending' };

/**
 * By option name, in the order of the options.
 * @param maxFuture by stream, what `auto` comes to on this machine; undefined: off
 */
export function fingerprint(
  plan: Plan,
  maxFuture: readonly (Duration | undefined)[],
): Readonly<Record<string, string>> {
  const future = new Set(maxFuture.map((most) => (most === undefined ? 'off' : durationText(most))));
  const texts = { ...meaningOf(plan), 'max-future': [...future] };
  const joined = Object.entries<OptionText>(texts).map(([name, text]) => [name, joinedText(text)] as const);
  return Object.fromEntries(joined.filter(([, text]) => text !== ''));
}

/** The fingerprint of a run of several steps: that of the first, which steps follow, and the options of each of these. */
export function chainMeaning(
  [first, ...others]: readonly Readonly<Record<string, string>>[],
  { steps }: Plan,
): Readonly<Record<string, string>> {
  const then = steps
    .slice(1)
    .map(({ operator }) => verbOfOperator[operator.is])
    .join(' then ');
  const texts = others.map((meaning, i) => {
    return Object.entries(meaning).map(([name, text]) => [optionOfStep(i + 2, name), text] as const);
  });
  return { ...first, then, ...Object.fromEntries(texts.flat()) };
}

function joinedText(text: OptionText): string {
  return typeof text === 'string' ? text : text.join(' · ');
}

/** The value of each option that changes what results are, as it was written where that means the same. */
export function meaningOf(plan: Plan): Readonly<Record<string, OptionText>> {
  const entries = Object.entries(canonicalMeaning(plan)).map(([name, text]) => {
    const { [name]: spelled } = plan.spelled ?? {};
    return [name, spelled !== undefined && sameText(spelled.is, text) ? spelled.was : text] as const;
  });
  return Object.fromEntries(entries);
}

export function sameText(one: OptionText, other: OptionText): boolean {
  return joinedText(one) === joinedText(other);
}

/** The same as the plan itself writes it. */
export function canonicalMeaning(plan: Plan): Record<string, OptionText> {
  const texts = Object.entries(optionTexts(plan));
  return Object.fromEntries(texts.map(([name, text]) => [name, typeof text === 'string' ? canonical(text) : text]));
}

/**
 * The options that change what results are, with the values that mean what the plan means; empty for a switch that is off
 * and what is not given.
 */
export function optionTexts({ streams, steps, resultFormat, clock, limits }: Plan): Record<string, OptionText> {
  const { both, apart } = sidedTexts(streams.map((stream) => streamTexts(stream, steps[0]!.operator)));
  const { format, read, maxFuture } = streams[0]!;
  const { operator: operatorSpec } = steps[0]!;
  const operator = operatorTexts(operatorSpec);
  const { agg, window, trigger, accumulation, closing, timestamp } = operator;
  const { 'time-domain': domain, 'on-time': onTime, 'allowed-lateness': lateness, ...others } = operator;
  const texts: Record<string, OptionText | undefined> = {
    'input-format': both['input-format'],
    multiline: has(format, 'multiline') ? textIn(format, 'multiline') : undefined,
    'max-line': limits.maxLine === 16 * 1024 ** 2 ? '16MiB' : `${limits.maxLine}`,
    agg,
    key: both['key'],
    each: read.each ?? '',
    set: both['set'],
    where: both['where'],
    'numeric-text': read.numericText ? 'yes' : '',
    time: both['time'],
    'time-format': both['time-format'],
    tz: both['tz'],
    ...{ window, 'time-domain': domain },
    watermark: both['watermark'],
    idle: both['idle'],
    'max-future': typeof maxFuture === 'string' ? maxFuture : durationText(maxFuture),
    trigger,
    clock: clock === 'event' ? (read.clock ?? '') : clock,
    ...{ accumulation, 'allowed-lateness': lateness, 'on-time': onTime, closing, timestamp, ...others },
    'time-output': textIn(resultFormat, 'times'),
    ...(operatorSpec.is === 'group-window' ? { 'output-format': resultFormat.is } : {}),
    ...(operatorSpec.is === 'group-window' || operatorSpec.is === 'top' ? { pane: textIn(resultFormat, 'pane') } : {}),
    control: controlText(read.control, resultFormat['control'] === true),
    ...apart,
  };
  const given = Object.entries(texts).filter((entry): entry is [string, OptionText] => entry[1] !== undefined);
  return Object.fromEntries(given);
}

/** What each stream may have for itself. */
function streamTexts(
  { format, read, watermark, idle }: StreamPlan,
  operator: OperatorSpec,
): Record<string, OptionText> {
  return {
    'input-format': inputFormatText(format),
    key: keyTexts(operator, read.keys),
    set: (read.set ?? []).map(({ name, expression }) => `${name}=${expression}`),
    where: read.where,
    time: read.time ?? '',
    'time-format': read.timeFormat,
    tz: read.zone,
    idle: idle === null ? 'off' : durationText(idle),
    watermark: watermarkText(watermark ?? inOrder),
  };
}

/** What is the same of all streams, by the name of its option; and what is not, by that of its side: `left-key`. */
function sidedTexts([first, second]: readonly Record<string, OptionText>[]) {
  const both: Record<string, OptionText> = {};
  const apart: Record<string, OptionText> = {};
  for (const [name, text] of Object.entries(first!)) {
    const other = second?.[name] ?? text;
    if (sameText(text, other)) both[name] = text;
    else Object.assign(apart, { [`left-${name}`]: text, [`right-${name}`]: other });
  }
  return { both, apart };
}

/** What the options of one verb mean; those of all verbs are of the stream. */
function operatorTexts(operator: OperatorSpec): Record<string, OptionText> {
  const texts = verbTexts(operator);
  if (operator.is !== 'group-window' && !('let' in operator || 'having' in operator)) return texts;
  return { ...texts, ...rowTexts(operator) };
}

function rowTexts({ let: members = [], having = [] }: RowExpressionsPlan): Record<string, OptionText> {
  return { let: members.map(({ name, expression }) => `${name}=${expression}`), having };
}

function verbTexts(operator: OperatorSpec): Record<string, OptionText> {
  if (operator.is === 'gaps') return gapsTexts(operator);
  if (operator.is === 'table-join') return tableTexts(operator);
  if (operator.is === 'disorder') return { window: operator.window === null ? '' : windowText(operator.window) };
  const { allowedLateness } = operator;
  const lateness = allowedLateness === 'unlimited' ? 'unlimited' : durationText(allowedLateness);
  if (operator.is === 'dedup')
    return { within: durationText(operator.within), keep: operator.keep, 'allowed-lateness': lateness };
  if (operator.is === 'silence')
    return { silence: durationText(operator.after), ...expectTexts(operator), 'allowed-lateness': lateness };
  if (operator.is === 'sort') return { 'allowed-lateness': lateness };
  if (operator.is === 'interval-join') {
    const { type, from, to } = operator;
    return { within: `${durationText(from)}..${durationText(to)}`, type, 'allowed-lateness': lateness };
  }
  if (operator.is === 'window-join')
    return { window: windowText(operator.window), type: operator.type, 'allowed-lateness': lateness };
  if (operator.is === 'as-of-join') {
    const { type, tolerance, gone } = operator;
    const most = tolerance === null ? '' : durationText(tolerance);
    return { 'as-of': 'yes', tolerance: most, gone: gone ?? '', type, 'allowed-lateness': lateness };
  }
  if (operator.is === 'match') {
    const { pattern, define, within, skip } = operator;
    return {
      pattern,
      define: define.map(({ name, expression }) => `${name}=${expression}`),
      within: within === null ? '' : durationText(within),
      skip: 'name' in skip ? `${skip.is}:${skip.name}` : skip.is,
      'allowed-lateness': lateness,
    };
  }
  if (operator.is === 'top') {
    const { limit, by, order } = operator;
    return { limit: `${limit}`, by, order, ...windowTexts(operator), 'allowed-lateness': lateness };
  }
  return {
    agg: aggregateTexts(operator.aggregates),
    ...windowTexts(operator),
    'allowed-lateness': lateness,
  };
}

function gapsTexts({ every, with: values, for: most, accumulation }: GapsSpec): Record<string, OptionText> {
  const windows = windowText(every).replace(/^tumbling:/, '');
  return { every: windows, with: values, for: durationText(most), accumulation };
}

function expectTexts({ expect }: SilenceSpec): Record<string, OptionText> {
  return expect === undefined ? {} : { expect: expect.path, 'table-key': expect.read.keys.map(keyText) };
}

function tableTexts({ type, table }: TableJoinSpec): Record<string, OptionText> {
  const { path, format, read } = table;
  return {
    table: path,
    'table-key': read.keys.map(keyText),
    'right-input-format': inputFormatText(format),
    'right-where': read.where,
    type,
  };
}

/** The options of windows, but for the lateness, which other operators have as well. */
function windowTexts(operator: GroupWindowSpec | TopSpec): Record<string, OptionText> {
  return {
    window: windowText(operator.window),
    'time-domain': operator.domain,
    trigger: triggerText(operator.trigger),
    accumulation: operator.accumulation.is,
    'on-time': operator.onTime,
    closing: operator.closing,
    timestamp: operator.timestamp,
  };
}

/** Without a key `run` has one group, and for `dedup` the whole event is one. */
function keyTexts({ is }: OperatorSpec, keys: ReadSpec['keys']): OptionText {
  if (is === 'gaps') return '';
  const whole = is === 'dedup' && keys.length === 1 && keys[0]!.path === '$' && keys[0]!.name === wholeEvent;
  return keys.length === 0 || whole ? 'one group' : keys.map(keyText);
}

/** The name of the key that is the whole event. */
export const wholeEvent = 'event';

/** The one aggregate that a run has without an option is text, not a list. */
function aggregateTexts(aggregates: readonly Spec[]): OptionText {
  const texts = aggregates.map((spec) => {
    const call = aggregateText(spec);
    const name = textIn(spec, 'name');
    return name === nameOf(spec) ? call : `${name}=${call}`;
  });
  return texts.length === 1 && texts[0] === 'count' ? 'count' : texts;
}

/** How the aggregate is called when no name is given. */
function nameOf(spec: Spec): string {
  return defaultName(spec.is, has(spec, 'path') ? parsePath(textIn(spec, 'path')).lastName : undefined);
}

function keyText({ name, path }: { readonly name: string; readonly path: string }): string {
  return parsePath(path).lastName === name ? path : `${name}=${path}`;
}

function controlText(reads: boolean, writes: boolean): string {
  if (reads) return writes ? 'both' : 'in';
  return writes ? 'out' : 'off';
}

/** Without blanks beside punctuation, and every duration in its shortest form. */
export function canonical(text: string): string {
  if (/["']/.test(text)) return text.trim();
  const parts = text.trim().split(/\s*([:,/=()])\s*/);
  return parts.map((part) => shortest(part)).join('');
}

function shortest(part: string): string {
  try {
    return durationText(parseDuration(part, true));
  } catch (error) {
    if (error instanceof UsageError) return part;
    throw error;
  }
}
