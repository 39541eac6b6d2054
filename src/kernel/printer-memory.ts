// What a printer keeps in the memory of its module: blocks that are used again, and tables of texts. Nothing is given
// back there (wasm/memory.ts); what has to grow becomes twice as large, somewhere else.
import { reserve } from './columns.js';
import type { PrintExports } from './module.js';

const entrySize = 8;
const firstEntries = 1024;
const blockSize = 1 << 18;

/** Memory that is used again and again; what was in it is forgotten when it has to be larger. */
export class PrinterBlock {
  readonly #kernel: PrintExports;
  #place = 0;
  #room = 0;

  constructor(kernel: PrintExports) {
    this.#kernel = kernel;
  }

  /** Where there is room for so many bytes. */
  ensure(size: number): number {
    if (size > this.#room) {
      this.#room = Math.max(size, 2 * this.#room);
      this.#place = reserve(this.#kernel, this.#room);
    }
    return this.#place;
  }
}

/** Memory for many texts that are all forgotten together. */
export class Blocks {
  readonly #kernel: PrintExports;
  readonly #blocks: { readonly place: number; readonly room: number }[] = [];
  /** The block in use, and how much of it is taken. */
  #current = 0;
  #taken = 0;

  constructor(kernel: PrintExports) {
    this.#kernel = kernel;
  }

  /** Where there is room for so many bytes. */
  take(size: number): number {
    let block = this.#blocks[this.#current];
    if (block !== undefined && this.#taken + size > block.room) {
      block = this.#blocks[++this.#current];
      this.#taken = 0;
    }
    if (block === undefined || size > block.room) block = this.#add(size);
    this.#taken += size;
    return block.place + this.#taken - size;
  }

  /** What was put there is not needed any more. */
  clear(): void {
    this.#current = this.#taken = 0;
  }

  #add(size: number): { readonly place: number; readonly room: number } {
    const room = Math.max(size, blockSize);
    const block = { place: reserve(this.#kernel, room), room };
    this.#blocks.splice(this.#current, 0, block);
    return block;
  }
}

/** Where each of many numbered texts stands: its place and its length. */
export class StringTable {
  readonly #kernel: PrintExports;
  #place = 0;
  #room = 0;
  #entries = new Uint32Array(0);

  constructor(kernel: PrintExports) {
    this.#kernel = kernel;
    this.#grow(firstEntries);
  }

  get place(): number {
    return this.#place;
  }

  add(number: number, place: number, length: number): void {
    if (number >= this.#room) this.#grow(Math.max(number + 1, 2 * this.#room));
    const entries = this.#view();
    entries[2 * number] = place;
    entries[2 * number + 1] = length;
  }

  #grow(room: number): void {
    const place = reserve(this.#kernel, room * entrySize);
    new Uint8Array(this.#kernel.memory.buffer).copyWithin(place, this.#place, this.#place + this.#room * entrySize);
    this.#place = place;
    this.#room = room;
    this.#entries = new Uint32Array(this.#kernel.memory.buffer, place, 2 * room);
  }

  #view(): Uint32Array {
    const { buffer } = this.#kernel.memory;
    if (this.#entries.buffer !== buffer) this.#entries = new Uint32Array(buffer, this.#place, 2 * this.#room);
    return this.#entries;
  }
}
