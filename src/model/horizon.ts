// Instead of timers: how far a run may go before a trigger could change its mind (ARCHITECTURE, "horizons").
import type { Instant } from './instant.js';
import { maxTs, type Window } from './window.js';

export interface Horizon {
  /** `ready` cannot turn true by the watermark while W < this. */
  readonly watermark: Instant;
  /** `ready` cannot turn true by the clock while now ≤ this (deadlines are passed strictly: now > deadline). */
  readonly processing: Instant;
  /**
   * So many elements may still be added, unseen one by one, before `ready` could turn true or before the trigger has
   * to see an element itself. 0: the next element must be shown to it. They are later added in bulk (`Trigger.add`).
   */
  readonly elements: number;
}

/** Nothing can happen: the neutral element of `soonest`. */
export const never: Horizon = { watermark: Infinity, processing: Infinity, elements: Infinity };

/** Nothing before W passes the end of the window. Written out, not spread from `never`: every session needs one. */
export function atEnd(window: Window): Horizon {
  return { watermark: maxTs(window), processing: Infinity, elements: Infinity };
}

/** The earliest of each bound: what a composite of several parts has to respect. */
export function soonest(a: Horizon, b: Horizon): Horizon {
  return {
    watermark: Math.min(a.watermark, b.watermark),
    processing: Math.min(a.processing, b.processing),
    elements: Math.min(a.elements, b.elements),
  };
}
