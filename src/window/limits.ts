// Bounds on the sizes of windows; beyond them arithmetic would round, or memory run out, without a message.
import type { Duration } from '../model/instant.js';

/** No window is longer: so every bound of every window of an instant within ±8.64e15 is a safe integer. */
export const longest: Duration = 3_650_000 * 864e5;

/** An event is in no more windows than this (SPEC §4): it would have to be counted in each. */
export const mostWindows = 1e5;
