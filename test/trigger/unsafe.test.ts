// Which triggers can finish while data may still come (SPEC §6, last paragraph): with no lateness, and with some.
import { describe, expect, it } from 'vitest';
import { buildTrigger, parseTrigger } from '../../src/trigger/index.js';
import { unsafe } from '../../src/trigger/unsafe.js';
import { oneColumn } from './script.js';

const lateness = 60_000;

describe('a trigger that would drop data', () => {
  it.each([
    // trigger, unsafe with L = 0, unsafe with L > 0
    ['default', false, false],
    ['never', false, false],
    ['always', false, false],
    ['event-every(1m)', false, false],
    ['delta(1, $.v)', false, false],
    ['watermark', false, true],
    ['watermark(early=count(1))', false, true],
    ['watermark(late=count(1))', false, false],
    ['watermark(early=count(1), late=count(1))', false, false],
    ['count(3)', true, true],
    ['delay(1s)', true, true],
    ['aligned(1m)', true, true],
    ['repeat(count(3))', false, false],
    ['any(watermark, default)', false, true],
    ['any(watermark, count(3))', true, true],
    ['all(watermark, count(3))', false, true],
    ['all(delay(1s), count(3))', true, true],
    ['or-finally(repeat(count(3)), watermark)', false, true],
    ['or-finally(repeat(count(3)), count(9))', true, true],
    ['or-finally(count(3), watermark)', true, true],
    ['each(count(3), watermark)', false, true],
    ['each(count(3), count(4))', true, true],
    ['each(count(3), repeat(count(4)))', false, false],
  ])('%s', (text, atOnce, withLateness) => {
    const trigger = buildTrigger(parseTrigger(text), oneColumn);
    expect(unsafe(trigger, 0, text) !== undefined).toBe(atOnce);
    expect(unsafe(trigger, lateness, text) !== undefined).toBe(withLateness);
  });

  it('is told why, and what to write instead', () => {
    const counting = unsafe(buildTrigger(parseTrigger('count(3)'), oneColumn), 0, 'count(3)')!;
    expect(counting.reason).toContain('"count(3)" can finish while data may still come');
    expect(counting.remedy).toContain('repeat(count(3))');
    const ending = unsafe(buildTrigger(parseTrigger('watermark'), oneColumn), lateness, 'watermark')!;
    expect(ending.reason).toContain('--allowed-lateness 1m');
    expect(ending.remedy).toContain('watermark(late=always)');
  });
});
