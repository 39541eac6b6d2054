// WHAT: `top(PATH, K)`: the K most frequent values with their counts, exactly; of equally frequent ones that which was
// seen first. Values are equal as for `distinct`, and are written as first seen. It remembers every value.
//
// Holds: by canonical text, how often it was seen, and how it was written when it arrived first. On merge: counts add up,
// the earlier writing stays. Cleared: with the slot, released.
import type { Batch, TextColumn } from '../model/batch.js';
import { canonicalJson } from '../text/canonical-json.js';
import { json, listOf, Misshapen, natural, record, type Shape } from '../model/shape.js';
import type { Saved } from '../model/saved.js';
import type { AggregateEntry, Cells } from './aggregate.js';
import { noArguments } from './no-more.js';
import { wholeNumberOf } from './whole-number.js';

interface Frequency {
  count: number;
  /** As it was written by the element that arrived first, and the ordinal of that. */
  text: string;
  ordinal: number;
}

const frequency = record<Frequency>({ count: natural, text: json, ordinal: natural });

/** Seen at least once. */
const frequencyShape: Shape<Frequency> = (value) => {
  const one = frequency(value);
  if (one.count === 0) throw new Misshapen('a value that was seen');
  return one;
};

class Top implements Cells {
  readonly #column: number;
  readonly #most: number;
  readonly #seen: (Map<string, Frequency> | undefined)[] = [];

  constructor(column: number, most: number) {
    this.#column = column;
    this.#most = most;
  }

  ensure(capacity: number): void {
    while (this.#seen.length < capacity) this.#seen.push(undefined);
  }

  clear(slot: number): void {
    this.#seen[slot] = undefined;
  }

  add(slots: Int32Array, rows: Int32Array, count: number, batch: Batch, arrival: number): void {
    const column = batch.columns[this.#column] as TextColumn;
    for (let i = 0; i < count; i++) {
      const row = rows[i]!;
      const text = column.text(row);
      if (text !== undefined)
        take(this.#of(slots[i]!), canonicalJson(text), { count: 1, text, ordinal: arrival + row });
    }
  }

  merge(into: number, from: number): void {
    const other = this.#seen[from];
    if (other === undefined) return;
    const seen = this.#of(into);
    for (const [value, more] of other) take(seen, value, { ...more });
  }

  text(slot: number): string {
    const all = [...(this.#seen[slot]?.values() ?? [])];
    all.sort((a, b) => b.count - a.count || a.ordinal - b.ordinal);
    const foremost = all.slice(0, this.#most);
    return `[${foremost.map(({ text, count }) => `{"value":${text},"count":${count}}`).join(',')}]`;
  }

  save(slots: Int32Array): Saved {
    return Array.from(slots, (slot) => Array.from(this.#seen[slot]?.values() ?? [], (one) => ({ ...one })));
  }

  load(slots: Int32Array, saved: Saved): void {
    const all = listOf(listOf(frequencyShape), slots.length)(saved);
    slots.forEach((slot, i) => {
      for (const one of all[i]!) take(this.#of(slot), canonicalJson(one.text), { ...one });
    });
  }

  #of(slot: number): Map<string, Frequency> {
    return (this.#seen[slot] ??= new Map<string, Frequency>());
  }
}

/** Adds to what is known of a value; a new one is kept as it is. */
function take(seen: Map<string, Frequency>, value: string, more: Frequency): void {
  const known = seen.get(value);
  if (known === undefined) {
    seen.set(value, more);
    return;
  }
  known.count += more.count;
  if (more.ordinal > known.ordinal) return;
  known.ordinal = more.ordinal;
  known.text = more.text;
}

export const top: AggregateEntry = {
  name: 'top',
  form: 'top(PATH, K)',
  doc: 'the K most frequent values at PATH with their counts, exactly, of equal ones the first seen: [{"value":…,"count":…}]; it holds every different value',
  example: 'top($.path, 10)',
  takes: 'json',
  open(column, [most, ...more]) {
    noArguments(more, this.form);
    return new Top(column, wholeNumberOf(most, 'how many values', this.form));
  },
};
