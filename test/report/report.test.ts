// The words of a report: numbers a person can read at a glance, the watermark and who holds it back, and how disordered
// the events were.
import { describe, expect, test } from 'vitest';
import { Arrivals } from '../../src/report/arrivals.js';
import { type StatusNumbers, rounded } from '../../src/report/run-status.js';
import { progressText } from '../../src/report/progress.js';
import { faults, statusOfFaults } from '../../src/report/thresholds.js';
import { Rate } from '../../src/report/rate.js';
import { delayText, statusText } from '../../src/report/status-text.js';
import type { Batch } from '../../src/model/batch.js';

const at = Date.UTC(2026, 0, 1, 14, 5, 32);
const moment: StatusNumbers = {
  events: 1_234_567,
  rate: 410_400,
  watermark: at,
  high: at + 3000,
  holder: { name: 'b.log', waits: false, alone: false },
  openWindows: 24,
  late: 12,
  rejected: 0,
  share: 0.389,
};

test.each([
  [0, '0'],
  [850.4, '850'],
  [999.6, '1.0 k'],
  [12_345, '12.3 k'],
  [410_400, '410 k'],
  [999_499, '999 k'],
  [999_500, '1.0 M'],
  [1_234_567, '1.2 M'],
  [3_400_000_000, '3.4 G'],
])('%d is %s', (n, text) => expect(rounded(n)).toBe(text));

describe('the progress line', () => {
  test('says it all', () => {
    expect(progressText(moment)).toBe(
      '1.2 M events · 410 k/s · watermark 2026-01-01 14:05:32 (3s behind) · 24 open · 12 late · 0 rejected · 38 %',
    );
  });
  test.each([
    [{ watermark: -Infinity }, 'no watermark yet'],
    [{ watermark: Infinity }, 'watermark at the end'],
    [{ high: at }, 'watermark 2026-01-01 14:05:32 ·'],
    [{ high: at + 1 }, '(1ms behind)'],
    [{ high: at + 3_723_456 }, '(1h2m behind)'],
    [{ high: at + 9e8 + 12_345 }, '(10d10h behind)'],
    [{ watermark: 9e15, high: 9e15 }, 'watermark 9000000000000000 ·'],
  ])('%o: %s', (part, text) => expect(progressText({ ...moment, ...part })).toContain(text));
});

describe('on a narrow terminal the progress line keeps what matters', () => {
  const form = (columns: number, part: Partial<StatusNumbers> = {}): string =>
    progressText({ ...moment, ...part }, columns);
  test.each([
    [106, '1.2 M events · 410 k/s · watermark 2026-01-01 14:05:32 (3s behind) · 24 open · 12 late · 0 rejected · 38 %'],
    [100, '1.2 M events · watermark 2026-01-01 14:05:32 (3s behind) · 12 late · 0 rejected · 38 %'],
    [80, '1.2 M events · watermark 2026-01-01 14:05:32 (3s behind) · 12 late'],
    [60, '1.2 M events · watermark 2026-01-01 14:05:32 · 12 late'],
    [40, '1.2 M events · W 14:05:32 · 12 late'],
  ])('%d columns: %s', (columns, text) => expect(form(columns)).toBe(text));

  test('whatever the numbers, forty columns are enough', () => {
    const most = { events: 999_400, late: 999_400, watermark: at };
    for (const part of [most, { ...most, watermark: -Infinity }, { ...most, watermark: Infinity }])
      expect(form(40, part).length).toBeLessThanOrEqual(40);
  });
});

describe('the status line', () => {
  test('says it all', () => {
    expect(statusText(moment)).toBe(
      '1,234,567 events, 410 k/s, watermark 2026-01-01T14:05:32.000Z held back by b.log, 24 windows open, 12 late, 0 rejected',
    );
  });
  test.each([
    [
      { watermark: -Infinity, holder: { name: 'b', waits: true, alone: true } },
      'no watermark yet: b has sent no event,',
    ],
    [{ watermark: -Infinity, holder: { name: 'b', waits: false, alone: true } }, 'no watermark yet,'],
    [{ holder: { name: 'b', waits: true, alone: false } }, '32.000Z held back by b, which has sent no event yet,'],
    [{ holder: { name: 'b', waits: false, alone: true } }, '32.000Z, 24'],
    [{ holder: undefined, watermark: Infinity }, 'watermark at the end, 24'],
    [{ events: 1, openWindows: 1 }, '1 event, '],
  ])('%o: %s', (part, text) => expect(statusText({ ...moment, ...part })).toContain(text));
});

describe('why nothing has been written yet', () => {
  const delay = {
    watermark: at,
    holder: moment.holder,
    horizon: at + 999,
    deadline: Infinity,
    events: 5,
    inWindows: 5,
  };
  test.each([
    [{}, 'the next pane is due at 2026-01-01T14:05:32.999Z; watermark 2026-01-01T14:05:32.000Z held back by b.log'],
    [{ horizon: Infinity }, 'nothing is due before the end of the input'],
    [
      { horizon: Infinity, silent: true },
      "nothing is due before the end of the input; --early 'delay(5s)' would show what there is so far",
    ],
    [{ horizon: Infinity, deadline: at }, 'the next pane is due when the clock says 2026-01-01T14:05:32.000Z'],
    [{ every: 100 }, 'the next pane is due after 100 events of one key, or at the end'],
    [{ inWindows: 0 }, 'no event has come into a window yet'],
    [{ events: 0 }, 'b.log has sent no event yet'],
    [{ events: 0, holder: undefined }, 'there is no input yet'],
  ])('%o: %s', (part, text) => expect(delayText({ ...delay, ...part })).toBe(text));
});

describe('the rate', () => {
  test('is of the last five seconds, or since it was last asked', () => {
    const rate = new Rate(0, 100);
    expect(rate.of(100, 0)).toBe(0);
    expect(rate.of(1100, 1000)).toBe(1000);
    for (let s = 2; s <= 6; s++) rate.of(1100 + (s - 1) * 10, s * 1000);
    expect(rate.of(1160, 7000)).toBe(10);
    expect(rate.of(11_160, 17_000)).toBe(1000);
  });
});

describe('faults', () => {
  const asked = {
    maxBad: { lines: Infinity },
    failOnLate: false,
    late: undefined,
    watermarkGiven: false,
    counting: false,
  };
  const came = { read: 9, rejects: 0, late: 0, tooLate: 0, lines: 0 };
  const unforeseen =
    '2 events were late by the default watermark, which believes that events come in order: --watermark bounded:D waits ' +
    'for them, none for the end of the input; --late FILE or 3>FILE keeps them, --late none lets them go (exit status 3)';

  test.each<[Partial<Parameters<typeof faults>[0]>, Partial<typeof came>, number, readonly string[]]>([
    [{ maxBad: { lines: 1 } }, { rejects: 1, late: 5 }, 0, []],
    [{ failOnLate: true }, { rejects: 9 }, 0, []],
    [{ maxBad: { percent: 5 } }, { rejects: 5, lines: 100 }, 0, []],
    [{ maxBad: { percent: 0 } }, {}, 0, []],
    [
      { maxBad: { percent: 0.5 } },
      { rejects: 6, lines: 1000 },
      3,
      ['6 of 1,000 lines were no usable events, more than --max-bad 0.5% allows (exit status 3)'],
    ],
    [
      { maxBad: { lines: 0 } },
      { rejects: 1, lines: 1 },
      3,
      ['1 of 1 line was no usable event, more than --max-bad 0 allows (exit status 3)'],
    ],
    [
      { maxBad: { lines: 100 }, failOnLate: true },
      { rejects: 1234, late: 2, tooLate: 2, lines: 5000 },
      3,
      [
        '1,234 of 5,000 lines were no usable events, more than --max-bad 100 allows (exit status 3)',
        '2 events were late, and --fail-on-late allows none (exit status 3)',
      ],
    ],
    [{}, { late: 7, tooLate: 2 }, 3, [unforeseen]],
    [{ late: { kind: 'none' } }, { late: 2, tooLate: 2 }, 0, []],
    [{ watermarkGiven: true }, { late: 2, tooLate: 2 }, 0, []],
    [{}, { late: 7 }, 0, []],
    [{}, { read: 0 }, 0, []],
    [
      {},
      { read: 0, rejects: 1 },
      1,
      ['no line was a usable event: the one line that came was rejected (exit status 1)'],
    ],
    [
      { maxBad: { lines: 1 } },
      { read: 0, rejects: 34, lines: 34 },
      1,
      [
        'no line was a usable event: all 34 lines were rejected (exit status 1)',
        '34 of 34 lines were no usable events, more than --max-bad 1 allows (exit status 3)',
      ],
    ],
  ])('%o with %o: exit status %d', (job, found, status, expected) => {
    const all = faults({ ...asked, ...job }, { ...came, ...found });
    expect(all.map(({ text }) => text)).toEqual(expected);
    expect(statusOfFaults(all)).toBe(status);
  });
});

describe('disorder', () => {
  const batch = (...times: number[]): Batch => ({ times: Float64Array.from(times), length: times.length }) as Batch;

  test('is against the largest time that the input itself had shown', () => {
    const arrivals = new Arrivals();
    const [a, b] = [{}, {}];
    arrivals.came(a, batch(10, 5, 20, NaN, 20), 0, Infinity);
    arrivals.came(b, batch(3), 0, Infinity);
    arrivals.came(a, batch(8), 0, Infinity);
    const { count, worst } = arrivals.disorder;
    expect([count, worst, arrivals.disorder.quantile(0.5)]).toEqual([6, 12, 0]);
  });

  test('an event too far in the future is none of it', () => {
    const arrivals = new Arrivals();
    arrivals.came({}, batch(10, 1000, 9), 40, 60);
    expect([arrivals.disorder.count, arrivals.disorder.worst]).toEqual([2, 1]);
  });

  test('the clock of the events moves the future, from the first event that knows it', () => {
    const arrivals = new Arrivals();
    const clocks = Float64Array.of(NaN, 30, NaN, 950, NaN);
    arrivals.came({}, { ...batch(100, 130, 1000, 1000, 999), clocks }, -Infinity, 60);
    // 100 before there was a clock; 130 and the first 1000 of the future; the second not.
    expect([arrivals.disorder.count, arrivals.disorder.worst]).toEqual([3, 1]);
  });
});
