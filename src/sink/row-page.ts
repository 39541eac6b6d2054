// Rows by the million: their numbers are put on a page (kernel/page.ts), and a printer makes bytes of a whole page at
// once. What is no ordinary row (a value that is no number, an endless text) is left to RowBytes and RowWriter.pane,
// whose twin this is; test/sink/row.test.ts holds their bytes equal.
import type { Cells } from '../aggregate/aggregate.js';
import type { Pane } from '../model/pane.js';
import { firstTextCell, instantCell, Page, pageBytes, secondTextCell, valueCell } from '../kernel/page.js';
import { Printer, type PrintForm } from '../kernel/printer.js';
import { Texts } from '../kernel/texts.js';
import type { RowForm } from './row.js';
import type { Pending, Sink } from './sink.js';
import { placeOf, standing } from './standing.js';

/** A page of rows is about as large as the next cache, and few enough to be held back. */
const rowsOfPage = 1024;
/** So many standings are told apart: panes of many indices have many. */
const mostStandings = 4096;

type NumberCells = Cells & { number(slot: number): number };

export class RowPage implements Pending {
  readonly #form: RowForm;
  readonly #cells: readonly NumberCells[];
  readonly #sink: Sink;
  readonly #printer: Printer;
  readonly #page: Page;
  readonly #keys = new Texts();
  /** Standings by their place (see `placeOf`), numbered in order of their first sight. */
  readonly #standings = new Map<number, number>();
  readonly #standingTexts = new Texts();
  /** The place of the row before, and its number. */
  #place = -1;
  #standing = -1;

  /** @param cells all with a `number` */
  constructor(form: RowForm, cells: readonly NumberCells[], printer: Printer, sink: Sink) {
    this.#form = form;
    this.#cells = cells;
    this.#sink = sink;
    this.#printer = printer;
    this.#page = new Page(cells.length, new ArrayBuffer(pageBytes(cells.length, rowsOfPage)));
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
    const printer = this.#printer;
    const keys = this.#keys.take();
    if (keys !== undefined) printer.learnFirst(keys);
    const standings = this.#standingTexts.take();
    if (standings !== undefined) printer.learnSecond(standings);
    printer.print(this.#page, take);
    this.#page.count = 0;
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

/** Pages for rows of this form; undefined when a value of theirs is never a number. */
export function rowPage(
  form: RowForm,
  members: readonly string[],
  module: WebAssembly.Module,
  sink: Sink,
): RowPage | undefined {
  const { cells } = form;
  if (!cells.every(isNumber)) return undefined;
  return new RowPage(form, cells, new Printer(module, printForm(form, members)), sink);
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
