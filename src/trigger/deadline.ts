// What `delay` and `aligned` share: a deadline in processing time, set by the first element since the part began or
// last fired, and passed strictly. The deadline is the whole state, null before that element; nothing sets a timer.
// Where the clock is still unknown (−∞) so is the arrival, and the first time it shows is past the deadline.
import { never } from '../model/horizon.js';
import type { Instant } from '../model/instant.js';
import { finished, type Trigger } from './trigger.js';

/** @param due the deadline for an element that arrives at `arrival`, which may be −∞ */
export function deadline(due: (arrival: Instant) => Instant): Trigger<Instant | null> {
  return {
    open: () => null,
    add: (at, _, __, now) => at ?? due(now.processing),
    ready: (at, _, now) => at !== null && now.processing > at,
    fired: () => finished,
    endOfWindow: () => false,
    merge: (states) => {
      let earliest: Instant | null = null;
      for (const at of states) {
        if (at === finished) return finished;
        if (at !== null && (earliest === null || at < earliest)) earliest = at;
      }
      return earliest;
    },
    horizon: (at) => (at === null ? { ...never, elements: 0 } : { ...never, processing: at }),
    canFinish: () => true,
    waitsForEnd: false,
    firesOnce: true,
    asksClock: true,
  };
}
