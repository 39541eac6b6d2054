// What the rows of a run consist of (SPEC §3, §12), the same for every one of them.
import type { Cells } from '../../aggregate/aggregate.js';
import type { Duration, Instant } from '../../model/instant.js';
import type { TimeOutput } from '../../text/instant-text.js';

/** Which rows show where their pane stands among those of its window; `auto`: all but the only one, on time. */
export type PaneMode = 'auto' | 'always' | 'never';

/** What is known of rows from the plan, before there are any. */
export interface RowShape {
  /** What windows are bounded by: instants, ordinals of events, or nothing. */
  readonly windows: 'time' | 'count' | 'global';
  /** Names of the keys. */
  readonly keys: readonly string[];
  /** Whether a window may have another row than a single one on time. */
  readonly panes: boolean;
  /** Whether rows may be taken back. */
  readonly retractions: boolean;
  /** Names of the values. */
  readonly values: readonly string[];
}

export interface RowLayout extends RowShape {
  readonly pane: PaneMode;
  /** A key as JSON text: `{"path":"/a"}`; `{}` without `--key`. */
  readonly keyText: (key: number) => string;
  /** The value of the i-th name of a key, as JSON text. */
  readonly keyPart: (key: number, i: number) => string;
  /** The same by numbers: values that keys have in common are one. */
  readonly keyValues: KeyValues;
  /** Where the values stand, in the order of their names. */
  readonly cells: readonly ValueCells[];
  readonly times: TimeOutput;
  /** How far the clocks of `--tz` are ahead of UTC at an instant, in ms. */
  readonly offset: (at: Instant) => Duration;
  /** The `seq` of the first row, when rows are numbered; undefined: they are not. */
  readonly sequence: number | undefined;
  /** What is computed of each element of a list, where that is a row; undefined: nothing. */
  readonly computed?: MembersOfRow | undefined;
}

/** The values of keys, each with a number. */
export interface KeyValues {
  /** The number of the value of the i-th name of a key; undefined: a key is its one value, and has its number. */
  readonly number: ((key: number, i: number) => number) | undefined;
  /** As JSON text. */
  text(number: number): string;
}

/** What is computed of the text of a row (computed-members.ts). */
export interface MembersOfRow {
  of(row: string, back: boolean): string | undefined;
}

/** What a row reads of an aggregate. */
export type ValueCells = Pick<Cells, 'text' | 'number'>;
