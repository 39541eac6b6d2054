// When is the next session due? A hierarchical timing wheel (Varghese and Lauck, SOSP 1987), as large as time: six rings
// of 1,024 buckets, of 1 ms in the innermost, each ring 1,024 times as coarse as the one inside it. An entry stands in
// the innermost ring whose present turn holds its instant, and moves inwards as W comes nearer: so it is touched two or
// three times, where a heap would compare it with a path of others. It lives on W never falling.
//
// Lazily kept: an entry whose instant is not the one last announced for its id is stale and dropped when it comes up. So
// a session may grow without touching the wheel.
import { longer } from '../model/arrays.js';
import type { Instant } from '../model/instant.js';

const rings = 6;
const bits = 10;
const buckets = 1 << bits;
/** Words of 32 buckets. */
const words = buckets / 32;
/** Milliseconds of a bucket and of a whole turn, by ring. Powers of two: dividing by them is exact. */
const sizes = Float64Array.from({ length: rings }, (_, ring) => buckets ** ring);
const turns = sizes.map((size) => size * buckets);
/** Where the one turn of the outermost ring begins; and beyond all that W can be, but for the end of input. */
const beginning = -turns[rings - 1]! / 2;
const beyond = 2 ** 54;
const nothing = NaN;
const none = -1;

export class TimingWheel {
  /** What `take` has found. */
  due = new Int32Array(1024);
  /** For each id, the instant of its valid entry; NaN when it has none. */
  #scheduled = new Float64Array(64).fill(nothing);
  /** W when entries were last taken: all that are left are due later. */
  #reached: Instant = beginning;
  /** Where the present turn of each ring ends; and its first bucket, counted from the epoch. */
  readonly #until = turns.map((turn) => beginning + turn);
  readonly #origin = sizes.map((size) => beginning / size);
  /** The first entry of each bucket, ring by ring; a bit for each that has one; how many entries stand in a ring. */
  readonly #first = new Int32Array(rings * buckets).fill(none);
  readonly #used = new Int32Array(rings * words);
  readonly #held = new Int32Array(rings);
  /** Entries of 16 bytes: an instant, an id, and the next entry in the bucket, or in the list of free ones. */
  #at = new Float64Array(2 * 64);
  #rest = new Int32Array(this.#at.buffer);
  #made = 0;
  #free = none;
  #bound: Instant = Infinity;

  /** Announces when `id` is next due, replacing what was announced before; +∞ withdraws it. */
  schedule(id: number, at: Instant): void {
    if (id >= this.#scheduled.length) this.#growIds(id);
    if (this.#scheduled[id] === at) return;
    this.#scheduled[id] = at === Infinity ? nothing : at;
    if (at === Infinity) return;
    const entry = this.#entry();
    this.#at[2 * entry] = at;
    this.#rest[4 * entry + 2] = id;
    this.#link(entry, at);
  }

  /** The instant announced for `id`; +∞ when none is. */
  scheduled(id: number): Instant {
    const at = this.#scheduled[id];
    return at === undefined || at !== at ? Infinity : at;
  }

  /** As long as W is below this nothing is due. Mostly the soonest instant, or a little before it. */
  get bound(): Instant {
    return this.#bound;
  }

  /** The soonest instant announced; +∞ when there is none. It looks at all of them. */
  earliest(): Instant {
    return this.#scheduled.reduce((least, at) => (at < least ? at : least), Infinity);
  }

  /** Takes off all ids that are due with W = `to`, finite. They stand in `due`, roughly in order; returns how many. */
  take(to: Instant): number {
    const ring = this.#ringOf(to);
    this.#reached = to;
    let count = 0;
    // Turns that have ended are due as a whole.
    for (let inner = 0; inner < ring; inner++) {
      count = this.#empty(inner, buckets - 1, count);
      this.#origin[inner] = Math.floor(to / turns[inner]!) * buckets;
      this.#until[inner] = (this.#origin[inner]! + buckets) * sizes[inner]!;
    }
    count = this.#empty(ring, this.#bucketOf(to, ring), count);
    this.#bound = this.#nearest();
    return count;
  }

  /** Empties the ring up to a bucket: what is due there is appended to `due`, what is not moves to inner rings. */
  #empty(ring: number, last: number, known: number): number {
    let count = known;
    for (let word = 0; word <= last >> 5 && this.#held[ring]! > 0; word++) {
      const place = ring * words + word;
      let used = this.#used[place]!;
      while (used !== 0) {
        const bit = 31 - Math.clz32(used & -used);
        if (word * 32 + bit > last) break;
        used &= used - 1;
        this.#used[place] = used;
        count = this.#pour(ring, place * 32 + bit, count);
      }
    }
    return count;
  }

  #pour(ring: number, place: number, known: number): number {
    const ats = this.#at;
    const rest = this.#rest;
    let count = known;
    let entry = this.#first[place]!;
    this.#first[place] = none;
    while (entry !== none) {
      const at = ats[2 * entry]!;
      const id = rest[4 * entry + 2]!;
      const next = rest[4 * entry + 3]!;
      this.#held[ring]!--;
      const valid = this.#scheduled[id] === at;
      if (valid && at > this.#reached) this.#link(entry, at);
      else {
        rest[4 * entry + 3] = this.#free;
        this.#free = entry;
        if (valid) {
          this.#scheduled[id] = nothing;
          if (count === this.due.length) this.due = longer(this.due);
          this.due[count++] = id;
        }
      }
      entry = next;
    }
    return count;
  }

  /** A free entry. */
  #entry(): number {
    const entry = this.#free;
    if (entry === none) {
      if (2 * this.#made === this.#at.length) this.#growEntries();
      return this.#made++;
    }
    this.#free = this.#rest[4 * entry + 3]!;
    return entry;
  }

  #link(entry: number, due: Instant): void {
    // Sessions whose gap is no whole number end between two instants: W can have the later of them.
    const at = Math.min(Math.max(Math.ceil(due), this.#reached + 1), beyond);
    const ring = this.#ringOf(at);
    const bucket = this.#bucketOf(at, ring);
    const place = ring * buckets + bucket;
    this.#rest[4 * entry + 3] = this.#first[place]!;
    this.#first[place] = entry;
    this.#used[place >> 5]! |= 1 << bucket;
    this.#held[ring]!++;
    const begins = (this.#origin[ring]! + bucket) * sizes[ring]!;
    if (begins < this.#bound) this.#bound = begins;
  }

  /** The innermost ring whose present turn holds the instant. */
  #ringOf(at: Instant): number {
    let ring = 0;
    while (at >= this.#until[ring]!) ring++;
    return ring;
  }

  #bucketOf(at: Instant, ring: number): number {
    return Math.floor(at / sizes[ring]!) - this.#origin[ring]!;
  }

  /** Where the first bucket begins that is not empty. */
  #nearest(): Instant {
    let ring = 0;
    while (ring < rings && this.#held[ring] === 0) ring++;
    if (ring === rings) return Infinity;
    let word = ring * words;
    while (this.#used[word] === 0) word++;
    const used = this.#used[word]!;
    const bucket = (word - ring * words) * 32 + 31 - Math.clz32(used & -used);
    return (this.#origin[ring]! + bucket) * sizes[ring]!;
  }

  #growIds(id: number): void {
    const known = this.#scheduled.length;
    this.#scheduled = longer(this.#scheduled, Math.max(id + 1, 2 * known)).fill(nothing, known);
  }

  #growEntries(): void {
    this.#at = longer(this.#at);
    this.#rest = new Int32Array(this.#at.buffer);
  }
}
