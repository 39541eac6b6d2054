// `aligned(p[, o])` (SPEC §6): at the full minute, for example, of processing time after the first element. As
// `delay(0s)`, its deadline rounded up to o + k·p; an arrival that is such an instant keeps it.
import { durationText, parseDuration } from '../text/duration.js';
import { mod, type Duration, type Instant } from '../model/instant.js';
import { has, numberIn, specOf } from '../text/spec.js';
import { between, positive } from './arguments.js';
import { deadline } from './deadline.js';
import type { Trigger, TriggerEntry } from './trigger.js';

export function aligned(period: Duration, offset: Duration = 0): Trigger<Instant | null> {
  const phase = mod(offset, period);
  const due = (arrival: Instant): Instant =>
    Number.isFinite(arrival) ? arrival + mod(phase - mod(arrival, period), period) : arrival;
  return deadline(due);
}

export const entry: TriggerEntry = {
  name: 'aligned',
  form: 'aligned(PERIOD[, OFFSET])',
  doc: 'once the clock passes the next multiple of PERIOD (plus OFFSET) after the first new element arrived',
  example: 'repeat(aligned(1m))',
  parse(args) {
    const [period, offset] = between(args, 1, 2, entry.form);
    return specOf('aligned', {
      period: positive(period!, entry.form),
      offset: offset === undefined ? undefined : parseDuration(offset, true),
    });
  },
  text: (spec) =>
    (has(spec, 'offset') ? ['period', 'offset'] : ['period']).map((name) => durationText(numberIn(spec, name))),
  build: (spec) => aligned(numberIn(spec, 'period'), numberIn(spec, 'offset', 0)),
  words(spec) {
    const offset = numberIn(spec, 'offset', 0);
    const shift = offset === 0 ? '' : `, shifted by ${durationText(offset)}`;
    return `at the next multiple of ${durationText(numberIn(spec, 'period'))} of the clock${shift} after a new element arrived`;
  },
};
