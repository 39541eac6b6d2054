// Rows by the million: their numbers are put on a page (kernel/page.ts), and a printer makes bytes of a whole page at
// once. What is no ordinary row (a value that is no number, an endless text) is left to RowBytes and RowWriter.pane,
// whose twin this is; test/sink/row.test.ts holds their bytes equal.
import type { Cells } from '../aggregate/aggregate.js';
import type { Pane } from '../model/pane.js';
import { firstTextCell, instantCell, Page, pageBytes, secondTextCell, valueCell } from '../kernel/page.js';
import { Printer, type PrintForm } from '../kernel/printer.js';
import { type Told, Texts } from '../kernel/texts.js';
import type { Loan, Press } from './press.js';
import type { RowForm } from './row.js';
import type { Pending, Sink } from './sink.js';
import { placeOf, standing } from './standing.js';

/** A page of rows is about as large as the next cache, and few enough to be held back. */
const rowsOfPage = 1024;
/** So many standings are told apart: panes of many indices have many. */
const mostStandings = 4096;

/** Who makes bytes of pages, here or in another thread. */
interface Printing {
  /** The page to begin with. */
  readonly page: Page;
  /**
   * Prints a page after all before it; in this thread by giving the bytes to `take`.
   * @param first texts that this page, or a later one, is the first to name as a row's first; `second` likewise
   * @returns the page to go on with, which is empty
   */
  print(page: Page, first: Told | undefined, second: Told | undefined, take: (bytes: Uint8Array) => void): Page;
}

type NumberCells = Cells & { number(slot: number): number };

export class RowPage implements Pending {
  readonly #form: RowForm;
  readonly #cells: readonly NumberCells[];
  readonly #sink: Sink;
  readonly #printing: Printing;
  readonly #printed: (whole: boolean) => void;
  #page: Page;
  readonly #keys = new Texts();
  /** Standings by their place (see `placeOf`), numbered in order of their first sight. */
  readonly #standings = new Map<number, number>();
  readonly #standingTexts = new Texts();
  /** The place of the row before, and its number. */
  #place = -1;
  #standing = -1;

  /** @param printed is told of each page, and whether it was full */
  constructor(form: RowForm, sink: Sink, printing: Printing, printed: (whole: boolean) => void) {
    this.#form = form;
    this.#cells = form.cells.filter(isNumber);
    this.#sink = sink;
    this.#printing = printing;
    this.#page = printing.page;
    this.#printed = printed;
  }

  /** Writes the row; false when it is not for this, and then nothing is written. */
  write(pane: Pane, slot: number): boolean {
    const page = this.#page;
    const cells = this.#cells;
    const { doubles, integers } = page;
    const at = page.count * page.width;
    for (let i = 0; i < cells.length; i++) {
      const x = cells[i]!.number(slot);
      if (x !== x) return false;
      doubles[at + valueCell + i] = x;
    }
    const { key, window } = pane;
    if (!this.#keys.knows(key) && !this.#keys.tell(key, this.#form.keyText(key))) return false;
    const place = placeOf(pane);
    if (place !== this.#place) this.#stand(pane, place);
    if (this.#standing < 0) return false;
    doubles[at] = window.start;
    doubles[at + 1] = window.end;
    doubles[at + instantCell] = pane.ts;
    integers[2 * at + firstTextCell] = key;
    integers[2 * at + secondTextCell] = this.#standing;
    const count = ++page.count;
    if (count === 1) this.#sink.pend(this);
    else if (count === page.capacity) this.#sink.settle();
    return true;
  }

  settle(take: (bytes: Uint8Array) => void): void {
    const whole = this.#page.count === this.#page.capacity;
    this.#page = this.#printing.print(this.#page, this.#keys.take(), this.#standingTexts.take(), take);
    this.#printed(whole);
  }

  #stand(pane: Pane, place: number): void {
    this.#place = place;
    this.#standing = place < 0 ? -1 : (this.#standings.get(place) ?? this.#introduce(pane, place));
  }

  #introduce(pane: Pane, place: number): number {
    const number = this.#standings.size;
    if (number === mostStandings || !this.#standingTexts.tell(number, standing(pane))) return -1;
    this.#standings.set(place, number);
    return number;
  }
}

/** Whether rows of this form can be put on pages: no value of theirs is always a text. */
export function fitsPages({ cells }: RowForm): boolean {
  return cells.every(isNumber);
}

/** The press that a sink is lent to, for rows of this form. */
export function lendSink(form: RowForm, members: readonly string[], sink: Sink, port: Loan['port']): Press | undefined {
  return sink.lend?.({ port, form: printForm(form, members), values: form.cells.length, rows: rowsOfPage });
}

/** Prints in this thread. */
export class OwnPress implements Printing {
  readonly page: Page;
  readonly #printer: Printer;

  constructor(form: RowForm, members: readonly string[], module: WebAssembly.Module) {
    const values = form.cells.length;
    this.page = new Page(values, new ArrayBuffer(pageBytes(values, rowsOfPage)));
    this.#printer = new Printer(module, printForm(form, members));
  }

  print(page: Page, first: Told | undefined, second: Told | undefined, take: (bytes: Uint8Array) => void): Page {
    if (first !== undefined) this.#printer.learnFirst(first);
    if (second !== undefined) this.#printer.learnSecond(second);
    this.#printer.print(page, take);
    page.count = 0;
    return page;
  }
}

function isNumber(cells: Cells): cells is NumberCells {
  return cells.number !== undefined;
}

function printForm({ kind, timeOutput }: RowForm, members: readonly string[]): PrintForm {
  const [start, end] = kind === 'counting' ? ['from', 'to'] : ['start', 'end'];
  return {
    range: [`{"window":{"${start}":`, `,"${end}":`, '},"key":'],
    unbounded: '{"window":null,"key":',
    ordinals: kind === 'counting',
    dates: timeOutput === 'iso',
    members,
    ending: '}\n',
  };
}
