// What a printer keeps in the memory of its module: blocks that are used again, and tables of texts. Nothing is given
// back there (wasm/memory.ts); what has to grow becomes twice as large, somewhere else.
import { reserve } from './columns.js';
import type { PrintExports } from './module.js';

const entrySize = 8;
const firstEntries = 1024;

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
