// Records that are no lines, for the scanner: where one ends that it declines, which is what the cutter of the format
// says, and the header that names the fields.
import type { Scanner } from '../kernel/scanner.js';
import type { Batch } from '../model/batch.js';
import type { RecordCutter, RecordPlan } from './input/input-format.js';

const newline = 10;

export class ScannedRecords {
  /** The header that stands before what comes next; undefined: the first record is one, or there is none. */
  header: string | undefined;
  readonly #plan: RecordPlan;
  readonly #scanner: Scanner;
  /** Undefined: records are lines. */
  readonly #cutter: RecordCutter | undefined;
  readonly #hasHeader: boolean;
  /** The place in the memory where the header of this batch begins; −1: it is of an earlier one. */
  #headerAt = -1;
  #end = 0;

  constructor(recordPlan: RecordPlan, scanner: Scanner, maxRecord: number) {
    const { framing, hasHeader } = recordPlan.format;
    this.#plan = recordPlan;
    this.#scanner = scanner;
    this.#cutter = framing === 'lines' ? undefined : framing(maxRecord);
    this.#hasHeader = hasHeader === true;
    if (this.#cutter !== undefined && !this.#hasHeader) this.#name(undefined);
  }

  /** Whether a line of the input may be less, or more, than a record. */
  get areLines(): boolean {
    return this.#cutter === undefined;
  }

  get needHeader(): boolean {
    return this.#hasHeader && this.header === undefined;
  }

  /** A batch begins behind this header, whose bytes end at this place of the memory. */
  begin(header: string | undefined, end: number): void {
    this.#end = end;
    this.#headerAt = -1;
    if (this.#hasHeader && header !== this.header) this.#turnTo(header);
  }

  /** Takes note of the header before the next record; `start`: where the record before begins, of which it may be that one. */
  behind(header: string | undefined, start: number): void {
    if (!this.#hasHeader || header === this.header) return;
    this.#headerAt = start;
    this.#turnTo(header);
  }

  /** The end of the record at `start`, its line end included; `end` of a batch that ends with a newline. */
  endOf(start: number, end: number): number {
    const bytes = new Uint8Array(this.#scanner.memory);
    if (this.#cutter === undefined) return bytes.subarray(0, end).indexOf(newline, start) + 1;
    this.#cutter.begin(undefined);
    const found = this.#cutter.next(bytes, start, this.#end);
    return found < 0 ? this.#end : found;
  }

  /** `Batch.preludeAt` of a batch whose bytes begin at `origin`. */
  preludeAt(origin: number): Batch['preludeAt'] {
    if (!this.#hasHeader) return undefined;
    const { header } = this;
    const headerStart = this.#headerAt - origin;
    return (start) => (start === headerStart ? undefined : header);
  }

  #turnTo(header: string | undefined): void {
    this.header = header;
    if (header !== undefined) this.#name(header);
  }

  /** Without names, or with one that control lines have, all records are declined. */
  #name(header: string | undefined): void {
    const { format, control } = this.#plan;
    const names = format.separated?.names(header) ?? [];
    const isOdd = control && names.some((name) => name.startsWith('@'));
    const [repeated] = format.reader(undefined, header).repeated ?? [];
    this.#scanner.setColumns(isOdd ? [] : names, repeated);
  }
}
