// One pair of hands: decodes blocks of shared files, in a worker or beside the others in the main thread. Its keys have
// numbers of their own, because the numbers of the run follow the order of the lines, and hands work out of that order.
import { readSync } from 'node:fs';
import type { scanModule } from '../kernel/module.js';
import type { Batch } from '../model/batch.js';
import { Feed } from './feed.js';
import { KeyTable } from './key-table.js';
import { openDecoder } from './open-decoder.js';
import type { Projection } from './projection.js';
import type { Block } from './threaded-block.js';

/** What a hand needs to know of a run. */
export interface Trade {
  readonly projection: Projection;
  readonly maxLine: number;
  readonly compiled: typeof scanModule;
}

export class Hand {
  readonly #trade: Trade;
  /** Each file has its own keys: a key is written as it stood first in its file, whatever was read of others before. */
  readonly #files = new Map<number, { readonly feed: Feed; readonly keys: KeyTable; told: number }>();

  constructor(trade: Trade) {
    this.#trade = trade;
  }

  /**
   * The batch of a block, with the line counted from 0 and keys by their numbers in this file and these hands; valid
   * until the next block of that file. Undefined when the file does not have these lines any more, or anything fails.
   */
  decode(block: Block): Batch | undefined {
    const { feed } = this.#file(block.file);
    feed.skipTo({ offset: block.offset, line: 0 });
    try {
      if (!readWhole(block, feed.space(block.length).subarray(0, block.length))) return undefined;
      const batch = feed.filled(block.length);
      return feed.position.offset === block.offset + block.length ? batch : undefined;
    } catch {
      return undefined;
    }
  }

  /** The values of keys of this file that were not asked for yet, as first written; all parts of one, then the next. */
  newKeys(file: number): readonly string[] {
    const of = this.#file(file);
    if (of.told === of.keys.size) return [];
    const parts = of.keys.partsFrom(of.told);
    of.told = of.keys.size;
    return parts;
  }

  /** No more blocks will come of this file. */
  done(file: number): void {
    this.#files.delete(file);
  }

  #file(file: number) {
    const known = this.#files.get(file);
    if (known !== undefined) return known;
    const { projection, maxLine, compiled } = this.#trade;
    const keys = new KeyTable(projection.keys.map((key) => key.name));
    const feed = new Feed(openDecoder(projection, keys, compiled), maxLine);
    const opened = { feed, keys, told: 0 };
    this.#files.set(file, opened);
    return opened;
  }
}

function readWhole({ fd, place }: Block, into: Uint8Array): boolean {
  for (let at = 0; at < into.length;) {
    const n = readSync(fd, into, at, into.length - at, place + at);
    if (n === 0) return false;
    at += n;
  }
  return true;
}
