// A row of a join before it is written.
import type { Instant } from './instant.js';

/** Two events that belong together, or one without another. */
export interface JoinedEvents {
  /** The interned key, as one of the events spells it. */
  readonly key: number;
  /** As JSON; null: there is none. */
  readonly left: string | null;
  /** undefined: it is not needed. */
  readonly right: string | null | undefined;
  readonly ts: Instant;
}
