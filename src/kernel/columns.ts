// The columns a scan writes, side by side in the memory of the module. They grow together when a batch has more rows
// than ever before; the rows already written move along. Views are made again whenever the memory moved.
import type { Exports } from './module.js';

/** How the numbers of a column are seen. */
export type ColumnType = 'double' | 'integer' | 'unsigned' | 'byte';

export interface Lane {
  readonly as: ColumnType;
  /** Numbers of a row. */
  readonly each: number;
}

type View = Float64Array | Int32Array | Uint32Array | Uint8Array;

const widths: Readonly<Record<ColumnType, number>> = { double: 8, integer: 4, unsigned: 4, byte: 1 };
const firstRows = 2048;

export class ScanColumns {
  readonly #kernel: Exports;
  readonly #lanes: readonly Lane[];
  #places: readonly number[] = [];
  #views: readonly View[] = [];
  #buffer: ArrayBuffer | undefined;
  /** Rows there is room for. */
  capacity = 0;

  constructor(kernel: Exports, lanes: readonly Lane[]) {
    this.#kernel = kernel;
    this.#lanes = lanes;
    this.grow();
  }

  /** Where each column begins. */
  get places(): readonly number[] {
    return this.#places;
  }

  /** Makes room for twice as many rows; what was written stays written. */
  grow(): void {
    const rows = this.capacity === 0 ? firstRows : 2 * this.capacity;
    const places = this.#lanes.map((lane) => reserve(this.#kernel, rows * widthOf(lane)));
    const memory = new Uint8Array(this.#kernel.memory.buffer);
    this.#places.forEach((from, i) => {
      memory.copyWithin(places[i]!, from, from + this.capacity * widthOf(this.#lanes[i]!));
    });
    this.#places = places;
    this.capacity = rows;
    this.#buffer = undefined;
  }

  doubles(column: number): Float64Array {
    return this.#view(column) as Float64Array;
  }

  integers(column: number): Int32Array {
    return this.#view(column) as Int32Array;
  }

  unsigned(column: number): Uint32Array {
    return this.#view(column) as Uint32Array;
  }

  bytes(column: number): Uint8Array {
    return this.#view(column) as Uint8Array;
  }

  #view(column: number): View {
    const buffer = this.#kernel.memory.buffer;
    if (buffer !== this.#buffer) {
      this.#views = this.#lanes.map((lane, i) => viewOf(lane, buffer, this.#places[i]!, this.capacity));
      this.#buffer = buffer;
    }
    return this.#views[column]!;
  }
}

/** Bytes a row takes. */
function widthOf({ as, each }: Lane): number {
  return each * widths[as];
}

function viewOf({ as, each }: Lane, buffer: ArrayBuffer, place: number, rows: number): View {
  switch (as) {
    case 'double':
      return new Float64Array(buffer, place, each * rows);
    case 'integer':
      return new Int32Array(buffer, place, each * rows);
    case 'unsigned':
      return new Uint32Array(buffer, place, each * rows);
    case 'byte':
      return new Uint8Array(buffer, place, each * rows);
  }
}

/**
 * Reserves zeroed memory of the module.
 * @throws RangeError when it has no more
 */
export function reserve(kernel: Pick<Exports, 'reserve'>, size: number): number {
  const place = kernel.reserve(size) >>> 0;
  if (place === 0) throw new RangeError(`no memory left for ${size} bytes of input, columns or texts`);
  return place;
}
