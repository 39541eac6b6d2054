// Rows by the million: their numbers are put on a page (kernel/row-block.ts), and a printer makes bytes of a whole page at
// once. What is no ordinary row (an endless text, a pane after thousands) is left to a RowText, whose
// twin this is; test/format/row-ways.test.ts holds their bytes equal.
import type { Pane } from '../model/pane.js';
import { blockBytes, instantCell, keyCell, putTextNumber, RowBlock, standingCell } from '../kernel/row-block.js';
import { cellsOf, Printer, type PrintForm } from '../kernel/printer.js';
import { type BlockStrings, StringBatch, Dictionary } from '../kernel/dictionary.js';
import type { BlockForm, BlockPrinter, BorrowPrinter, RemoteBlockPrinter } from './block-printer.js';
import type { ValueCells } from './output/row-layout.js';
import type { DeferredRows, Sink } from '../sink/sink.js';
import { paneInfoCode } from './pane-info.js';

/** A page is printed when it has so many rows, or so many bytes: what was on it is then in the cache still. */
const mostRows = 1024;
const mostBytes = 1 << 17;
/** So many texts of a pane's place are kept by number: panes of many indices have many. */
const mostStandings = 4096;

export class RowBlockWriter implements DeferredRows {
  readonly #form: BlockForm;
  readonly #cells: readonly ValueCells[];
  readonly #sink: Sink;
  readonly #printer: BlockPrinter;
  readonly #printed: (whole: boolean) => void;
  #page: RowBlock;
  readonly #keys = new Dictionary();
  /** The printer holds keys whose numbers may be of others by now. */
  #anew = false;
  /** Standings by their place (see `paneInfoCode`), numbered in order of their first sight. */
  readonly #paneInfoNumbers = new Map<number, number>();
  readonly #paneInfoTexts = new Dictionary();
  /** The place of the row before, and its number. */
  #place = -1;
  #paneInfo = -1;
  /** Values that are no numbers, of the rows on the page. */
  readonly #values = new StringBatch();

  /** @param printed called after each block, with whether it was full */
  constructor(form: BlockForm, sink: Sink, printer: BlockPrinter, printed: (whole: boolean) => void) {
    this.#form = form;
    this.#cells = form.cells;
    this.#sink = sink;
    this.#printer = printer;
    this.#page = printer.block;
    this.#printed = printed;
  }

  /**
   * Writes the row; false when it is not for this, and then nothing is written.
   * @param sequence its `seq`, when rows are numbered
   */
  write(pane: Pane, slot: number, sequence: number | undefined): boolean {
    const page = this.#page;
    const cells = this.#cells;
    const { doubles, integers, valueCell } = page;
    const at = page.count * page.width;
    for (let i = 0; i < cells.length; i++) {
      const x = cells[i]!.number?.(slot) ?? NaN;
      if (x === x) doubles[at + valueCell + i] = x;
      else if (!this.#putText(at + valueCell + i, cells[i]!.text(slot))) return this.#refuse();
    }
    const { key, window } = pane;
    if (!this.#putKey(2 * at + keyCell, key)) return this.#refuse();
    const place = paneInfoCode(pane);
    if (place !== this.#place) this.#stand(pane, place);
    if (this.#paneInfo < 0) return this.#refuse();
    if (sequence !== undefined) doubles[at + valueCell + cells.length] = sequence;
    doubles[at] = window.start;
    doubles[at + 1] = window.end;
    doubles[at + instantCell] = pane.ts;
    integers[2 * at + standingCell] = this.#paneInfo;
    if (++page.count === 1) this.#sink.defer(this);
    if (this.#isFull) this.#sink.flushDeferred();
    return true;
  }

  flushDeferred(take: (bytes: Uint8Array) => void): void {
    const whole = this.#isFull;
    const [keys, standings, values] = [this.#keys.take(), this.#paneInfoTexts.take(), this.#values.take()];
    const texts = { anew: this.#anew, keys, standings, values };
    this.#anew = false;
    this.#page = this.#printer.print(this.#page, texts, take);
    this.#printed(whole);
  }

  /** Numbers of keys may mean others from now on. */
  forgetKeys(): void {
    if (this.#page.count > 0) this.#sink.flushDeferred();
    this.#keys.forget();
    this.#anew = true;
  }

  get #isFull(): boolean {
    return this.#page.count === this.#page.capacity || this.#values.length > mostBytes;
  }

  #putKey(cell: number, key: number): boolean {
    const { keyValues, print } = this.#form;
    for (let i = 0; i < print.keys; i++) {
      const value = keyValues.number === undefined ? key : keyValues.number(key, i);
      if (!this.#keys.knows(value) && !this.#keys.tell(value, keyValues.text(value))) return false;
      this.#page.integers[cell + i] = value;
    }
    return true;
  }

  #putText(cell: number, text: string): boolean {
    const number = this.#values.size;
    putTextNumber(this.#page.integers, cell, number);
    return this.#values.add(number, text);
  }

  /** The row is written otherwise, after all those before it; of its own texts none may stay. */
  #refuse(): false {
    this.#sink.flushDeferred();
    this.#values.take();
    return false;
  }

  #stand(pane: Pane, place: number): void {
    this.#place = place;
    this.#paneInfo = place < 0 ? -1 : (this.#paneInfoNumbers.get(place) ?? this.#introduce(pane, place));
  }

  #introduce(pane: Pane, place: number): number {
    const number = this.#paneInfoNumbers.size;
    const text = number === mostStandings ? undefined : this.#form.paneText(pane);
    if (text === undefined || !this.#paneInfoTexts.tell(number, text)) return -1;
    this.#paneInfoNumbers.set(place, number);
    return number;
  }
}

/** A printer in another thread for rows of this form, which writes to the file of the sink. */
export function printRemotely(
  form: BlockForm,
  sink: Sink,
  borrowPrinter: BorrowPrinter,
): RemoteBlockPrinter | undefined {
  return sink.printRemotely?.((fd) => borrowPrinter(fd, { form: form.print, rows: rowsOfBlock(form.print) }));
}

/** Prints in this thread. */
export class LocalPrinter implements BlockPrinter {
  readonly block: RowBlock;
  readonly #printer: Printer;

  constructor(form: BlockForm, module: WebAssembly.Module) {
    const cells = cellsOf(form.print);
    this.block = new RowBlock(cells, new ArrayBuffer(blockBytes(cells, rowsOfBlock(form.print))));
    this.#printer = new Printer(module, form.print);
  }

  print(block: RowBlock, strings: BlockStrings, take: (bytes: Uint8Array) => void): RowBlock {
    this.#printer.print(block, strings, take);
    block.count = 0;
    return block;
  }
}

function rowsOfBlock(form: PrintForm): number {
  return Math.max(1, Math.min(mostRows, Math.floor(mostBytes / blockBytes(cellsOf(form), 1))));
}
