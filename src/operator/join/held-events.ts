// Events that are held for what they may yet belong to, as columns by number: a million of them are no million objects.
// An event takes 37 bytes beside its text. Numbers are used again.
import type { Instant } from '../../model/instant.js';
import type { Saved } from '../../model/saved.js';
import { bytes, doubles, integers, json, Misshapen, record, sameLength } from '../../model/shape.js';
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
  readonly #texts = new ByteStore();
  #key = new Int32Array(64).fill(none);
  #spelling = new Int32Array(64);
  #ts = new Float64Array(64);
  #ordinal = new Float64Array(64);
  #marked = new Uint8Array(64);

  get size(): number {
    return this.#texts.size;
  }

  /** Keeps a copy of the event; returns its number. */
  add({ key, spelling, ts, ordinal, text, marked }: JoinEvent): number {
    const number = this.#texts.add(text);
    if (number >= this.#key.length) this.#widen();
    this.#key[number] = key;
    this.#spelling[number] = spelling;
    this.#ts[number] = ts;
    this.#ordinal[number] = ordinal;
    this.#marked[number] = Number(marked);
    return number;
  }

  remove(number: number): void {
    this.#key[number] = none;
    this.#texts.remove(number);
  }

  /** The event of this number; its text is a view, good until the next change. */
  event(number: number): JoinEvent {
    return {
      key: this.#key[number]!,
      spelling: this.#spelling[number]!,
      ts: this.#ts[number]!,
      ordinal: this.#ordinal[number]!,
      text: this.#texts.get(number),
      marked: this.isMarked(number),
    };
  }

  key(number: number): number {
    return this.#key[number]!;
  }

  spelling(number: number): number {
    return this.#spelling[number]!;
  }

  ts(number: number): Instant {
    return this.#ts[number]!;
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

  /** By time, then arrival. */
  isBefore(one: number, other: number): boolean {
    const [at, than] = [this.#ts[one]!, this.#ts[other]!];
    return at < than || (at === than && this.#ordinal[one]! < this.#ordinal[other]!);
  }

  /** The same of an event that others hold. */
  isBeforeOf(one: number, others: HeldEvents, other: number): boolean {
    const [at, than] = [this.#ts[one]!, others.#ts[other]!];
    return at < than || (at === than && this.#ordinal[one]! < others.#ordinal[other]!);
  }

  markKeys(named: Uint8Array): void {
    for (let number = 0; number < this.#key.length; number++) {
      const key = this.#key[number]!;
      if (key !== none) named[key] = named[this.#spelling[number]!] = 1;
    }
  }

  /** @param names of keys in what is saved, by those here; undefined: the same */
  save(names?: Int32Array): Saved {
    const numbers = this.#inOrder();
    const name = (key: number): number => names?.[key] ?? key;
    const { lengths, bytes: texts } = this.#texts.joined(numbers);
    return {
      keys: numbers.map((number) => name(this.#key[number]!)),
      spellings: numbers.map((number) => name(this.#spelling[number]!)),
      times: Float64Array.from(numbers, (number) => this.#ts[number]!),
      ordinals: Float64Array.from(numbers, (number) => this.#ordinal[number]!),
      marked: Uint8Array.from(numbers, (number) => this.#marked[number]!),
      ...{ lengths, texts },
    };
  }

  #inOrder(): Int32Array {
    const held = this.#key.subarray(0, this.#texts.numbers);
    const numbers = Int32Array.from(held.keys()).filter((number) => this.#key[number] !== none);
    return numbers.sort((one, other) => (this.isBefore(one, other) ? -1 : 1));
  }

  #widen(): void {
    const length = 2 * this.#key.length;
    const [key, spelling] = [new Int32Array(length).fill(none), new Int32Array(length)];
    const [ts, ordinal, marked] = [new Float64Array(length), new Float64Array(length), new Uint8Array(length)];
    key.set(this.#key);
    spelling.set(this.#spelling);
    ts.set(this.#ts);
    ordinal.set(this.#ordinal);
    marked.set(this.#marked);
    [this.#key, this.#spelling, this.#ts, this.#ordinal, this.#marked] = [key, spelling, ts, ordinal, marked];
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
