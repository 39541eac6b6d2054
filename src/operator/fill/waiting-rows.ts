// Rows that W has not come to, by time: they are few, since their windows were complete when they were made.
import type { Instant } from '../../model/instant.js';
import type { Saved } from '../../model/saved.js';
import {
  bytes,
  doubles,
  integers,
  json,
  listOf,
  Misshapen,
  record,
  sameLength,
  type Shape,
  text,
} from '../../model/shape.js';
import { DeadlineHeap } from '../deadline-heap.js';

export interface WaitingRow {
  readonly key: number;
  /** The key as this row spells it. */
  readonly spelling: number;
  readonly ts: Instant;
  /** How many rows had come before it. */
  readonly ordinal: number;
  /** What a row that is filled in behind it has for values. */
  readonly values: string;
  /** As it came, with its line end. */
  readonly line: Uint8Array;
}

export class WaitingRows {
  readonly #rows: WaitingRow[] = [];
  readonly #free: number[] = [];
  readonly #times = new DeadlineHeap();

  get size(): number {
    return this.#rows.length - this.#free.length;
  }

  add(row: WaitingRow): void {
    const id = this.#free.pop() ?? this.#rows.length;
    this.#rows[id] = row;
    this.#times.schedule(id, row.ts);
  }

  /** The least time of one; +∞: there is none. */
  earliest(): Instant {
    return this.#times.earliest();
  }

  /** Takes out those up to this instant, in order of time, then arrival. */
  due(at: Instant): WaitingRow[] {
    const ids = this.#times.takeDue(at);
    const rows = ids.map((id) => this.#rows[id]!).sort((a, b) => a.ts - b.ts || a.ordinal - b.ordinal);
    for (const id of ids) this.#rows[id] = nothing;
    this.#free.push(...ids);
    return rows;
  }

  markKeys(named: Uint8Array): void {
    for (const { key, spelling } of this.#all()) named[key] = named[spelling] = 1;
  }

  /** @param numbers of keys in what is saved, by those here; undefined: the same */
  save(numbers?: Int32Array): Saved {
    const rows = this.#all().sort((a, b) => a.ts - b.ts || a.ordinal - b.ordinal);
    const number = (key: number): number => numbers?.[key] ?? key;
    return {
      keys: Int32Array.from(rows, ({ key }) => number(key)),
      spellings: Int32Array.from(rows, ({ spelling }) => number(spelling)),
      times: Float64Array.from(rows, ({ ts }) => ts),
      ordinals: Float64Array.from(rows, ({ ordinal }) => ordinal),
      values: rows.map(({ values }) => values),
      lines: rows.map(({ line }) => line),
    };
  }

  /** @throws Misshapen for what no such rows have saved */
  load(saved: Saved, keys: number): void {
    const columns = savedShape(saved);
    const { keys: keysOf, spellings, times, ordinals, values, lines } = columns;
    sameLength(...Object.values(columns));
    keysOf.forEach((key, i) => {
      const [spelling, ts, line] = [spellings[i]!, times[i]!, lines[i]!];
      if (key >= keys || spelling >= keys || !Number.isSafeInteger(ts)) throw new Misshapen('a row of a key');
      if (line.at(-1) !== newline) throw new Misshapen('a line');
      this.add({ key, spelling, ts, ordinal: ordinals[i]!, values: values[i]!, line });
    });
  }

  #all(): WaitingRow[] {
    return this.#rows.filter((row) => row !== nothing);
  }
}

const newline = 10;
const nothing: WaitingRow = { key: -1, spelling: -1, ts: NaN, ordinal: -1, values: '', line: new Uint8Array(0) };

/** Members of a JSON object behind its first: `,"count":0`. */
export const members: Shape<string> = (value) => {
  const known = text(value);
  json(`{"":0${known}}`);
  return known;
};

const savedShape = record({
  keys: integers(undefined, 0, 2 ** 31 - 1),
  spellings: integers(undefined, 0, 2 ** 31 - 1),
  times: doubles(),
  ordinals: doubles(),
  values: listOf(members),
  lines: listOf(bytes()),
});
