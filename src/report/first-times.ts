// Whether the times of the first events can be right (SPEC §13): numbers read in another unit than they were written in
// put a run of today into January 1970, or tens of thousands of years ahead, and no window there is what was meant.
// Numbers that no unit would make a date of our days are those of a simulation, and dates of the past in words are history.
import type { ReadPlan } from '../event/read-plan.js';
import { isoText } from '../kernel/iso-text.js';
import type { Batch } from '../model/batch.js';
import { farthest, type Instant } from '../model/instant.js';
import { type Concern, shown } from './concern.js';
import { farAhead, plausibleFrom } from './misdated.js';
import { visible } from './reject-notice.js';

/** So many events are looked at. */
const enough = 1000;
/** Milliseconds in a unit of --time-format. */
const units = { s: 1000, ms: 1, us: 1e-3, ns: 1e-6 } as const;

export class FirstTimes {
  #seen = 0;
  #odd = 0;

  get full(): boolean {
    return this.#seen >= enough;
  }

  /** @param now wall time, for what is far ahead */
  take({ times, length }: Pick<Batch, 'times' | 'length'>, now: Instant): void {
    for (let row = 0; row < length && !this.full; row++) {
      const at = times[row]!;
      if (Number.isNaN(at)) continue;
      this.#seen++;
      if (!isPlausible(at, now)) this.#odd++;
    }
  }

  /** @param events some of the first */
  concern({ time }: Pick<ReadPlan, 'time'>, events: readonly unknown[], now: Instant): Concern[] {
    if (time === undefined || 2 * this.#odd <= this.#seen) return [];
    const { path, format } = time;
    for (const event of events) {
      const value = path.first(event);
      const at = value === undefined || value === null ? NaN : format.read(value, () => JSON.stringify(value));
      if (Number.isNaN(at) || isPlausible(at, now)) continue;
      const remedy = remedyOf(value, at, now);
      if (remedy === undefined) return [];
      const read = Math.abs(at) <= farthest ? ` is read as ${isoText(at)}` : '';
      return [{ about: '--time', text: visible(`${path.text}, e.g. ${shown(value)},${read}; ${remedy}`) }];
    }
    return [];
  }
}

function isPlausible(at: Instant, now: Instant): boolean {
  return at >= plausibleFrom && at <= now + farAhead;
}

/** What may have been meant; undefined: nothing else. */
function remedyOf(value: unknown, at: Instant, now: Instant): string | undefined {
  const number = Number(value);
  if (Number.isNaN(number)) {
    if (at > now) return 'that is far ahead: a clock is wrong, or --time-format is';
    // The month in which a clock begins that was never set.
    return at >= 0 && at < 31 * 864e5 ? 'was the clock not set?' : undefined;
  }
  const unit = Object.entries(units).find(([, ms]) => isPlausible(number * ms, now));
  return unit === undefined ? undefined : `was --time-format ${unit[0]} meant?`;
}
