// Batches for the pipeline without a decoder: rows of events as columns. Column 0 holds the values as numbers, column 1 the
// same as JSON text, column 2 the session gaps.
import type { Batch, Column } from '../src/model/batch.js';
import type { Event } from './oracle/scenario.js';

/** Where the values of an event stand in the batch, and its gap. */
export const columns = { number: 0, json: 1, gap: 2 } as const;

/** The numbers that keys are known by, in order of appearance; shared by all batches of a run. */
export type Interned = Map<string, number>;

export function handMadeBatch(events: readonly Event[], interned: Interned): Batch {
  const numbers = Float64Array.from(events, (event) => event.value);
  const texts = events.map((event) => String(event.value));
  const gaps = Float64Array.from(events, (event) => event.gap ?? NaN);
  const place = { offset: 0, line: 0 };
  const all: readonly Column[] = [
    { as: 'number', values: numbers, exact: undefined },
    { as: 'json', text: (row) => texts[row] },
    { as: 'duration', values: gaps, exact: undefined },
  ];
  return {
    length: events.length,
    times: Float64Array.from(events, (event) => event.ts),
    keys: Int32Array.from(events, (event) => (event.filtered === true ? -1 : internedKey(event.key, interned))),
    spellings: undefined,
    clocks: events.some((event) => event.clock !== undefined)
      ? Float64Array.from(events, (event) => event.clock ?? NaN)
      : undefined,
    columns: all,
    starts: new Uint32Array(events.length),
    ends: new Uint32Array(events.length),
    lines: Uint32Array.from(events, (_, row) => row),
    piece: undefined,
    bytes: new Uint8Array(),
    nonEvents: [],
    lineCount: events.length,
    blankCount: 0,
    wrongType: 0,
    missing: 0,
    skipped: [],
    from: place,
    to: place,
    base: 0,
    preludeAt: undefined,
  };
}

function internedKey(key: string, interned: Interned): number {
  const id = interned.get(key) ?? interned.size;
  interned.set(key, id);
  return id;
}
