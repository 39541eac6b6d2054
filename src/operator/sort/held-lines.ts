// Lines that wait for their turn, in order of event time, then arrival. The last few thousand are in a heap; what does not
// fit there becomes a sorted run, and runs are merged so that each is at least twice as long as the one after it (a
// log-structured merge, O'Neil et al. 1996): there are few, and every byte of theirs is read in order. Where lines are too
// many for memory and there is a space for them, they go there as a run. A line takes 24 bytes beside its own.
import type { Instant } from '../../model/instant.js';
import type { Saved } from '../../model/saved.js';
import { bytes, doubles, integers, Misshapen, record } from '../../model/shape.js';
import { apart, ByteStore } from '../byte-store.js';
import { RecentLines } from './recent-lines.js';
import type { SortedRun } from './sorted-run.js';
import type { SpillSpace } from './spill-space.js';
import { RunWriter, type SpilledRun } from './spilled-run.js';

const newline = 10;
/** What a line takes beside its bytes. */
const lineCost = 24;

export class HeldLines {
  readonly #space: SpillSpace | undefined;
  readonly #lines = new ByteStore();
  /** Each of lines that arrived after those of the one before. */
  readonly #spilled: SpilledRun[] = [];
  readonly #runs: SortedRun[] = [];
  readonly #recent = new RecentLines();
  #size = 0;
  /** The one whose turn it is; undefined: not looked for. */
  #first: SpilledRun | SortedRun | RecentLines | undefined;

  /** @param space undefined: all lines stay in memory */
  constructor(space?: SpillSpace) {
    this.#space = space;
  }

  get size(): number {
    return this.#size;
  }

  /** Keeps a copy of the line. */
  add(at: Instant, line: Uint8Array): void {
    if (this.#recent.full) this.#addRun(this.#recent.takeAll());
    if (this.#space !== undefined && this.#bytes > this.#space.above) this.#spill(this.#space);
    this.#recent.add(at, this.#lines.add(line));
    this.#size++;
    this.#first = undefined;
  }

  /** The least time of one; +∞: there is none. */
  earliest(): Instant {
    return this.#size === 0 ? Infinity : (this.#first ??= this.#lookForFirst()).at;
  }

  /** The line whose turn it is: a view, good until it is dropped. Only where there is one. */
  first(): Uint8Array {
    const first = (this.#first ??= this.#lookForFirst());
    return 'line' in first ? first.line : this.#lines.get(first.number);
  }

  dropFirst(): void {
    const first = (this.#first ??= this.#lookForFirst());
    if (!('line' in first)) this.#lines.remove(first.number);
    first.next();
    this.#size--;
    this.#first = undefined;
    if (this.#size === 0) this.#spilled.length = this.#runs.length = 0;
  }

  /** Only where all lines are in memory. They are as they were afterwards. */
  save(): Saved {
    const { times, numbers } = this.#inOneRun()?.left() ?? { times: new Float64Array(0), numbers: new Int32Array(0) };
    const { lengths, bytes: lines } = this.#lines.joined(numbers);
    return { times, lengths, lines };
  }

  /** @throws Misshapen for what no such lines have saved */
  load(saved: Saved): void {
    const { times, lengths, lines } = savedShape(saved);
    if (times.length !== lengths.length) throw new Misshapen('a time for each line');
    apart(lengths, lines).forEach((line, i) => {
      const at = times[i]!;
      if (!Number.isSafeInteger(at) || at < (times[i - 1] ?? -Infinity)) throw new Misshapen('times in order');
      if (line.at(-1) !== newline) throw new Misshapen('a line');
      this.add(at, line);
    });
  }

  /** What the lines in memory take. */
  get #bytes(): number {
    return this.#lines.bytes + lineCost * this.#lines.size;
  }

  /** Of lines with the same time that of the earlier run, which arrived earlier. */
  #lookForFirst(): SpilledRun | SortedRun | RecentLines {
    let first: SpilledRun | SortedRun | RecentLines = this.#recent;
    for (let i = this.#runs.length - 1; i >= 0; i--) if (this.#runs[i]!.at <= first.at) first = this.#runs[i]!;
    for (let i = this.#spilled.length - 1; i >= 0; i--) if (this.#spilled[i]!.at <= first.at) first = this.#spilled[i]!;
    return first;
  }

  #addRun(run: SortedRun): void {
    let last = run;
    for (
      let before = this.#runs.at(-1);
      before !== undefined && before.size < 2 * last.size;
      before = this.#runs.at(-1)
    ) {
      this.#runs.pop();
      last = before.mergedWith(last);
    }
    this.#runs.push(last);
  }

  /** All that are in memory. */
  #inOneRun(): SortedRun | undefined {
    if (this.#recent.size > 0) this.#addRun(this.#recent.takeAll());
    while (this.#runs.length > 1) {
      const last = this.#runs.pop()!;
      this.#runs.push(this.#runs.pop()!.mergedWith(last));
    }
    this.#first = undefined;
    return this.#runs[0];
  }

  #spill(space: SpillSpace): void {
    const writer = new RunWriter(space);
    const run = this.#inOneRun();
    while (run !== undefined && run.size > 0) {
      writer.add(run.at, this.#lines.get(run.number));
      this.#lines.remove(run.number);
      run.next();
    }
    this.#runs.length = 0;
    this.#spilled.push(writer.finish());
  }
}

const savedShape = record({ times: doubles(), lengths: integers(undefined, 1, 2 ** 31), lines: bytes() });
