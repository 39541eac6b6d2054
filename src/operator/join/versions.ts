// What is known of each key, from one event to the next: a version is in force from its time until that of the next one.
// Of those that W − L has passed only the last can still be asked for.
import type { Batch } from '../../model/batch.js';
import type { Duration, Instant } from '../../model/instant.js';
import type { Saved } from '../../model/saved.js';
import { DeadlineHeap } from '../deadline-heap.js';
import { HeldEvents, savedEvents, type JoinEvent } from './held-events.js';
import { KeyIndex } from './key-index.js';

const none = -1;

export class Versions {
  /** Those with which their key ends are marked. */
  readonly events = new HeldEvents();
  readonly #tolerance: Duration;
  readonly #ofKey = new KeyIndex(this.events);
  /** When W − L has come to a version; after that, when it has become too old. */
  readonly #due = new DeadlineHeap();

  /** @param tolerance how old a version may be and still be an answer; Infinity: of any age */
  constructor(tolerance: Duration) {
    this.#tolerance = tolerance;
  }

  /** Of versions of a key with the same time the last to come counts. */
  add(version: JoinEvent): void {
    this.#replace(version.key, version.ts);
    this.#put(this.events.add(version), version.ts);
  }

  /**
   * The same of a row whose line was copied last and is its JSON text.
   * @param ends its key
   */
  addLine(batch: Batch, row: number, ordinal: number, ends: boolean): void {
    const ts = batch.times[row]!;
    this.#replace(batch.keys[row]!, ts);
    const number = this.events.addLine(batch, row, ordinal);
    if (ends) this.events.mark(number);
    this.#put(number, ts);
  }

  /** The number of the version that is in force at `ts`; −1: there is none. Those up to `ts` have come. */
  at(key: number, ts: Instant): number {
    const found = this.#ofKey.lastUntil(key, ts);
    const holds = found !== none && !this.events.isMarked(found) && this.events.ts(found) >= ts - this.#tolerance;
    return holds ? found : none;
  }

  /** All times asked for from now on are above this, which is finite or −∞. */
  passed(judged: Instant): void {
    while (this.#due.earliest() <= judged) {
      const number = this.#due.next();
      const previous = this.#ofKey.first(this.events.keys[number]!);
      const tooOld = this.events.ts(number) + this.#tolerance;
      if (previous !== number) this.#drop(previous);
      if (this.events.isMarked(number) || judged >= tooOld) this.#drop(number);
      else this.#due.schedule(number, tooOld);
    }
  }

  /** @throws Misshapen for what no such versions have saved */
  load(saved: Saved, keys: number): void {
    for (const version of savedEvents(saved, keys)) this.add(version);
  }

  #replace(key: number, ts: Instant): void {
    const same = this.#ofKey.lastUntil(key, ts);
    if (same !== none && this.events.ts(same) === ts) this.#drop(same);
  }

  #put(number: number, ts: Instant): void {
    this.#ofKey.add(number);
    this.#due.schedule(number, ts);
  }

  #drop(number: number): void {
    this.#due.schedule(number, Infinity);
    this.#ofKey.remove(number);
    this.events.remove(number);
  }
}
