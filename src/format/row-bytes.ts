// Rows of ordinary numbers, put byte by byte into the sink's buffer: no string is made of them. For the first of a run,
// and for all where WebAssembly is not. Twin of RowWriter.pane and RowPage; test/sink/row-ways.test.ts holds their bytes
// equal.
import type { Cells } from '../aggregate/aggregate.js';
import type { Instant } from '../model/instant.js';
import { farthest } from '../model/instant.js';
import type { Pane } from '../model/pane.js';
import type { Window } from '../model/window.js';
import { putIso } from '../kernel/iso-text.js';
import { putBytes, putNumber, putText } from '../kernel/put-text.js';
import { RepeatedText } from './repeated-text.js';
import type { RowForm } from './row-writer.js';
import type { Sink } from '../sink/sink.js';
import { paneInfoCode, paneInfoText } from './pane-info.js';

/** The longest text of a double, `-1.2345678901234567e-308`; an instant with its quotes is `"+012345-01-01T00:00:00.000Z"`. */
const mostOfNumber = 24;
const mostOfInstant = 30;
const mostOfWindow = 2 * mostOfInstant + 40;
/** What a sink lends for one row. */
const mostComposed = 65_536;

export class RowBytes {
  readonly #form: RowForm;
  readonly #cells: readonly Cells[];
  readonly #names: readonly Uint8Array[];
  readonly #mostOfRest: number;
  /** The row being put. */
  readonly #numbers: Float64Array;
  #pane!: Pane;
  #key = '';
  /** The window of the row before; its bytes from its second row on. */
  #start: Instant = NaN;
  #end: Instant = NaN;
  #window: Uint8Array | undefined;
  #place = -1;
  readonly #standing = new RepeatedText();

  /** @param members `,"count":` … before each value */
  constructor(form: RowForm, members: readonly string[]) {
    this.#form = form;
    this.#cells = form.cells;
    this.#names = members.map((member) => Buffer.from(member));
    this.#numbers = new Float64Array(form.cells.length);
    const values = this.#names.reduce((sum, { length }) => sum + length + mostOfNumber, 2);
    this.#mostOfRest = mostOfWindow + mostOfInstant + values;
  }

  /** Writes the row if every value in it is an ordinary number; false if not, and then nothing is written. */
  write(pane: Pane, slot: number, sink: Sink): boolean {
    const cells = this.#cells;
    for (let i = 0; i < cells.length; i++) {
      const x = cells[i]!.number?.(slot) ?? NaN;
      if (x !== x) return false;
      this.#numbers[i] = x;
    }
    this.#pane = pane;
    this.#key = this.#form.keyText(pane.key);
    this.#stand(pane);
    const most = this.#mostOfRest + 3 * this.#key.length + this.#standing.most;
    if (most > mostComposed) return false;
    sink.compose(most, this.#put);
    return true;
  }

  #stand(pane: Pane): void {
    const place = paneInfoCode(pane);
    if (place !== this.#place || place < 0) this.#standing.set(paneInfoText(pane));
    else this.#standing.repeat();
    this.#place = place;
  }

  readonly #put = (buffer: Buffer, from: number): number => {
    let at = this.#putWindow(buffer, from, this.#pane.window);
    at = putText(buffer, at, this.#key);
    at = this.#standing.put(buffer, at);
    at = this.#putInstant(buffer, at, this.#pane.ts);
    for (let i = 0; i < this.#names.length; i++) {
      at = putBytes(buffer, at, this.#names[i]!);
      at = putNumber(buffer, at, this.#numbers[i]!);
    }
    buffer[at++] = 125;
    buffer[at++] = 10;
    return at;
  };

  #putWindow(buffer: Buffer, from: number, { start, end }: Window): number {
    const again = start === this.#start && end === this.#end;
    if (again && this.#window !== undefined) {
      buffer.set(this.#window, from);
      return from + this.#window.length;
    }
    this.#start = start;
    this.#end = end;
    const at = putText(buffer, this.#putBounds(buffer, from, start, end), ',"key":');
    this.#window = again ? Buffer.from(buffer.subarray(from, at)) : undefined;
    return at;
  }

  #putBounds(buffer: Buffer, from: number, start: Instant, end: Instant): number {
    if (this.#form.kind === 'counting') return putText(buffer, from, `{"window":{"from":${start},"to":${end}}`);
    if (start === -Infinity && end === Infinity) return putText(buffer, from, '{"window":null');
    let at = putText(buffer, from, '{"window":{"start":');
    at = putText(buffer, this.#putInstant(buffer, at, start), ',"end":');
    at = this.#putInstant(buffer, at, end);
    buffer[at] = 125;
    return at + 1;
  }

  #putInstant(buffer: Buffer, from: number, instant: Instant): number {
    if (!Number.isFinite(instant)) return putText(buffer, from, 'null');
    if (this.#form.timeOutput === 'ms' || instant > farthest || instant < -farthest)
      return putNumber(buffer, from, instant);
    buffer[from] = 34;
    const at = putIso(buffer, from + 1, instant);
    buffer[at] = 34;
    return at + 1;
  }
}
