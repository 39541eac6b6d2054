// Rows that stand where nothing came, before they are written.
import type { Instant } from './instant.js';
import type { Window } from './window.js';

/** What a row that came gives to the one that would be filled in behind it. */
export interface ComingRow {
  /** Its values, as the members of a JSON object: `,"count":0`. */
  readonly values: string;
  /** It is of a window that is not complete yet. */
  readonly early: boolean;
}

/** The row of a window in which a key has none. */
export interface FilledRow {
  /** The interned key, as the last row of it spells it. */
  readonly key: number;
  readonly window: Window;
  /** Its values, as the members of a JSON object: `,"count":0`; empty: it has none. */
  readonly values: string;
}

/** A key has fallen silent, or is heard of again. */
export interface SilenceRow {
  /** The interned key, as its last event spells it. */
  readonly key: number;
  /** Its last event; undefined: an expected key that had none. */
  readonly since: Instant | undefined;
  /** The moment since which it counts as silent; or of the event that ends the silence. */
  readonly ts: Instant;
  readonly silent: boolean;
}
