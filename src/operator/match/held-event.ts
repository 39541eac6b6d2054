// An event that is held for matching.
import type { Instant } from '../../model/instant.js';
import type { NameSet } from './automaton.js';

export interface HeldEvent {
  readonly key: number;
  /** The key as this event spells it. */
  readonly spelling: number;
  readonly ts: Instant;
  /** How many events had come before it. */
  readonly ordinal: number;
  /** Of the names that are not about the first event, those that hold of it. */
  readonly holds: NameSet;
  /** The event as JSON, as it was written. */
  readonly text: string;
  /** The same with what was added to it, for names that do; undefined where there are none, or it is `text`. */
  readonly whole: string | undefined;
}

/** By time, then arrival. */
export function inOrderOfTime(a: HeldEvent, b: HeldEvent): number {
  return a.ts - b.ts || a.ordinal - b.ordinal;
}
