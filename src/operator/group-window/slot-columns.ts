// The columns of live slots as they are saved (snapshot.ts), and what they have to look like to be taken up again.
import type { WrittenPane } from '../../model/pane.js';
import type { Saved } from '../../model/saved.js';
import {
  anything,
  below,
  bytes,
  doubles,
  instant,
  integers,
  listOf,
  Misshapen,
  natural,
  oneOf,
  orNull,
  real,
  record,
  json,
  since,
  truth,
} from '../../model/shape.js';
import type { Window } from '../../model/window.js';

export const floats = ['start', 'end', 'arrival', 'fresh', 'lowest', 'highest'] as const;
export const ints = ['key', 'index', 'nonSpeculative'] as const;

export interface SlotColumns
  extends Record<(typeof floats)[number], Float64Array>, Record<(typeof ints)[number], Int32Array> {
  readonly flags: Uint8Array;
  /** How the window's first element spells its key; null: as `key` does, and so do all where there is no column. */
  readonly spellings: readonly (number | null)[] | null;
  /** null: all are. */
  readonly states: readonly Saved[] | null;
  readonly written: readonly (WrittenPane | null)[] | null;
  readonly undo: readonly (readonly WrittenPane[] | null)[] | null;
}

const most = 2 ** 31;

/**
 * @param keys how many keys there are
 * @param values how many a pane has
 * @throws Misshapen
 */
export function slotsShape(saved: Saved, keys: number, values: number): SlotColumns {
  const { length } = record({ key: integers(undefined, 0, Math.min(keys, most)) })(saved).key;
  const pane = paneShape(keys, values);
  const columns = record<SlotColumns>({
    ...allOf(floats, doubles(length)),
    ...allOf(ints, integers(length, 0, most)),
    flags: bytes(length),
    spellings: since(orNull(listOf(orNull(below(keys)), length)), null),
    states: orNull(listOf(anything, length)),
    written: orNull(listOf(orNull(pane), length)),
    undo: orNull(listOf(orNull(listOf(pane)), length)),
  })(saved);
  for (let i = 0; i < length; i++) refuseNoWindow(columns.start[i]!, columns.end[i]!);
  return columns;
}

function paneShape(keys: number, values: number) {
  return record<WrittenPane>({
    key: below(keys),
    window: record<Window>({ start: instant, end: instant }),
    timing: oneOf('early', 'on-time', 'late'),
    index: natural,
    nonSpeculativeIndex: real,
    last: truth,
    ts: instant,
    values: listOf(json, values),
  });
}

function refuseNoWindow(start: number, end: number): void {
  instant(start);
  instant(end);
  if (!(start < end)) throw new Misshapen('a window');
}

function allOf<Name extends string, T>(names: readonly Name[], shape: T): Record<Name, T> {
  return Object.fromEntries(names.map((name) => [name, shape])) as Record<Name, T>;
}
