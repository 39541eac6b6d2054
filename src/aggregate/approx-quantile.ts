// WHAT: `approx_quantile(PATH, Q[, ERROR])`: what `quantile` gives, within ERROR, of a sketch (ddsketch.ts) that does not
// grow with the number of events.
//
// Holds: a sketch, from the first number on. On merge: the counts of both. Cleared: with the slot, released.
import type { Batch, NumberColumn } from '../model/batch.js';
import { UsageError } from '../text/usage-error.js';
import type { Saved } from '../model/saved.js';
import { anything, listOf, orNull } from '../model/shape.js';
import type { AggregateEntry, Cells } from './aggregate.js';
import { Bins, DDSketch } from './ddsketch.js';
import { fractionOf, rankOf } from './fraction.js';
import { noArguments } from './no-more.js';
import type { Ratio } from './ratio.js';

class ApproxQuantile implements Cells {
  readonly #column: number;
  readonly #fraction: Ratio;
  readonly #bins: Bins;
  readonly #sketches: (DDSketch | undefined)[] = [];

  constructor(column: number, fraction: Ratio, error: number) {
    this.#column = column;
    this.#fraction = fraction;
    this.#bins = new Bins(error);
  }

  ensure(capacity: number): void {
    while (this.#sketches.length < capacity) this.#sketches.push(undefined);
  }

  clear(slot: number): void {
    this.#sketches[slot] = undefined;
  }

  add(slots: Int32Array, rows: Int32Array, count: number, batch: Batch): void {
    const { values } = batch.columns[this.#column] as NumberColumn;
    for (let i = 0; i < count; i++) {
      const x = values[rows[i]!]!;
      if (x === x) this.#of(slots[i]!).add(x, this.#bins);
    }
  }

  merge(into: number, from: number): void {
    const other = this.#sketches[from];
    if (other !== undefined) this.#of(into).merge(other);
  }

  text(slot: number): string {
    const sketch = this.#sketches[slot];
    if (sketch === undefined) return 'null';
    const { index, rest, over } = rankOf(this.#fraction, sketch.count);
    const [low, high] = sketch.at(index, this.#bins);
    const part = Number(rest) / Number(over);
    return String(part === 0 ? low : low * (1 - part) + high * part);
  }

  save(slots: Int32Array): Saved {
    return Array.from(slots, (slot) => this.#sketches[slot]?.save() ?? null);
  }

  load(slots: Int32Array, saved: Saved): void {
    const all = listOf(orNull(anything), slots.length)(saved);
    slots.forEach((slot, i) => (this.#sketches[slot] = all[i] === null ? undefined : DDSketch.load(all[i]!)));
  }

  #of(slot: number): DDSketch {
    return (this.#sketches[slot] ??= new DDSketch());
  }
}

/** Finer bins are so many that the numbers themselves need less. */
const [finest, usual, coarsest] = [0.0001, 0.01, 0.5];

export const approxQuantile: AggregateEntry = {
  name: 'approx_quantile',
  form: 'approx_quantile(PATH, Q[, ERROR])',
  doc: 'quantile(PATH, Q) with a relative error of at most ERROR (0.01), of a sketch of bounded size (DDSketch)',
  example: 'approx_quantile($.latency_ms, 0.99)',
  takes: 'number',
  open(column, [fraction, error, ...more]) {
    noArguments(more, this.form);
    return new ApproxQuantile(column, fractionOf(fraction, this.form), errorOf(error, this.form));
  },
};

function errorOf(text: string | undefined, form: string): number {
  if (text === undefined) return usual;
  const error = /^\d*\.?\d+$/.test(text) ? Number(text) : NaN;
  if (!(error >= finest && error <= coarsest))
    throw new UsageError(`the error "${text}" is no number from ${finest} to ${coarsest}, such as ${usual}`, form);
  return error;
}
