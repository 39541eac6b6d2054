// Decodes blocks of shared files, in a worker or beside the workers in the main thread. Its keys have numbers of their
// own, because the numbers of the run follow the order of the lines, and blocks are decoded out of that order. Batches
// are laid out in numbered slots, where they stay until a slot is given back.
import { readSync } from 'node:fs';
import { sharedScanModule } from '../kernel/module.js';
import type { Batch } from '../model/batch.js';
import { Framer } from '../format/framer.js';
import { openDecoder } from '../format/open-decoder.js';
import type { RecordPlan } from '../format/input/input-format.js';
import type { Decoder } from '../format/decoder.js';
import { shareBatch } from './shared-batch.js';
import { LocalKeys, type NewKeys } from './key-mapping.js';
import type { DecodedBlock, Block, Slot, SlottedBatch, Request } from './protocol.js';

/** What a decoder of blocks needs to know of a run. */
export interface DecodeConfig {
  /** By stream. */
  readonly recordPlans: readonly RecordPlan[];
  readonly maxLine: number;
}

/** A file that blocks are decoded of. */
interface Opened {
  readonly decoder: Decoder;
  readonly keys: LocalKeys;
  /** By slot: where a batch lies, its bytes are read to. */
  readonly feeds: Framer[];
}

export class BlockDecoder {
  readonly #config: DecodeConfig;
  /** Each file has its own keys: a key is written as it stood first in its file, whatever was read of others before. */
  readonly #files = new Map<number, Opened>();
  /** By number, what the other thread has of it; the buffers of batches that had to be copied; the free ones. */
  readonly #slots: Slot[] = [];
  readonly #copies: SharedArrayBuffer[] = [];
  readonly #spare: number[] = [];

  constructor(config: DecodeConfig) {
    this.#config = config;
  }

  /**
   * The batch of a block, with the line counted from 0 and keys by their numbers in this file and this decoder; its
   * slot is in use until it is given back. Undefined when the file lacks these lines by now, or anything fails.
   */
  decode(block: Block): SlottedBatch | undefined {
    const slot = this.#spare.at(-1) ?? this.#slots.length;
    const batch = this.#batch(block, slot);
    const known = this.#slots[slot];
    const packed = batch && shareBatch(batch, this.#copies[slot], known?.layout);
    if (packed === undefined) return undefined;
    const { buffer, layout } = packed;
    if (buffer !== batch!.bytes.buffer) this.#copies[slot] = buffer;
    this.#spare.pop();
    const newBuffer = known?.buffer === buffer ? undefined : buffer;
    const newLayout = known?.layout === layout ? undefined : layout;
    if (newBuffer !== undefined || newLayout !== undefined) this.#slots[slot] = { buffer, layout };
    return { ...packed, slot, buffer: newBuffer, layout: newLayout };
  }

  /** Serves a request of another thread. Each block is answered at once, since that thread may wait for the first. */
  work({ blocks, spare, anew }: Exclude<Request, { done: number }>, tell: (answer: DecodedBlock) => void): void {
    for (const slot of spare) this.giveBack(slot);
    if (anew) this.forgetKeys(blocks[0]!);
    for (const block of blocks) tell({ batch: this.decode(block), keys: this.newKeys(block) });
  }

  /** The batch in this slot is not needed any more. */
  giveBack(slot: number): void {
    this.#spare.push(slot);
  }

  /** New keys of the block's file. */
  newKeys(block: Block): NewKeys | undefined {
    return this.#file(block).keys.tell();
  }

  /** Keys of the block's file get numbers from 0 on again. */
  forgetKeys(block: Block): void {
    this.#file(block).keys.forget();
  }

  /** No more blocks will come of this file. */
  done(file: number): void {
    this.#files.delete(file);
  }

  #batch(block: Block, slot: number): Batch | undefined {
    const { decoder, feeds } = this.#file(block);
    try {
      decoder.useArena?.(slot);
      const feed = (feeds[decoder.useArena === undefined ? 0 : slot] ??= new Framer(decoder, this.#config.maxLine));
      feed.skipTo({ offset: block.offset, line: 0 });
      if (!readWhole(block, feed.space(block.length).subarray(0, block.length))) return undefined;
      const batch = feed.filled(block.length);
      return feed.position.offset === block.offset + block.length ? batch : undefined;
    } catch {
      return undefined;
    }
  }

  #file({ file, stream }: Block): Opened {
    const known = this.#files.get(file);
    if (known !== undefined) return known;
    const recordPlan = this.#config.recordPlans[stream]!;
    const keys = new LocalKeys(recordPlan.keys.length);
    const opened = { decoder: openDecoder(recordPlan, keys, Infinity, sharedScanModule), keys, feeds: [] };
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
