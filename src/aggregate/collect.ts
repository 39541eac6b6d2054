// WHAT: `collect(PATH[, LIMIT])`, the values themselves, as they were written, in order of arrival; the first LIMIT.
//
// Holds: the texts with their ordinals, rising, from the first one on. On merge: interleaved by ordinal and cut to
// LIMIT again, which is right because what either side has cut off came after LIMIT others. Cleared: with the slot.
import type { Batch, TextColumn } from '../model/batch.js';
import { UsageError } from '../text/usage-error.js';
import type { Saved } from '../model/saved.js';
import { doubles, listOf, Misshapen, orNull, record, since, type Shape, json, truth } from '../model/shape.js';
import type { AggregateEntry, Cells } from './aggregate.js';

/** Values kept where no LIMIT is named. */
const usualLimit = 1000;

interface Collected {
  readonly ordinals: number[];
  readonly texts: string[];
  /** There were more values than LIMIT. */
  cut: boolean;
}

interface SavedCollected {
  readonly ordinals: Float64Array;
  readonly texts: readonly string[];
  /** A checkpoint of an earlier version does not have it. */
  readonly cut: boolean;
}

const columns = record<SavedCollected>({ ordinals: doubles(), texts: listOf(json), cut: since(truth, false) });

/** A number for every text. */
const collectedShape: Shape<SavedCollected> = (value) => {
  const collected = columns(value);
  if (collected.ordinals.length !== collected.texts.length) throw new Misshapen('as many numbers as texts');
  return collected;
};

class Collect implements Cells {
  readonly #column: number;
  readonly #limit: number;
  readonly #collected: (Collected | undefined)[] = [];

  /** Whether values were left out; only where the LIMIT is the default, since a LIMIT that was given is meant. */
  readonly cut: ((slot: number) => boolean) | undefined;

  constructor(column: number, limit: number | undefined) {
    this.#column = column;
    this.#limit = limit ?? usualLimit;
    if (limit === undefined) this.cut = (slot) => this.#collected[slot]?.cut ?? false;
  }

  ensure(capacity: number): void {
    while (this.#collected.length < capacity) this.#collected.push(undefined);
  }

  clear(slot: number): void {
    this.#collected[slot] = undefined;
  }

  add(slots: Int32Array, rows: Int32Array, count: number, batch: Batch, arrival: number): void {
    const column = batch.columns[this.#column] as TextColumn;
    for (let i = 0; i < count; i++) {
      const collected = this.#of(slots[i]!);
      if (collected.cut) continue;
      const text = column.text(rows[i]!);
      if (text === undefined) continue;
      if (collected.texts.length === this.#limit) {
        collected.cut = true;
        continue;
      }
      collected.ordinals.push(arrival + rows[i]!);
      collected.texts.push(text);
    }
  }

  merge(into: number, from: number): void {
    const other = this.#collected[from];
    if (other !== undefined) this.#collected[into] = interleaved(this.#of(into), other, this.#limit);
  }

  text(slot: number): string {
    return `[${this.#collected[slot]?.texts.join(',') ?? ''}]`;
  }

  save(slots: Int32Array): Saved {
    return Array.from(slots, (slot) => {
      const collected = this.#collected[slot];
      return collected === undefined
        ? null
        : { ...collected, ordinals: Float64Array.from(collected.ordinals), texts: [...collected.texts] };
    });
  }

  load(slots: Int32Array, saved: Saved): void {
    const all = listOf(orNull(collectedShape), slots.length)(saved);
    slots.forEach((slot, i) => {
      const one = all[i];
      if (one) this.#collected[slot] = { ordinals: [...one.ordinals], texts: [...one.texts], cut: one.cut };
    });
  }

  #of(slot: number): Collected {
    return (this.#collected[slot] ??= { ordinals: [], texts: [], cut: false });
  }
}

export const collect: AggregateEntry = {
  name: 'collect',
  form: 'collect(PATH[, LIMIT|unlimited])',
  doc: 'the values at PATH in order of arrival, the first LIMIT of them (1000), or unlimited',
  example: 'collect($.path, 10)',
  takes: 'json',
  open(column, args) {
    return new Collect(column, limitOf(args, this.form));
  },
};

/** undefined: none was named. */
function limitOf(args: readonly string[], form: string): number | undefined {
  const [text, ...more] = args;
  if (more.length > 0) throw new UsageError(`"${more.join(', ')}" is one argument too many`, form);
  if (text === undefined) return undefined;
  if (text === 'unlimited') return Infinity;
  const limit = Number(text);
  if (!/^\d+$/.test(text) || limit < 1 || !Number.isSafeInteger(limit))
    throw new UsageError(`the limit "${text}" is no whole number of at least 1, and not "unlimited"`, form);
  return limit;
}

function interleaved(a: Collected, b: Collected, limit: number): Collected {
  const all = a.texts.length + b.texts.length;
  const size = Math.min(limit, all);
  const both: Collected = { ordinals: [], texts: [], cut: a.cut || b.cut || all > size };
  for (let i = 0, j = 0; both.texts.length < size;) {
    const fromA = j >= b.texts.length || (i < a.texts.length && a.ordinals[i]! < b.ordinals[j]!);
    const [part, at] = fromA ? [a, i++] : [b, j++];
    both.ordinals.push(part.ordinals[at]!);
    both.texts.push(part.texts[at]!);
  }
  return both;
}
