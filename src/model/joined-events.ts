// A row of a join before it is written.
import type { Instant } from './instant.js';
import type { Window } from './window.js';

/** What rows of a window join have beside. */
export interface JoinMarks {
  /** The window that they belong together in. */
  readonly window: Window;
  /** It is written after the end of its window. */
  readonly late: boolean;
}

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
  /** undefined: events do not belong together by windows. */
  readonly marks?: JoinMarks | undefined;
  /** The row is taken back. */
  readonly retract?: boolean;
}
