// WHERE in event time: --window, --time, --time-format, --tz, --time-domain.
import { parseTimeFormat } from '../../event/event-time.js';
import { parsePath } from '../../event/path.js';
import { buildInputFormat, parseInputFormat } from '../../format/input/index.js';
import { lineStarts, mayHaveSeveralLines } from '../../format/input/record-starts.js';
import type { Duration } from '../../model/instant.js';
import { has, type Spec } from '../../text/spec.js';
import { buildWindow, parseWindow, windowKind } from '../../window/index.js';
import type { WindowFn } from '../../window/window-fn.js';
import type { Zones } from '../../window/zone-rules.js';
import type { OptionReader } from './option-reader.js';
import { pathOf } from './what.js';

/** How records are written, where the time of an event stands in them, and how that is written. */
export interface Times {
  readonly format: Spec;
  /** null without --time, where the format does not give it. */
  readonly time: string | null;
  readonly timeFormat: string;
  readonly zone: string;
  readonly zones: Zones | undefined;
}

export interface Where extends Times {
  readonly window: Spec;
  /** What the window is built to, for what depends on its kind. */
  readonly kind: WindowFn['kind'];
  /** How long all windows are, in ms; undefined where they are not of one length. */
  readonly length: Duration | undefined;
  /** The path of the gap, where a session takes it from the event. */
  readonly gapPath: string | undefined;
  readonly domain: 'event' | 'processing';
}

export async function where(reader: OptionReader): Promise<Where> {
  const { 'time-domain': domain = 'event' } = reader.options;
  const { zone, zones } = await zoneOf(reader);
  const read = reader.read('window', (text) => parseWindow(text, zone), undefined);
  const window = read ?? parseWindow('global');
  const { time, ...written } = timesIn(reader, zone, zones);
  if (
    (windowKind(window).needsTime || has(window, 'ttl')) &&
    domain === 'event' &&
    time === null &&
    !reader.given('time')
  )
    reader.lack(
      'time',
      `--window ${window.is}${has(window, 'ttl') ? ' with ttl' : ''} needs it: where does the time of an event stand?`,
    );
  const fn = buildWindow(window, zones);
  return {
    ...{ window, domain, ...written },
    kind: fn.kind,
    length: read === undefined && reader.given('window') ? misread : lengthOf(fn),
    gapPath: fn.kind === 'merging' ? fn.gapPath : undefined,
    // The processing domain does not read it.
    time: domain === 'event' ? time : null,
  };
}

export async function times(reader: OptionReader): Promise<Times> {
  const { zone, zones } = await zoneOf(reader);
  return timesIn(reader, zone, zones);
}

function timesIn(reader: OptionReader, zone: string, zones: Zones | undefined): Times {
  const format = recordsIn(reader);
  const { time: usual } = buildInputFormat(format);
  const time = reader.read('time', pathOf, usual?.path ?? null);
  const otherwise = usual !== undefined && isSamePath(time, usual.path) ? usual.format : 'auto';
  const timeFormat = reader.read('time-format', (text) => parseTimeFormat(text, zone).name, otherwise);
  return { format, time, timeFormat, zone, zones };
}

/** --input-format, and --multiline, which is a member of it. */
function recordsIn(reader: OptionReader): Spec {
  const format = reader.read('input-format', parseInputFormat, { is: 'ndjson' });
  const multiline = reader.read('multiline', (text) => (lineStarts(text), text), undefined);
  if (multiline === undefined) return format;
  if (mayHaveSeveralLines(buildInputFormat(format))) return { ...format, multiline };
  reader.refuse(
    'multiline',
    `records of ${format.is} say themselves where they end; it is for logfmt, clf, combined, syslog, regex and text`,
  );
  return format;
}

function isSamePath(one: string | null, other: string): boolean {
  return one !== null && parsePath(one).text === parsePath(other).text;
}

/** The zone, and the rules of zones, which are loaded only when another one than UTC is given. */
async function zoneOf(reader: OptionReader): Promise<{ readonly zone: string; readonly zones: Zones | undefined }> {
  const asked = reader.options.tz ?? 'UTC';
  if (/^(UTC|Z)$/i.test(asked)) return { zone: 'UTC', zones: undefined };
  const { temporalZone } = await import('../../window/zone.js');
  const known = (text: string): string => {
    temporalZone(text);
    return text;
  };
  return { zone: reader.read('tz', known, 'UTC'), zones: temporalZone };
}

/** A window that could not be read is reported once, and not by what needs its length as well. */
const misread: Duration = 1;

function lengthOf(fn: WindowFn): Duration | undefined {
  return fn.kind === 'aligned' ? fn.length : undefined;
}
