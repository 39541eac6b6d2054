// What `first` and `last` share: the value that stands foremost in event time, or, with time turned round, hindmost.
// Of several at one instant the one that arrived first (last): ordinals never repeat, so there is always one answer.
//
// Holds: the value as text, with its instant and ordinal, both multiplied by the direction. On merge: the foremost.
// Cleared: with the slot; the text is released.
import type { Batch, TextColumn } from '../model/batch.js';
import { gather } from '../model/arrays.js';
import type { Saved } from '../model/saved.js';
import { doubles, listOf, orNull, record, json } from '../model/shape.js';
import type { Cells } from './aggregate.js';
import { grown } from './grown.js';

interface SavedEarliestLatest {
  readonly texts: readonly (string | null)[];
  readonly instants: Float64Array;
  readonly ordinals: Float64Array;
}

export class EarliestLatest implements Cells {
  readonly #column: number;
  readonly #direction: 1 | -1;
  readonly #texts: (string | undefined)[] = [];
  #instants: Float64Array = new Float64Array(0);
  #ordinals: Float64Array = new Float64Array(0);

  /** @param direction 1 for the first, −1 for the last */
  constructor(column: number, direction: 1 | -1) {
    this.#column = column;
    this.#direction = direction;
  }

  ensure(capacity: number): void {
    this.#instants = grown(this.#instants, capacity, Infinity);
    this.#ordinals = grown(this.#ordinals, capacity, Infinity);
    while (this.#texts.length < this.#ordinals.length) this.#texts.push(undefined);
  }

  clear(slot: number): void {
    this.#texts[slot] = undefined;
    this.#instants[slot] = Infinity;
    this.#ordinals[slot] = Infinity;
  }

  add(slots: Int32Array, rows: Int32Array, count: number, batch: Batch, arrival: number): void {
    const column = batch.columns[this.#column] as TextColumn;
    const direction = this.#direction;
    // The likely winner goes first, so that few texts are made: for `last` that is the end of the batch.
    for (let n = 0; n < count; n++) {
      const i = direction === 1 ? n : count - 1 - n;
      const [slot, row] = [slots[i]!, rows[i]!];
      const instant = direction * instantOf(batch.times[row]!);
      const ordinal = direction * (arrival + row);
      if (!this.#precedes(slot, instant, ordinal)) continue;
      const text = column.text(row);
      if (text !== undefined) this.#set(slot, text, instant, ordinal);
    }
  }

  merge(into: number, from: number): void {
    const [text, instant, ordinal] = [this.#texts[from], this.#instants[from]!, this.#ordinals[from]!];
    if (text !== undefined && this.#precedes(into, instant, ordinal)) this.#set(into, text, instant, ordinal);
  }

  text(slot: number): string {
    return this.#texts[slot] ?? 'null';
  }

  save(slots: Int32Array): Saved {
    return {
      texts: Array.from(slots, (slot) => this.#texts[slot] ?? null),
      instants: gather(this.#instants, slots),
      ordinals: gather(this.#ordinals, slots),
    };
  }

  load(slots: Int32Array, saved: Saved): void {
    const column = doubles(slots.length);
    const shape = record<SavedEarliestLatest>({
      texts: listOf(orNull(json), slots.length),
      instants: column,
      ordinals: column,
    });
    const { texts, instants, ordinals } = shape(saved);
    slots.forEach((slot, i) => {
      const value = texts[i];
      if (typeof value === 'string') this.#set(slot, value, instants[i]!, ordinals[i]!);
    });
  }

  #precedes(slot: number, instant: number, ordinal: number): boolean {
    const other = this.#instants[slot]!;
    return instant < other || (instant === other && ordinal < this.#ordinals[slot]!);
  }

  #set(slot: number, text: string, instant: number, ordinal: number): void {
    this.#texts[slot] = text;
    this.#instants[slot] = instant;
    this.#ordinals[slot] = ordinal;
  }
}

/** Without event time all elements are of one instant, and arrival decides. */
function instantOf(time: number): number {
  return Number.isNaN(time) ? 0 : time;
}
