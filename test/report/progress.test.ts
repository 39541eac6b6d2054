// The progress line, and what it keeps of it on a narrow terminal.
import { describe, expect, test } from 'vitest';
import type { StatusNumbers } from '../../src/report/run-status.js';
import { progressText } from '../../src/report/progress.js';
import { at, moment } from './status-numbers.js';

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
