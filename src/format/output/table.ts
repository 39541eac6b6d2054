// `--output-format table` (SPEC §12): rows for eyes. They are held back until something else is to be written, a live
// input pauses, a screen is full or, where there is none, a thousand have come; so they appear as they come, those that
// come together are aligned together, and what is read of files makes the same table each time. What is wider than all
// before it makes its column wider from there on, under a new header.
import type { Pane, WrittenPane } from '../../model/pane.js';
import type { DeferredRows } from '../../sink/sink.js';
import { columnsOf, fieldOf, timeOf, viewOfPane, viewOfRetraction, type RowColumn, type RowView } from './columns.js';
import type { OutputFormat, RowOutput, RowWriter } from './output-format.js';
import type { RowLayout } from './row-layout.js';
import { RowNumbers } from './row-numbers.js';
import { cellOf, finenessOf, timeText, type Cell, type Fineness } from './table-cells.js';
import { fitted, grown, tableLine, type PlacedText } from './table-layout.js';

/** Rows held back where there is no screen. */
const mostRows = 1000;
/** Characters held back. */
const mostText = 1 << 20;

export const table: OutputFormat = {
  name: 'table',
  form: 'table',
  doc: 'aligned columns for eyes: times short and in --tz, cut to the terminal, the header once a screen',
  example: 'table',
  oneLevel: true,
  fixedColumns: true,
  open: (layout, to) => new TableWriter(layout, to),
};

class TableWriter implements RowWriter, DeferredRows {
  readonly #layout: RowLayout;
  readonly #to: RowOutput;
  readonly #numbers: RowNumbers;
  readonly #names: readonly string[];
  readonly #cells: readonly ((row: RowView) => Cell)[];
  #rows: (readonly Cell[])[] = [];
  /** Characters in them, about. */
  #text = 0;
  #fineness: Fineness = 0;
  #natural: number[];
  #widths: readonly number[] = [];
  /** By column, whether it stands on the right: all in it were numbers so far. */
  readonly #right: boolean[];
  /** … and whether it is of times. */
  readonly #ofTimes: readonly boolean[];
  /** Rows since the header. */
  #below = Infinity;

  constructor(layout: RowLayout, to: RowOutput) {
    this.#layout = layout;
    this.#to = to;
    this.#numbers = new RowNumbers(layout.sequence);
    const columns = columnsOf(layout, layout.pane, layout.sequence !== undefined).filter(({ of }) => of !== 'ts');
    this.#names = columns.map(({ name }) => name);
    this.#cells = columns.map((column) => cellIn(column, layout));
    this.#right = columns.map(() => true);
    this.#ofTimes = columns.map(({ of }) => of === 'start' || of === 'end');
    this.#natural = grown(
      columns.map(() => 0),
      [this.#header],
    );
  }

  /** On a terminal rows are seen as they come; elsewhere widths are those of all rows, or of a thousand. */
  get mayWait(): boolean {
    return this.#to.terminal?.() === undefined;
  }

  get sequence(): number | undefined {
    return this.#numbers.next;
  }

  pane(pane: Pane, slot: number): void {
    this.#add(viewOfPane(pane, slot, this.#layout, this.#numbers));
  }

  retraction(pane: WrittenPane): void {
    this.#add(viewOfRetraction(pane, this.#numbers));
  }

  forgetKeys(): void {
    // Cells are texts already.
  }

  flushDeferred(take: (bytes: Uint8Array) => void): void {
    const rows = this.#rows.map((row) => row.map((cell, i) => this.#placed(cell, i)));
    this.#rows = [];
    this.#text = 0;
    const { columns: limit, rows: screen } = this.#to.terminal?.() ?? { columns: Infinity, rows: Infinity };
    const before = this.#widths;
    this.#natural = grown(this.#natural, rows);
    // Times are cut only where there is no text left to be.
    const texts = this.#right.map((right, i) => !right && !this.#ofTimes[i]!);
    const ofText = fitted(this.#natural, limit, texts);
    this.#widths = fitted(
      ofText,
      limit,
      this.#right.map((right) => !right),
    );
    const same = before.length > 0 && this.#widths.every((width, i) => width === before[i]);
    if (!same) this.#below = Infinity;
    let lines = '';
    for (const row of rows) {
      if (this.#below >= screen - 1) {
        lines += tableLine(this.#header, this.#widths, limit);
        this.#below = 0;
      }
      lines += tableLine(row, this.#widths, limit);
      this.#below++;
    }
    take(Buffer.from(lines));
  }

  get #header(): PlacedText[] {
    return this.#names.map((text, i) => ({ text, right: this.#right[i]! }));
  }

  #add(row: RowView): void {
    const cells = this.#cells.map((cell) => cell(row));
    for (const [i, cell] of cells.entries()) this.#look(cell, i);
    this.#rows.push(cells);
    if (this.#rows.length === 1) this.#to.sink.defer(this);
    const screen = this.#to.terminal?.()?.rows ?? mostRows + 1;
    if (this.#rows.length >= Math.max(1, screen - 1) || this.#text > mostText) this.#to.sink.flushDeferred();
  }

  /** What a cell changes of its column. */
  #look(cell: Cell, i: number): void {
    if ('at' in cell) {
      const fineness = finenessOf(cell.at, this.#layout.offset);
      if (fineness > this.#fineness) this.#fineness = fineness;
      this.#right[i] = false;
    } else {
      this.#text += cell.text.length;
      if (cell.number === false) this.#right[i] = false;
    }
  }

  #placed(cell: Cell, i: number): PlacedText {
    if (!('at' in cell)) return { text: cell.text, right: this.#right[i]! };
    return { text: timeText(cell.at, this.#fineness, this.#layout.offset), right: this.#right[i]! };
  }
}

function cellIn(column: RowColumn, layout: RowLayout): (row: RowView) => Cell {
  const { of } = column;
  if (of === 'start' || of === 'end') {
    const time = timeOf(of);
    return ({ pane }) => ({ at: time(pane) });
  }
  const field = fieldOf(column, layout);
  const absent = of === 'retract' ? '' : '-';
  return (row) => cellOf(field(row), absent);
}
