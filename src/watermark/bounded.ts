// "Events are at most D out of order" (SPEC §5 "Watermarks"): W = high − D − 1. The 1 is there because W speaks of
// `ts ≤ W`: another event with the largest time seen, less D, may still come and is not late.
import { durationText, parseDuration } from '../text/duration.js';
import type { Duration } from '../model/instant.js';
import { UsageError } from '../text/usage-error.js';
import type { WatermarkEntry, WatermarkGenerator } from './generator.js';

/** @param disorder how much older than the newest event an event may be without being late, in ms */
export function bounded(disorder: Duration): WatermarkGenerator {
  const lag = disorder + 1;
  return {
    current: (high) => high - lag,
    lag,
    asksClock: false,
    words: `the watermark follows the newest event at a distance of ${durationText(disorder)}`,
  };
}

export const entry: WatermarkEntry = {
  name: 'bounded',
  form: 'bounded:D',
  doc: 'events are at most D out of order: the watermark follows the newest event at that distance',
  example: 'bounded:10s',
  parse(args) {
    if (args === undefined || args === '') throw new UsageError('its duration is missing', entry.form);
    return bounded(parseDuration(args));
  },
};
