// Pages of rows (page.ts) to lines of JSON, in WebAssembly. What it is made from can be handed to another thread: the
// compiled module, a form, pages, and the texts that pages name by number.
import { Buffer } from 'node:buffer';
import { reserve } from './columns.js';
import type { PrintExports } from './module.js';
import type { Page } from './page.js';
import type { Told } from './texts.js';

/** The constant texts of a row, in their order, and how what stands between them is written. */
export interface PrintForm {
  /** Before the start of a range, before its end, and after it. */
  readonly range: readonly [before: string, between: string, after: string];
  /** What stands there instead when both ends are infinite. */
  readonly unbounded: string;
  /** The ends of a range are plain numbers, not instants. */
  readonly ordinals: boolean;
  /** Instants are ISO 8601 text as far as dates go; else milliseconds. What is infinite is `null`. */
  readonly dates: boolean;
  /** Before each value. */
  readonly members: readonly string[];
  readonly ending: string;
}

/** Bytes printed at a time, about: what the next cache holds. */
const outputSize = 1 << 18;
/** Bytes after the output and each text that may be touched, though never minded. */
const margin = 64;
const entrySize = 8;
const firstEntries = 1024;

export class Printer {
  readonly #kernel: PrintExports;
  readonly #output: number;
  readonly #room: number;
  readonly #first: Table;
  readonly #second: Table;
  #rows = 0;
  #rowsRoom = 0;
  #bytes = Buffer.alloc(0);

  constructor(module: WebAssembly.Module, form: PrintForm) {
    const numeral = (at = 0, x = 0): number => at + this.#memory().write(String(x), at >>> 0, 'latin1');
    const kernel = new WebAssembly.Instance(module, { host: { numeral } }).exports as PrintExports;
    this.#kernel = kernel;
    const { range, unbounded, members, ending } = form;
    const constants = [...range, unbounded, ...members, ending].map((text) => Buffer.from(text));
    const parts = new Table(kernel);
    constants.forEach((bytes, i) => parts.add(i, this.#keep(bytes), bytes.length));
    const most = kernel.setForm(parts.place, members.length, Number(form.ordinals), Number(form.dates));
    this.#first = new Table(kernel);
    this.#second = new Table(kernel);
    // One row always fits, because texts that are told are short (texts.ts).
    this.#room = outputSize + most;
    this.#output = reserve(kernel, this.#room + margin);
  }

  /** Texts that later pages name as the first of a row. */
  learnFirst(told: Told): void {
    this.#learn(this.#first, told);
  }

  /** … and as the second. */
  learnSecond(told: Told): void {
    this.#learn(this.#second, told);
  }

  /** The lines of a page, in pieces that are lent until `take` returns. */
  print(page: Page, take: (bytes: Uint8Array) => void): void {
    const kernel = this.#kernel;
    this.#load(page);
    kernel.setTexts(this.#first.place, this.#second.place);
    for (let row = 0; row < page.count;) {
      row = kernel.print(row, page.count, this.#output, this.#output + this.#room);
      take(this.#memory().subarray(this.#output, kernel.written.value >>> 0));
    }
  }

  #load(page: Page): void {
    const size = page.count * page.width * 8;
    if (size > this.#rowsRoom) {
      this.#rowsRoom = page.doubles.byteLength;
      this.#rows = reserve(this.#kernel, this.#rowsRoom);
      this.#kernel.setRows(this.#rows);
    }
    this.#memory().set(new Uint8Array(page.doubles.buffer, page.doubles.byteOffset, size), this.#rows);
  }

  #learn(table: Table, { numbers, ends, bytes }: Told): void {
    const place = this.#keep(bytes);
    let from = 0;
    numbers.forEach((number, i) => {
      table.add(number, place + from, ends[i]! - from);
      from = ends[i]!;
    });
  }

  #keep(bytes: Uint8Array): number {
    const place = reserve(this.#kernel, bytes.length + margin);
    this.#memory().set(bytes, place);
    return place;
  }

  /** A memory that grows has a new buffer. */
  #memory(): Buffer {
    const { buffer } = this.#kernel.memory;
    if (this.#bytes.buffer !== buffer) this.#bytes = Buffer.from(buffer);
    return this.#bytes;
  }
}

/** Where each of many numbered texts stands: its place and its length. */
class Table {
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
