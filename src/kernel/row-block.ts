// Rows on their way to bytes: numbers only, one row behind the other in one block of memory, which can be lent to
// another thread as it is. Texts stand in it as numbers (texts.ts).
//
// A row is `width` cells of eight bytes: the two ends of a range, an instant, the numbers of two texts in one cell, and
// the values; wasm/print/print.ts reads them. A value is a finite double, or the number of a text of this page alone,
// which makes a NaN of its cell. Rows [0, count) are whole.

const fixedCells = 4;
/** Where a row's instant stands, among doubles; the range stands before it. */
export const instantCell = 2;
/** Where the numbers of its texts stand, among integers of four bytes. */
export const firstTextCell = 6;
export const secondTextCell = 7;
/** Where its values begin. */
export const valueCell = fixedCells;

/** The upper half of a value's cell that holds the number of a text in its lower half. */
const textMark = 0x7ff80000;

export class RowBlock {
  readonly doubles: Float64Array;
  /** The same memory. */
  readonly integers: Int32Array;
  /** Doubles a row takes. */
  readonly width: number;
  /** Rows there is room for. */
  readonly capacity: number;
  /** Rows in it. */
  count = 0;

  /** @param buffer of `blockBytes` bytes */
  constructor(values: number, buffer: ArrayBufferLike) {
    this.width = fixedCells + values;
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

/** Bytes of a page for so many rows of so many values each. */
export function blockBytes(values: number, rows: number): number {
  return (fixedCells + values) * rows * 8;
}
