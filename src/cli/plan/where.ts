// WHERE in event time: --window, --time, --time-format, --tz, --time-domain.
import { parseTimeFormat, type TimeFormat } from '../../event/event-time.js';
import { parsePath, type Path } from '../../event/path.js';
import type { Spec } from '../../text/spec.js';
import { buildWindow, parseWindow, windowKind } from '../../window/index.js';
import type { WindowFn } from '../../window/window-fn.js';
import type { Zones } from '../../window/zone-rules.js';
import type { OptionReader } from './option-reader.js';

export interface Where {
  readonly windowSpec: Spec;
  readonly window: WindowFn;
  readonly domain: 'event' | 'processing';
  /** Where the event time stands; undefined without --time and in the processing domain, which does not read it. */
  readonly time: Path | undefined;
  /** How times are read at a path: of plain text the line is all there is, and its time stands somewhere in it. */
  readonly formatAt: (path: Path) => TimeFormat;
  readonly zone: string;
}

export async function where(reading: OptionReader): Promise<Where> {
  const { 'time-domain': domain = 'event', 'input-format': input } = reading.options;
  const { zone, zones } = await zoneOf(reading);
  const windowSpec = reading.read('window', (text) => parseWindow(text, zone), parseWindow('global'));
  const path = reading.read('time', parsePath, undefined);
  if (windowKind(windowSpec).needsTime && domain === 'event' && !reading.given('time'))
    reading.lack('time', `--window ${windowSpec.is} needs it: where does the time of an event stand?`);
  const inLine = (at: Path): boolean => input === 'text' && at.text === '$.line';
  const name = reading.read('time-format', (text) => parseTimeFormat(text, zone).name, 'auto');
  return {
    windowSpec,
    window: buildWindow(windowSpec, zones),
    domain,
    time: domain === 'event' ? path : undefined,
    formatAt: (at) => parseTimeFormat(name, zone, inLine(at) ? 'in-line' : 'whole'),
    zone,
  };
}

/** The zone, and the rules of zones, which are loaded only when another one than UTC is asked for. */
async function zoneOf(reading: OptionReader): Promise<{ readonly zone: string; readonly zones: Zones | undefined }> {
  const asked = reading.options.tz ?? 'UTC';
  if (/^(UTC|Z)$/i.test(asked)) return { zone: 'UTC', zones: undefined };
  const { temporalZone } = await import('../../window/zone.js');
  const known = (text: string): string => {
    temporalZone(text);
    return text;
  };
  return { zone: reading.read('tz', known, 'UTC'), zones: temporalZone };
}
