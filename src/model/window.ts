// A window is an interval [start, end) of event time (Dataflow paper §2.2); for count windows, of a key's ordinals.
import type { Instant } from './instant.js';

export interface Window {
  readonly start: Instant;
  readonly end: Instant;
}

/** The one window of `--window global`. */
export const global: Window = { start: -Infinity, end: Infinity };

/** The last instant inside the window: `end − 1`. The window is passed when `W ≥ maxTs`. */
export function maxTs(window: Window): Instant {
  return window.end - 1;
}
