// The texts of --watermark, and what each strategy makes of the newest event and the clock.
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/text/usage-error.js';
import { buildWatermark, parseWatermark, watermarkWords } from '../../src/watermark/index.js';

const noClock = { processing: -Infinity, silence: 0 };

describe('--watermark', () => {
  it('bounded stays its bound and one millisecond behind the newest event', () => {
    const bounded = buildWatermark(parseWatermark('bounded:10s'));
    expect(bounded.current(60_000, noClock)).toBe(49_999);
    expect(bounded.current(-Infinity, noClock)).toBe(-Infinity);
    expect(bounded.lag).toBe(10_001);
  });

  it('bounded goes on as the clock does once a silence has lasted', () => {
    const bounded = buildWatermark(parseWatermark('bounded:10s,idle=1m'));
    const after = (silence: number): number => bounded.current(60_000, { processing: 0, silence });
    expect([0, 59_999, 60_000, 60_001, 3_600_000].map(after)).toEqual([49_999, 49_999, 109_999, 110_000, 3_649_999]);
    expect(bounded.current(-Infinity, { processing: Infinity, silence: Infinity })).toBe(-Infinity);
    expect([bounded.lag, bounded.goesOnAfter]).toEqual([10_001, 60_000]);
    expect(watermarkWords(parseWatermark('bounded:10s,idle=1m'))).toBe(
      'the watermark follows the newest event at a distance of 10s, and after 1m without any goes on as the clock does',
    );
  });

  it('ascending never makes an event late that is as old as the newest', () => {
    const ascending = buildWatermark(parseWatermark('ascending'));
    expect(ascending.current(5, noClock)).toBe(4);
    expect(ascending.lag).toBe(1);
  });

  it('wall follows the clock whatever the events say', () => {
    const wall = buildWatermark(parseWatermark('wall:30s'));
    expect(wall.current(7, { processing: 60_000, silence: 0 })).toBe(29_999);
    expect(wall.current(7, noClock)).toBe(-Infinity);
    expect(wall.asksClock).toBe(true);
  });

  it('punctuated and none know nothing by themselves', () => {
    for (const text of ['punctuated', 'none']) {
      expect(buildWatermark(parseWatermark(text)).current(7, { processing: 9, silence: 0 })).toBe(-Infinity);
      expect(buildWatermark(parseWatermark(text)).lag).toBe(undefined);
    }
  });

  it.each([
    ['bounde:1s', 'did you mean bounded:1s?'],
    ['bounded', 'its duration is missing'],
    ['bounded:', 'its duration is missing'],
    ['bounded:10', 'has no unit'],
    ['bounded:-1s', 'is no duration'],
    ['bounded:1s,idle', '"idle" is not understood'],
    ['bounded:1s,idle=', 'the duration is empty'],
    ['bounded:1s,idle=0s', 'longer than nothing'],
    ['bounded:1s,idle=1s,2', '"idle=1s,2" is not understood'],
    ['bounded:1s,over=1s', '"over=1s" is not understood'],
    ['bounded:,idle=1s', 'its duration is missing'],
    ['wall', 'its duration is missing'],
    ['ascending:1s', 'takes no argument'],
    ['none:', 'takes no argument'],
    ['punctuated:x', 'takes no argument'],
    ['', '"" is no watermark'],
  ])('refuses %s: %s', (text, message) => {
    expect(() => parseWatermark(text)).toThrow(UsageError);
    expect(() => parseWatermark(text)).toThrow(message);
  });
});
