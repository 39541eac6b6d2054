// WHERE in event time: --window, --time, --time-format, --tz, --time-domain.
import { parseTimeFormat } from '../../event/event-time.js';
import type { Spec } from '../../text/spec.js';
import { buildWindow, parseWindow, windowKind } from '../../window/index.js';
import type { WindowFn } from '../../window/window-fn.js';
import type { Zones } from '../../window/zone-rules.js';
import type { OptionReader } from './option-reader.js';
import { pathOf } from './what.js';

export interface Where {
  readonly window: Spec;
  /** What the window is built to, for what depends on its kind. */
  readonly kind: WindowFn['kind'];
  /** The path of the gap, where a session takes it from the event. */
  readonly gapPath: string | undefined;
  readonly domain: 'event' | 'processing';
  /** Where the event time stands; null without --time and in the processing domain, which does not read it. */
  readonly time: string | null;
  readonly timeFormat: string;
  readonly zone: string;
  readonly zones: Zones | undefined;
}

export async function where(reading: OptionReader): Promise<Where> {
  const { 'time-domain': domain = 'event' } = reading.options;
  const { zone, zones } = await zoneOf(reading);
  const window = reading.read('window', (text) => parseWindow(text, zone), parseWindow('global'));
  const path = reading.read('time', pathOf, null);
  if (windowKind(window).needsTime && domain === 'event' && !reading.given('time'))
    reading.lack('time', `--window ${window.is} needs it: where does the time of an event stand?`);
  const timeFormat = reading.read('time-format', (text) => parseTimeFormat(text, zone).name, 'auto');
  const fn = buildWindow(window, zones);
  return {
    ...{ window, domain, timeFormat, zone, zones },
    kind: fn.kind,
    gapPath: fn.kind === 'merging' ? fn.gapPath : undefined,
    time: domain === 'event' ? path : null,
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
