// Pages of rows (page.ts) to lines of JSON, in WebAssembly. All that goes in can be handed to another thread: the
// compiled module and the form once, then the pages in their order, each after the texts that it is the first to name.
import { Buffer } from 'node:buffer';
import { reserve } from './columns.js';
import type { PrintExports } from './module.js';
import type { RowBlock, RowCells } from './row-block.js';
import { PrinterBlock, Blocks, StringTable } from './printer-memory.js';
import { longestText, type BlockStrings, type NewStrings } from './dictionary.js';

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
  /** How many texts a key has, and what stands between them; what stands around them is part of the range and the standing. */
  readonly keys: number;
  readonly betweenKeys: readonly string[];
  /** Before each value. */
  readonly members: readonly string[];
  readonly ending: string;
}

/** Numbers of a row: `seq`, where rows have one, is a value. */
export function cellsOf({ keys, members }: PrintForm): RowCells {
  return { keys, values: members.length };
}

/** Bytes printed at a time, about: what the next cache holds. */
const outputSize = 1 << 18;
/** Bytes after each text that may be read, though never minded. */
const margin = 64;

export class Printer {
  readonly #kernel: PrintExports;
  readonly #output: number;
  readonly #room: number;
  readonly #keys: StringTable;
  readonly #keyTexts: Blocks;
  readonly #standings: StringTable;
  readonly #values: StringTable;
  readonly #rows: PrinterBlock;
  readonly #valueTexts: PrinterBlock;
  #bytes = Buffer.alloc(0);

  constructor(module: WebAssembly.Module, form: PrintForm) {
    const numeral = (at = 0, x = 0): number => at + this.#memory().write(digits(x), at >>> 0, 'latin1');
    const kernel = new WebAssembly.Instance(module, { host: { numeral } }).exports as PrintExports;
    this.#kernel = kernel;
    const { range, unbounded, keys, betweenKeys, members, ending, ordinals, dates } = form;
    const constants = [...range, unbounded, ...betweenKeys, ...members, ending].map((text) => Buffer.from(text));
    const parts = new StringTable(kernel);
    constants.forEach((bytes, i) => parts.add(i, this.#keep(bytes), bytes.length));
    const most = kernel.setForm(parts.place, keys, members.length, longestText, Number(ordinals), Number(dates));
    this.#keys = new StringTable(kernel);
    this.#keyTexts = new Blocks(kernel);
    this.#standings = new StringTable(kernel);
    this.#values = new StringTable(kernel);
    this.#rows = new PrinterBlock(kernel);
    this.#valueTexts = new PrinterBlock(kernel);
    // One row always fits.
    this.#room = outputSize + most;
    this.#output = reserve(kernel, this.#room);
  }

  /** The lines of a page, in pieces that are lent until `take` returns. */
  print(page: RowBlock, texts: BlockStrings, take: (bytes: Uint8Array) => void): void {
    this.#learn(texts);
    const kernel = this.#kernel;
    const size = page.count * page.width * 8;
    const rows = this.#rows.ensure(size);
    this.#memory().set(new Uint8Array(page.doubles.buffer, page.doubles.byteOffset, size), rows);
    kernel.setTexts(this.#keys.place, this.#standings.place, this.#values.place);
    for (let row = 0; row < page.count;) {
      row = kernel.print(rows, row, page.count, this.#output, this.#output + this.#room);
      take(this.#memory().subarray(this.#output, kernel.written.value >>> 0));
    }
  }

  #learn({ anew, keys, standings, values }: BlockStrings): void {
    if (anew) this.#keyTexts.clear();
    if (keys !== undefined) learn(this.#keys, keys, this.#put(keys.bytes, this.#keyTexts));
    if (standings !== undefined) learn(this.#standings, standings, this.#keep(standings.bytes));
    if (values === undefined) return;
    const place = this.#valueTexts.ensure(values.bytes.length + margin);
    this.#memory().set(values.bytes, place);
    learn(this.#values, values, place);
  }

  /** For good. */
  #keep(bytes: Uint8Array): number {
    const place = reserve(this.#kernel, bytes.length + margin);
    this.#memory().set(bytes, place);
    return place;
  }

  #put(bytes: Uint8Array, blocks: Blocks): number {
    const place = blocks.take(bytes.length + margin);
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

/** As `String` has it, which would keep what it has made until a full collection (put-text.ts). */
function digits(x: number): string {
  return Number.isFinite(x) ? JSON.stringify(x) : String(x);
}

function learn(table: StringTable, { numbers, ends }: NewStrings, place: number): void {
  let from = 0;
  numbers.forEach((number, i) => {
    table.add(number, place + from, ends[i]! - from);
    from = ends[i]!;
  });
}
