// "Events are at most D out of order" (SPEC §5 "Watermarks"): W = high − D − 1. The 1 is there because W speaks of
// `ts ≤ W`: another event with the largest time seen, less D, may still come and is not late.
//
// With idle=D2 the last windows of a source that pauses need not wait for its next event: once nothing has come from any
// input for D2 of processing time, event time is taken to go on as the clock does, W = high + silence − D − 1.
import { durationText, parseDuration } from '../text/duration.js';
import type { Duration } from '../model/instant.js';
import { has, numberIn, specOf, type Spec } from '../text/spec.js';
import { UsageError } from '../text/usage-error.js';
import type { WatermarkEntry, WatermarkGenerator } from './generator.js';

/**
 * @param disorder how much older than the newest event an event may be without being late, in ms
 * @param idle silence after which event time goes on with the clock, in ms; undefined: it waits for the next event
 */
export function bounded(disorder: Duration, idle?: Duration): WatermarkGenerator {
  const lag = disorder + 1;
  return {
    current: (high, { silence }) =>
      idle !== undefined && silence >= idle && high > -Infinity ? high + silence - lag : high - lag,
    lag,
    goesOnAfter: idle,
    asksClock: false,
  };
}

export const entry: WatermarkEntry = {
  name: 'bounded',
  form: 'bounded:D[,idle=D2]',
  doc: 'events are at most D out of order: the watermark follows the newest event at that distance; once nothing has come from any input for D2, it goes on as the clock does, until something comes',
  example: 'bounded:10s',
  parse(args) {
    const [disorder, idle, ...rest] = (args ?? '').split(',');
    if (disorder === undefined || disorder === '') throw new UsageError('its duration is missing', entry.form);
    const named = /^\s*idle=(.*)$/.exec(idle ?? 'idle=')?.[1];
    if (named === undefined || rest.length > 0)
      throw new UsageError(`"${[idle, ...rest].join(',')}" is not understood`, entry.form);
    return specOf('bounded', {
      disorder: parseDuration(disorder),
      idle: idle === undefined ? undefined : lengthOf(named),
    });
  },
  text(spec) {
    const { disorder, idle } = read(spec);
    return `${durationText(disorder)}${idle === undefined ? '' : `,idle=${durationText(idle)}`}`;
  },
  build(spec) {
    const { disorder, idle } = read(spec);
    return bounded(disorder, idle);
  },
  words(spec) {
    const { disorder, idle } = read(spec);
    const goesOn = idle === undefined ? '' : `, and after ${durationText(idle)} without any goes on as the clock does`;
    return `the watermark follows the newest event at a distance of ${durationText(disorder)}${goesOn}`;
  },
};

function read(spec: Spec): { readonly disorder: Duration; readonly idle: Duration | undefined } {
  return { disorder: numberIn(spec, 'disorder'), idle: has(spec, 'idle') ? numberIn(spec, 'idle') : undefined };
}

/** @throws UsageError unless it is a duration above zero */
function lengthOf(text: string): Duration {
  const length = parseDuration(text);
  if (length === 0) throw new UsageError(`idle=${text}: a silence is longer than nothing`, entry.form);
  return length;
}
