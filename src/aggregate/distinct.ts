// WHAT: `distinct(PATH)`, how many different values there are, exactly. Values are equal as JSON values (SPEC §2): 1 and
// 1.0, or objects with their members in another order, are one value. It remembers every one of them.
//
// Holds: the canonical texts seen, from the first one on. On merge: their union. Cleared: with the slot, released.
import type { Batch, TextColumn } from '../model/batch.js';
import { canonicalJson } from '../text/canonical-json.js';
import type { Saved } from '../model/saved.js';
import { listOf, json } from '../model/shape.js';
import type { AggregateEntry, Cells } from './aggregate.js';
import { noArguments } from './no-more.js';

class Distinct implements Cells {
  readonly #column: number;
  readonly #seen: (Set<string> | undefined)[] = [];

  constructor(column: number) {
    this.#column = column;
  }

  ensure(capacity: number): void {
    while (this.#seen.length < capacity) this.#seen.push(undefined);
  }

  clear(slot: number): void {
    this.#seen[slot] = undefined;
  }

  add(slots: Int32Array, rows: Int32Array, count: number, batch: Batch): void {
    const column = batch.columns[this.#column] as TextColumn;
    for (let i = 0; i < count; i++) {
      const text = column.text(rows[i]!);
      if (text !== undefined) this.#of(slots[i]!).add(canonicalJson(text));
    }
  }

  merge(into: number, from: number): void {
    const other = this.#seen[from];
    if (other === undefined) return;
    const seen = this.#of(into);
    for (const value of other) seen.add(value);
  }

  text(slot: number): string {
    return `${this.#seen[slot]?.size ?? 0}`;
  }

  save(slots: Int32Array): Saved {
    return Array.from(slots, (slot) => [...(this.#seen[slot] ?? [])]);
  }

  load(slots: Int32Array, saved: Saved): void {
    const values = listOf(listOf(json), slots.length)(saved);
    slots.forEach((slot, i) => {
      if (values[i]!.length > 0) this.#seen[slot] = new Set(values[i]);
    });
  }

  #of(slot: number): Set<string> {
    return (this.#seen[slot] ??= new Set());
  }
}

export const distinct: AggregateEntry = {
  name: 'distinct',
  form: 'distinct(PATH)',
  doc: 'how many different values there are at PATH, exactly; 1 and 1.0 are the same value',
  example: 'distinct($.user)',
  takes: 'json',
  open(column, args) {
    noArguments(args, this.form);
    return new Distinct(column);
  },
};
