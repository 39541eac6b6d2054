// One regular file that several threads decode (SPEC §2 `--threads`). Its batches come in the order of the file, and are
// those that the file's feed would make by itself: blocks are cut by its rule. Who
// needs a batch that is still being made does one that is further ahead meanwhile. Whatever is out of the ordinary (long
// lines, the last bytes, a file that changes, a worker that fails) is left to the feed.
import { fstatSync, readSync } from 'node:fs';
import type { Batch } from '../model/batch.js';
import { decodeAtOnce } from '../format/decoder.js';
import type { Framer } from '../format/framer.js';
import { KeyTable } from '../event/key-table.js';
import { readsPlainly } from '../format/open-decoder.js';
import { PlainDecoder } from '../format/plain-decoder.js';
import type { RecordPlan } from '../format/input/input-format.js';
import { packedKeys, viewBatch } from './shared-batch.js';
import type { Block, Slot } from './protocol.js';
import { BlockDecoder } from './block-decoder.js';
import { KeyMapping } from './key-mapping.js';
import { giveBack, type BlockJob, received, type WorkerPool } from './pool.js';

const newline = 10;
const manyKeys = 4096;
/** A newline is looked for in so many bytes first. */
const glance = 1024;

export interface SharedFile {
  /** A descriptor for this file alone, whose position is not used. */
  readonly fd: number;
  /** Where byte 0 of the input would be in the file. */
  readonly shift: number;
  /** The number of its stream. */
  readonly stream: number;
  readonly threads: WorkerPool;
  /** The keys of the run. */
  readonly keys: KeyTable;
}

export class ThreadedFile {
  readonly #fd: number;
  readonly #shift: number;
  readonly #stream: number;
  readonly #threads: WorkerPool;
  readonly #keys: KeyTable;
  #number: number;
  readonly #size: number;
  readonly #numbers = new Map<object, KeyMapping>();
  readonly #plainly: boolean;
  /** Parts of a key. */
  readonly #width: number;
  readonly #again: ((line: Uint8Array) => Batch) | undefined;
  /** Blocks given out and not taken yet, in the order of the file; the first begins at the feed's position. */
  readonly #orders: BlockJob[] = [];
  /** What is done here, and what is known of its slots. */
  #own: { readonly decoder: BlockDecoder; readonly slots: Slot[] } | undefined;
  /** The order whose batch was taken last. */
  #taken: BlockJob | undefined;
  /** How far the feed reached when they were cut. */
  #reach = 0;
  #done = false;

  constructor({ fd, shift, stream, threads, keys }: SharedFile) {
    this.#fd = fd;
    this.#shift = shift;
    this.#stream = stream;
    this.#threads = threads;
    this.#keys = keys;
    this.#number = threads.begin();
    threads.keep(fd);
    this.#size = fstatSync(fd).size;
    const recordPlan = threads.config.recordPlans[stream]!;
    this.#plainly = readsPlainly(recordPlan);
    this.#again = recordPlan.each === undefined ? undefined : decoderOfLines(recordPlan);
    this.#width = recordPlan.keys.length;
  }

  /** The rest of the file is read by the feed. */
  close(): void {
    this.#done = true;
    this.#own = undefined;
    this.#threads.done(this.#number);
    this.#threads.letGo(this.#fd);
  }

  /**
   * The batch at the feed's position; the feed has to skip to its end. Undefined: the feed is to read on by itself.
   * The batch before is no longer valid.
   */
  next(feed: Framer): Batch | undefined | Promise<Batch | undefined> {
    if (this.#done) return undefined;
    this.#letGo();
    this.#threads.listen();
    feed.space();
    if (!this.#follows(feed)) this.#drop();
    while (true) {
      this.#give(feed);
      const [head] = this.#orders;
      if (head === undefined) {
        this.#leave(feed);
        return undefined;
      }
      if (head.batch !== undefined) return this.#take(head, feed.position.line);
      if (!this.#mayHelp || !this.#help(feed)) return this.#threads.heard().then(() => this.next(feed));
      this.#threads.listen();
    }
  }

  /** What was given out is what the feed would make of the file from here on. */
  #follows({ position, regularCut }: Framer): boolean {
    const [head] = this.#orders;
    return head?.block.offset === position.offset && regularCut?.reach === this.#reach;
  }

  /** Drops all blocks ahead, and the keys of their decoders: of a key its first spelling in order is written. */
  #drop(): void {
    if (this.#orders.length === 0) return;
    for (const order of this.#orders.splice(0)) {
      order.dropped = true;
      giveBack(order);
    }
    this.#own = undefined;
    this.#numbers.clear();
    this.#threads.done(this.#number);
    this.#number = this.#threads.begin();
  }

  /** Gives blocks out while a worker has not enough to do. */
  #give(feed: Framer): void {
    const { blocksInFlight: width, blocksPerRequest: together } = this.#threads;
    while (this.#orders.length + together <= width) {
      const place = this.#threads.free;
      if (place === undefined) return;
      let block = this.#cut(feed);
      if (block === undefined) return;
      const { keys, anew } = this.#numbersOf(place);
      const task: BlockJob[] = [];
      for (; block !== undefined; block = task.length < together ? this.#cut(feed) : undefined) {
        const order = orderOf(block, keys);
        task.push(order);
        this.#orders.push(order);
      }
      this.#threads.give(place, task, anew);
    }
  }

  /** A decoder here would have to number all keys anew: with many it is cheaper to wait, if lines are scanned. */
  get #mayHelp(): boolean {
    return this.#plainly || this.#keys.size < manyKeys;
  }

  /** Decodes a block here, that is needed later; false when there is none to be done now. */
  #help(feed: Framer): boolean {
    const block = this.#cut(feed);
    if (block === undefined) return false;
    const { decoder, slots } = (this.#own ??= { decoder: new BlockDecoder(this.#threads.config), slots: [] });
    const { keys, anew } = this.#numbersOf(decoder);
    if (anew) decoder.forgetKeys(block);
    const order = orderOf(block, keys);
    received(order, decoder.decode(block), slots, decoder);
    keys.learn(decoder.newKeys(block));
    this.#orders.push(order);
    return true;
  }

  /** The block after those given out; undefined when enough are, or when it is none that the feed would cut so. */
  #cut({ position, regularCut }: Framer): Block | undefined {
    if (regularCut === undefined || this.#orders.length >= this.#threads.blocksInFlight) return undefined;
    const last = this.#orders.at(-1)?.block;
    const offset = last === undefined ? position.offset : last.offset + last.length;
    const place = offset + this.#shift;
    const end = this.#lastLineEnd(place + regularCut.reach, regularCut.left);
    this.#reach = regularCut.reach;
    if (end === undefined) return undefined;
    return { file: this.#number, stream: this.#stream, fd: this.#fd, place, offset, length: end - place };
  }

  /** After the last newline before byte `end` of the file, if it is within `left` bytes and the file goes so far. */
  #lastLineEnd(end: number, left: number): number | undefined {
    if (end > this.#size) return undefined;
    for (let most = glance; ; most *= 8) {
      const bytes = Buffer.allocUnsafe(Math.min(most, left));
      if (readSync(this.#fd, bytes, 0, bytes.length, end - bytes.length) < bytes.length) return undefined;
      const at = bytes.lastIndexOf(newline);
      if (at >= 0) return end - bytes.length + at + 1;
      if (most >= left) return undefined;
    }
  }

  #take(order: BlockJob, line: number): Batch | undefined {
    this.#orders.shift();
    const packed = order.batch;
    if (packed === undefined || packed === 'declined') return undefined;
    this.#taken = order;
    return viewBatch(packed, { line, keys: order.keys.translate(packedKeys(packed)), again: this.#again });
  }

  /** The feed has to go on alone: through this block, or to the end of the file. */
  #leave({ position, regularCut }: Framer): void {
    if (regularCut !== undefined && position.offset + this.#shift + regularCut.reach > this.#size) this.close();
  }

  /** The batch before is not needed any more. */
  #letGo(): void {
    if (this.#taken !== undefined) giveBack(this.#taken);
    this.#taken = undefined;
  }

  /** For what is given out now; `anew`: numbers of what was given out before mean something else, and are to begin at 0. */
  #numbersOf(whose: object): { readonly keys: KeyMapping; readonly anew: boolean } {
    const known = this.#numbers.get(whose);
    if (known !== undefined && !known.outlived) return { keys: known, anew: false };
    const keys = new KeyMapping(this.#keys, this.#width);
    this.#numbers.set(whose, keys);
    return { keys, anew: known !== undefined };
  }
}

function orderOf(block: Block, keys: KeyMapping): BlockJob {
  return { block, keys, batch: undefined, giver: undefined, slot: -1, dropped: false };
}

/** Decodes single lines that were decoded once before. */
function decoderOfLines(recordPlan: RecordPlan): (line: Uint8Array) => Batch {
  const decoder = new PlainDecoder(recordPlan, new KeyTable(recordPlan.keys.map((key) => key.name)));
  return (line) => decodeAtOnce(decoder, line, line.length, { offset: 0, line: 0 });
}
