// "Events take at most D to get here": W = now − D − 1, whatever the events hold (SPEC §5 "Watermarks").
import { durationText, parseDuration } from '../text/duration.js';
import type { Duration } from '../model/instant.js';
import { numberIn, specOf } from '../text/spec.js';
import { UsageError } from '../text/usage-error.js';
import type { WatermarkEntry, WatermarkGenerator } from './generator.js';

/** @param delay how long after its time an event may arrive without being late, in ms */
export function wall(delay: Duration): WatermarkGenerator {
  return {
    current: (_, now) => now.processing - delay - 1,
    lag: undefined,
    goesOnAfter: undefined,
    asksClock: true,
  };
}

export const entry: WatermarkEntry = {
  name: 'wall',
  form: 'wall:D',
  doc: 'events take at most D to arrive: the watermark follows the clock at that distance',
  example: 'wall:30s',
  parse(args) {
    if (args === undefined || args === '') throw new UsageError('its duration is missing', entry.form);
    return specOf('wall', { delay: parseDuration(args) });
  },
  text: (spec) => durationText(numberIn(spec, 'delay')),
  build: (spec) => wall(numberIn(spec, 'delay')),
  words: (spec) => `the watermark follows the clock at a distance of ${durationText(numberIn(spec, 'delay'))}`,
};
