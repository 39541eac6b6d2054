// --max-bad, --fail-on-late, and the faults that are found without an option.
import { describe, expect, test } from 'vitest';
import { faults, statusOfFaults } from '../../src/report/thresholds.js';

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
