// Events that are held for what they may yet belong to, as columns by number: a million of them are no million objects.
// An event takes 37 bytes beside its text. Numbers are used again.
import { gather, longer } from '../../model/arrays.js';
import type { Batch } from '../../model/batch.js';
import type { Instant } from '../../model/instant.js';
import type { Saved } from '../../model/saved.js';
import { bytes, doubles, integers, json, Misshapen, record, sameLength } from '../../model/shape.js';
import { textEnd, textStart } from '../../text/json-space.js';
import { apart, ByteStore } from '../byte-store.js';

export interface JoinEvent {
  readonly key: number;
  /** The key as this event spells it. */
  readonly spelling: number;
  readonly ts: Instant;
  /** How many events had come before it, of both sides. */
  readonly ordinal: number;
  /** The event as JSON; a view that is good until the next event comes. */
  readonly text: Uint8Array;
  /** What the holder has to know of it: one of the other side has matched it, it ends its key. */
  readonly marked: boolean;
}

/** In the column of keys: there is no event of this number. */
const none = -1;

export class HeldEvents {
  /** By number; replaced when there are more. In that of keys −1: there is no event of the number. */
  keys = new Int32Array(64).fill(none);
  times = new Float64Array(64);
  /** How many events had come before it, of both sides. */
  ordinals = new Float64Array(64);
  #spelling = new Int32Array(64);
  #marked = new Uint8Array(64);
  readonly #texts = new ByteStore();

  get size(): number {
    return this.#texts.size;
  }

  /** Keeps a copy of the event; returns its number. */
  add({ key, spelling, ts, ordinal, text, marked }: JoinEvent): number {
    const number = this.#texts.add(text);
    if (number >= this.keys.length) this.#widen();
    this.keys[number] = key;
    this.#spelling[number] = spelling;
    this.times[number] = ts;
    this.ordinals[number] = ordinal;
    this.#marked[number] = Number(marked);
    return number;
  }

  /** Copies the lines of rows, which may become those of events. */
  copyLines({ bytes, starts, ends }: Batch, from: number, to: number): void {
    this.#texts.copy(bytes, starts[from]!, ends[to - 1]!);
  }

  /** Keeps the event of a row whose line was copied last and is its JSON text; returns its number. */
  addLine(batch: Batch, row: number, ordinal: number): number {
    const { bytes, starts, ends, keys, spellings, times } = batch;
    const start = textStart(bytes, starts[row]!, ends[row]!);
    const number = this.#texts.addCopied(start, textEnd(bytes, start, ends[row]!));
    if (number >= this.keys.length) this.#widen();
    this.keys[number] = keys[row]!;
    this.#spelling[number] = spellings === undefined ? keys[row]! : spellings[row]!;
    this.times[number] = times[row]!;
    this.ordinals[number] = ordinal;
    this.#marked[number] = 0;
    return number;
  }

  remove(number: number): void {
    this.keys[number] = none;
    this.#texts.remove(number);
  }

  /** The event of this number; its text is a view, good until the next change. */
  event(number: number): JoinEvent {
    return {
      key: this.keys[number]!,
      spelling: this.#spelling[number]!,
      ts: this.times[number]!,
      ordinal: this.ordinals[number]!,
      text: this.#texts.get(number),
      marked: this.isMarked(number),
    };
  }

  spelling(number: number): number {
    return this.#spelling[number]!;
  }

  ts(number: number): Instant {
    return this.times[number]!;
  }

  /** A view, good until the next change. */
  text(number: number): Uint8Array {
    return this.#texts.get(number);
  }

  isMarked(number: number): boolean {
    return this.#marked[number] === 1;
  }

  mark(number: number): void {
    this.#marked[number] = 1;
  }

  /** Whether one is before another that others hold, by time, then arrival. */
  isBeforeOf(one: number, others: HeldEvents, other: number): boolean {
    const [at, than] = [this.times[one]!, others.times[other]!];
    return at < than || (at === than && this.ordinals[one]! < others.ordinals[other]!);
  }

  markKeys(named: Uint8Array): void {
    for (let number = 0; number < this.keys.length; number++) {
      const key = this.keys[number]!;
      if (key !== none) named[key] = named[this.#spelling[number]!] = 1;
    }
  }

  /**
   * @param names of keys in what is saved, by those here; undefined: the same
   * @param numbers of all events, in order
   */
  save(names?: Int32Array, numbers = this.inOrder()): Saved {
    const name = (key: number): number => names?.[key] ?? key;
    const { lengths, bytes: texts } = this.#texts.joined(numbers);
    return {
      keys: gather(this.keys, numbers).map(name),
      spellings: gather(this.#spelling, numbers).map(name),
      times: gather(this.times, numbers),
      ordinals: gather(this.ordinals, numbers),
      marked: gather(this.#marked, numbers),
      ...{ lengths, texts },
    };
  }

  /** The numbers of all events, in order of time, then arrival. */
  inOrder(): Int32Array {
    const { keys, times, ordinals } = this;
    const numbers = Int32Array.from(keys.subarray(0, this.#texts.numbers).keys()).filter((n) => keys[n] !== none);
    return numbers.sort((a, b) => times[a]! - times[b]! || ordinals[a]! - ordinals[b]!);
  }

  #widen(): void {
    const known = this.keys.length;
    this.keys = longer(this.keys).fill(none, known);
    this.#spelling = longer(this.#spelling);
    this.times = longer(this.times);
    this.ordinals = longer(this.ordinals);
    this.#marked = longer(this.#marked);
  }
}

/**
 * The events that were saved, in order of time, then arrival.
 * @param keys how many keys there are
 * @throws Misshapen for what no such events have saved
 */
export function savedEvents(saved: Saved, keys: number): readonly JoinEvent[] {
  const { keys: keysOf, spellings, times, ordinals, marked, lengths, texts } = savedShape(saved);
  sameLength(keysOf, spellings, times, ordinals, marked, lengths);
  return apart(lengths, texts).map((text, i) => {
    const [key, spelling, ts] = [keysOf[i]!, spellings[i]!, times[i]!];
    if (key >= keys || spelling >= keys || !Number.isSafeInteger(ts)) throw new Misshapen('an event of a key');
    json(Buffer.from(text.buffer, text.byteOffset, text.length).toString());
    return { key, spelling, ts, ordinal: ordinals[i]!, text, marked: marked[i] === 1 };
  });
}

const savedShape = record({
  keys: integers(undefined, 0, 2 ** 31 - 1),
  spellings: integers(undefined, 0, 2 ** 31 - 1),
  times: doubles(),
  ordinals: doubles(),
  marked: bytes(),
  lengths: integers(undefined, 1, 2 ** 31 - 1),
  texts: bytes(),
});
