// Rows on their way to bytes: numbers only, one row behind the other in one block of memory, which can be lent to
// another thread as it is. Texts stand in it as numbers (texts.ts).
//
// A row is `width` cells of eight bytes: the two ends of a range, an instant, the numbers of texts, two in a cell, and the
// values; wasm/print/print.ts reads them. A value is a finite double, or the number of a text of this page alone, which
// makes a NaN of its cell. Rows [0, count) are whole.

/** Where a row's instant stands, among doubles; the range stands before it. */
export const instantCell = 2;
/** Where the number of the text for its standing is, among integers of four bytes, and where those of its key begin. */
export const standingCell = 6;
export const keyCell = 7;

/** How many numbers a row has. */
export interface RowCells {
  /** Texts of its key. */
  readonly keys: number;
  readonly values: number;
}

/** The upper half of a value's cell that holds the number of a text in its lower half. */
const textMark = 0x7ff80000;

export class RowBlock {
  readonly doubles: Float64Array;
  /** The same memory. */
  readonly integers: Int32Array;
  /** Where a row's values begin, among doubles, and how many it takes in all. */
  readonly valueCell: number;
  readonly width: number;
  /** Rows there is room for. */
  readonly capacity: number;
  /** Rows in it. */
  count = 0;

  /** @param buffer of `blockBytes` bytes */
  constructor(cells: RowCells, buffer: ArrayBufferLike) {
    this.valueCell = Math.ceil((keyCell + cells.keys) / 2);
    this.width = this.valueCell + cells.values;
    this.doubles = new Float64Array(buffer);
    this.integers = new Int32Array(buffer);
    this.capacity = Math.floor(this.doubles.length / this.width);
  }
}

/** Makes the cell, counted in doubles, hold the number of a text. */
export function putTextNumber(integers: Int32Array, cell: number, number: number): void {
  integers[2 * cell] = number;
  integers[2 * cell + 1] = textMark;
}

/** Bytes of a page for so many rows. */
export function blockBytes({ keys, values }: RowCells, rows: number): number {
  return (Math.ceil((keyCell + keys) / 2) + values) * rows * 8;
}
