// A row of a join before it is written.
import type { Instant } from './instant.js';

/** Two events that belong together, or one without another. */
export interface JoinedEvents {
  /** The interned key, as one of the events spells it. */
  readonly key: number;
  /** As JSON text; null: there is none. */
  readonly left: Uint8Array | null;
  /** undefined: it is not needed. */
  readonly right: Uint8Array | null | undefined;
  /** NaN: there is none. */
  readonly ts: Instant;
}
