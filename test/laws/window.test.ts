// The laws of every window function (window/window-fn.ts), over the registry's examples and over random ones.
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { farthest } from '../../src/model/instant.js';
import type { Window } from '../../src/model/window.js';
import { cumulative } from '../../src/window/cumulative.js';
import { buildWindow, parseWindow, windowKind, windows, windowWords } from '../../src/window/index.js';
import { session } from '../../src/window/session.js';
import { sliding } from '../../src/window/sliding.js';
import { tumbling } from '../../src/window/tumbling.js';
import type { AlignedWindows } from '../../src/window/window-fn.js';
import { temporalZone } from '../../src/window/zone.js';

const instant = fc.oneof(
  fc.integer({ min: -200, max: 200 }),
  fc.maxSafeInteger().filter((at) => Math.abs(at) <= farthest),
  fc.constantFrom(farthest, -farthest),
);

const small = fc.integer({ min: 1, max: 60 });
const offset = fc.integer({ min: -60, max: 60 });
const calendars = [
  'hour',
  '4-hour',
  '24-hour',
  'day',
  'week',
  'month',
  '5-month',
  'quarter',
  'year',
  'week,start=friday',
  '3-day,start=1999-12-31',
];
const zones = ['UTC', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Apia', 'Australia/Lord_Howe', 'Asia/Kolkata'];
const aligned: fc.Arbitrary<AlignedWindows> = fc.oneof(
  fc.tuple(small, offset).map(([size, shift]) => tumbling(size, shift)),
  fc.tuple(small, small, offset).map(([size, slide, shift]) => sliding(size, slide, shift)),
  fc.tuple(small, small, offset).map(([step, steps, shift]) => cumulative(step * steps, step, shift)),
  fc
    .tuple(fc.constantFrom(...calendars), fc.constantFrom(...zones))
    .map(([text, zone]) => buildWindow(parseWindow(`calendar:${text}`, zone), temporalZone) as AlignedWindows),
  fc.constant(buildWindow(parseWindow('global')) as AlignedWindows),
);

describe('the registry', () => {
  it.each(windows.map((entry) => [entry.example, entry] as const))('parses its example %s', (example, entry) => {
    const spec = parseWindow(example);
    expect(windowKind(spec)).toBe(entry);
    expect(windowWords(spec)).not.toBe('');
    expect(entry.form.startsWith(entry.name)).toBe(true);
  });
});

describe('aligned windows', () => {
  it('contain their instant, are in order of end, then start, and are all there are for the whole span', () => {
    fc.assert(
      fc.property(aligned, instant, fc.double({ min: 0, max: 1, noNaN: true }), (fn, at, part) => {
        const { windows: found, from, until } = fn.assign(at);
        expect(from <= at && at < until).toBe(true);
        for (const window of found) expect(window.start <= at && at < window.end).toBe(true);
        expect([...found].sort((a, b) => a.end - b.end || a.start - b.start)).toEqual(found);
        for (const other of within(from, until, part))
          expect(fn.assign(other)).toEqual({ windows: found, from, until });
        for (const beyond of [from - 1, until].filter(Number.isFinite)) {
          expect(fn.assign(beyond).windows).not.toEqual(found);
        }
      }),
    );
  });

  it('hold no instant that is not finite, unless they have no bounds', () => {
    fc.assert(
      fc.property(aligned, fc.constantFrom(-Infinity, Infinity, NaN), (fn, at) => {
        expect(fn.assign(at).windows.length).toBe(fn.boundless === true ? 1 : 0);
      }),
    );
  });

  it('have whole bounds that doubles hold exactly', () => {
    fc.assert(
      fc.property(aligned, instant, (fn, at) => {
        for (const { start, end } of fn.assign(at).windows) {
          expect(Number.isSafeInteger(start) || start === -Infinity).toBe(true);
          expect(Number.isSafeInteger(end) || end === Infinity).toBe(true);
        }
      }),
    );
  });
});

/** The ends of a span and an instant inside. */
function within(from: number, until: number, part: number): number[] {
  if (from === -Infinity) return [0, farthest];
  return [from, until - 1, Math.min(from + Math.floor((until - from) * part), until - 1)];
}

/** Sessions of one key after elements in this order, by start. */
function fold(gap: number, max: number, elements: readonly number[]): readonly Window[] {
  const fn = session(gap, max);
  let live: readonly Window[] = [];
  for (const at of elements) {
    const { into, swallowed } = fn.merge(fn.proto(at, gap), at, live);
    expect(into.start <= at && at < into.end).toBe(true);
    expect(into.end - into.start).toBeLessThanOrEqual(max);
    for (const i of swallowed) expect(into.start <= live[i]!.start && live[i]!.end <= into.end).toBe(true);
    live = [...live.filter((_, i) => !swallowed.includes(i)), into];
  }
  return [...live].sort((a, b) => a.start - b.start || a.end - b.end);
}

const elements = fc.array(fc.integer({ min: -50, max: 50 }), { maxLength: 30 });
const shuffled = elements.chain((some) =>
  fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length, maxLength: some.length })),
);

describe('merging windows', () => {
  it('come to the same in whatever order the elements come', () => {
    fc.assert(
      fc.property(shuffled, small, ([one, other], gap) => {
        expect(fold(gap, Infinity, other)).toEqual(fold(gap, Infinity, one));
      }),
    );
  });

  it('are what a pause of at least the gap separates, had the elements been sorted', () => {
    fc.assert(
      fc.property(elements, small, (some, gap) => {
        const sorted = [...some].sort((a, b) => a - b);
        const starts = sorted.filter((at, i) => i === 0 || at > sorted[i - 1]! + gap);
        expect(fold(gap, Infinity, some).map((window) => window.start)).toEqual(starts);
      }),
    );
  });

  it('contain their elements, swallow only what fits, and are never longer than the maximum', () => {
    fc.assert(
      fc.property(elements, small, small, (some, gap, max) => {
        const live = fold(gap, max, some);
        for (const at of some) expect(live.some((window) => window.start <= at && at < window.end)).toBe(true);
        const bounds = live.map((window) => `${window.start} ${window.end}`);
        expect(new Set(bounds).size).toBe(bounds.length);
      }),
    );
  });
});
