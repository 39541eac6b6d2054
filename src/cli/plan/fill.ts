// `flowctl fill`: gaps between rows (--every, --with, --for), or keys that fall silent (--silence).
import type { GapsSpec, SilenceSpec } from '../../plan/plan.js';
import { parseDuration } from '../../text/duration.js';
import type { Spec } from '../../text/spec.js';
import { UsageError } from '../../text/usage-error.js';
import { parseWindow } from '../../window/index.js';
import { eventStream } from './event-stream.js';
import { how } from './how.js';
import type { OptionReader } from './option-reader.js';
import { tableFile } from './table-file.js';

/** Where rows have their keys and times. */
const rowKey = { name: 'key', path: '$.key' };
const rowTime = '$.ts';

/** The stream and the operator that the options mean. */
export async function fillModel(reader: OptionReader) {
  if (reader.given('silence')) return silenceModel(reader);
  if (!reader.given('every'))
    reader.lack('every', 'of which windows is each to have a row? Or --silence D: which keys say nothing?');
  if (!reader.given('for'))
    reader.lack('for', 'how long after its last row is a key filled in? Else its rows would never end');
  for (const name of ['key', 'allowed-lateness', 'let', 'having', 'expect', 'table-key'] as const)
    if (reader.given(name)) reader.refuse(name, inGaps[name]);
  const rows = reader.given('time') ? reader.apart() : reader.instead({ time: rowTime });
  const { stream, clock, zones } = await eventStream(rows, 'fill');
  reader.join(rows);
  const { accumulation } = how(reader);
  if (accumulation.is === 'discarding')
    reader.refuse('accumulation', 'a filled row is taken back or not: accumulating or retracting');
  const operator: GapsSpec = {
    is: 'gaps',
    every: reader.read('every', (text) => windowsOf(text, stream.read.zone), parseWindow('tumbling:1m')),
    with: reader.options.with ?? 'null',
    for: reader.read('for', length, 1),
    accumulation: accumulation.is === 'retracting' ? 'retracting' : 'accumulating',
  };
  const keyed = { ...stream, read: { ...stream.read, keys: [rowKey] } };
  return { streams: [keyed], steps: [{ operator, from: [stream.name] }], ...{ clock, zones, triggerText: '' } };
}

const passed = 'rows are passed on as they came: give it to the step before, or filter with --where';
const inGaps = {
  let: passed,
  having: passed,
  expect: 'is of --silence: a key without a row has no values to be filled in',
  'table-key': 'is of --expect',
  key: 'rows have their keys in $.key',
  'allowed-lateness':
    'rows are passed on however late they come; --accumulation retracting takes back what was filled in',
} as const;

async function silenceModel(reader: OptionReader) {
  for (const name of ['every', 'with', 'for', 'accumulation', 'max-rows'] as const)
    if (reader.given(name)) reader.refuse(name, 'not with --silence, which fills no windows');
  const { stream, clock, zones } = await eventStream(reader, 'fill');
  const { lateness } = how(reader);
  if (lateness === Infinity) reader.refuse('allowed-lateness', 'unlimited would never know a key to be silent');
  const { expect: path } = reader.options;
  if (path === undefined && reader.given('table-key')) reader.refuse('table-key', 'is of --expect, which is not given');
  if (path !== undefined && stream.read.keys.length === 0) reader.lack('key', 'which value of an event is expected?');
  const expected = path === undefined ? {} : { expect: tableFile(reader, path, stream.read.keys) };
  const files = path === undefined ? [] : [{ kind: 'file' as const, path }];
  const operator: SilenceSpec = {
    is: 'silence',
    after: reader.read('silence', length, 1),
    ...expected,
    allowedLateness: lateness === Infinity ? 0 : lateness,
  };
  return { streams: [stream], steps: [{ operator, from: [stream.name] }], files, ...{ clock, zones, triggerText: '' } };
}

function windowsOf(text: string, zone: string): Spec {
  return parseWindow(text.startsWith('calendar:') ? text : `tumbling:${text}`, zone);
}

function length(text: string): number {
  const duration = parseDuration(text);
  if (duration > 0) return duration;
  throw new UsageError(`"${text}" is no length of time above 0`, 'D: 10m, 1h30m, 250ms');
}
