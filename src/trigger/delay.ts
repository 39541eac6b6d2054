// `delay(d)` (SPEC §6): more than d of processing time after the first element.
import { durationText, parseDuration } from '../text/duration.js';
import type { Duration, Instant } from '../model/instant.js';
import { numberIn, specOf } from '../text/spec.js';
import { exactly } from './arguments.js';
import { deadline } from './deadline.js';
import type { Trigger, TriggerEntry } from './trigger.js';

export function delay(d: Duration): Trigger<Instant | null> {
  return deadline((arrival) => arrival + d);
}

export const entry: TriggerEntry = {
  name: 'delay',
  form: 'delay(D)',
  doc: 'once more than D of processing time has passed since the first new element arrived',
  example: 'repeat(delay(10s))',
  parse(args) {
    const [d] = exactly(args, 1, entry.form);
    return specOf('delay', { delay: parseDuration(d!) });
  },
  text: (spec) => [durationText(numberIn(spec, 'delay'))],
  build: (spec) => delay(numberIn(spec, 'delay')),
  words: (spec) => `more than ${durationText(numberIn(spec, 'delay'))} after the first new element arrived`,
};
