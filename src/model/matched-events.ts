// A row of a match before it is written.
import type { Instant } from './instant.js';

/** Events of a key that are a match of a pattern, or the beginning of one. */
export interface MatchedEvents {
  /** The interned key, as the first of the events spells it. */
  readonly key: number;
  /** Of each name that events are taken as, by its place among them: the events as JSON, in order. */
  readonly events: readonly (readonly string[])[];
  readonly first: Instant;
  readonly last: Instant;
  readonly ts: Instant;
}
