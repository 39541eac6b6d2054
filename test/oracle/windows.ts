// Which windows an event belongs to (SPEC §4), written as the sentences there. `mod` is floor-modulo.
import { parseDuration } from '../../src/text/duration.js';
import { mod, type Instant } from '../../src/model/instant.js';

/** [start, end), `maxTs = end − 1`. */
export interface Span {
  readonly start: Instant;
  readonly end: Instant;
}

export type WindowSpec =
  | { readonly is: 'global' }
  | { readonly is: 'tumbling'; readonly size: number; readonly offset: number }
  | { readonly is: 'sliding'; readonly size: number; readonly slide: number; readonly offset: number }
  | { readonly is: 'cumulative'; readonly size: number; readonly step: number; readonly offset: number }
  /** `gap` undefined: it comes from the event. */
  | { readonly is: 'session'; readonly gap: number | undefined; readonly max: number }
  | { readonly is: 'count'; readonly size: number; readonly every: number }
  /** UTC only. */
  | { readonly is: 'calendar'; readonly n: number; readonly unit: 'day' | 'week' | 'month'; readonly start: Instant };

/** Reads `--window`; it only has to understand correct texts. */
export function readWindow(text: string): WindowSpec {
  const [name, rest = ''] = text.split(/:(.*)/s);
  const [main = '', ...more] = rest.split(',');
  const option = (of: string): string | undefined =>
    more.find((part) => part.startsWith(`${of}=`))?.slice(of.length + 1);
  const offset = parseDuration(option('offset') ?? '0s', true);
  const [first = '', second = first] = main.split('/');
  switch (name) {
    case 'global':
      return { is: 'global' };
    case 'tumbling':
      return { is: name, size: parseDuration(main), offset };
    case 'sliding':
      return { is: name, size: parseDuration(first), slide: parseDuration(second), offset };
    case 'cumulative':
      return { is: name, size: parseDuration(first), step: parseDuration(second), offset };
    case 'session': {
      const max = option('max');
      const gap = main.startsWith('$') ? undefined : parseDuration(main);
      return { is: name, gap, max: max === undefined ? Infinity : parseDuration(max) };
    }
    case 'count':
      return { is: name, size: Number(first), every: Number(second) };
    case 'calendar':
      return readCalendar(main, option('start'));
    default:
      throw new Error(`no window: ${text}`);
  }
}

function readCalendar(main: string, start: string | undefined): WindowSpec {
  const [, n = '1', unit] = /^(?:(\d+)-)?(day|week|month)$/.exec(main) ?? [];
  if (unit !== 'day' && unit !== 'week' && unit !== 'month') throw new Error(`not in the oracle: calendar:${main}`);
  const anchor = start ?? (unit === 'week' ? '1970-01-05' : '1970-01-01');
  return { is: 'calendar', n: Number(n), unit, start: Date.parse(`${anchor}T00:00:00Z`) };
}

/** The windows of one instant, in order of end, then start. Sessions and counts are no function of time alone. */
export function assign(spec: WindowSpec, ts: Instant): readonly Span[] {
  switch (spec.is) {
    case 'global':
      return [{ start: -Infinity, end: Infinity }];
    case 'tumbling': {
      const start = ts - mod(ts - spec.offset, spec.size);
      return [{ start, end: start + spec.size }];
    }
    case 'sliding': {
      const spans: Span[] = [];
      for (let s = ts - mod(ts - spec.offset, spec.slide); s > ts - spec.size; s -= spec.slide)
        spans.unshift({ start: s, end: s + spec.size });
      return spans;
    }
    case 'cumulative': {
      const base = ts - mod(ts - spec.offset, spec.size);
      const spans: Span[] = [];
      for (let k = Math.floor((ts - base) / spec.step) + 1; k <= spec.size / spec.step; k += 1)
        spans.push({ start: base, end: base + k * spec.step });
      return spans;
    }
    case 'calendar':
      return [calendarSpan(spec, ts)];
    case 'session':
    case 'count':
      throw new Error(`${spec.is} windows are no function of time`);
  }
}

function calendarSpan(spec: WindowSpec & { is: 'calendar' }, ts: Instant): Span {
  if (spec.unit === 'month') {
    const monthOf = (at: Instant): number => new Date(at).getUTCFullYear() * 12 + new Date(at).getUTCMonth();
    const first = monthOf(ts) - mod(monthOf(ts) - monthOf(spec.start), spec.n);
    const startOf = (month: number): Instant => Date.UTC(1970, month - 1970 * 12);
    return { start: startOf(first), end: startOf(first + spec.n) };
  }
  const size = spec.n * (spec.unit === 'day' ? 864e5 : 7 * 864e5);
  const start = ts - mod(ts - spec.start, size);
  return { start, end: start + size };
}

/**
 * What a session event comes to: the window it goes to, and which of `live` (windows of its key, neither expired nor
 * closed) become part of it.
 */
export function joinSession<W extends Span>(
  ts: Instant,
  gap: number,
  max: number,
  live: readonly W[],
): { readonly hull: Span; readonly swallowed: readonly W[] } {
  const proto = { start: ts, end: ts + gap };
  const touching = live.filter((window) => window.start <= proto.end && proto.start <= window.end);
  const swallowed: W[] = [];
  let hull: Span = { start: proto.start, end: Math.min(proto.end, proto.start + max) };
  for (const window of touching.sort((a, b) => a.start - b.start)) {
    const start = Math.min(hull.start, window.start);
    // What is there already may not be cut off, and the event itself must lie inside; only its gap may be cut. A window
    // that does not fit is left beside, or the second event behind a full session could not join the first.
    if (window.end - start > max || ts - start >= max) continue;
    hull = { start, end: Math.min(Math.max(hull.end, window.end), start + max) };
    swallowed.push(window);
  }
  return { hull, swallowed };
}
