// The way from one step to the next (`then`): the rows of a step are the lines that the next one reads, in memory. Control
// lines go beside the rows, each at its place among them, so that they need not be JSON and cannot be mistaken for rows.
import type { Batch, Control, ControlLine, NonEvent } from '../model/batch.js';
import { OutputBuffer } from '../sink/output-buffer.js';
import type { DeferredRows, Sink } from '../sink/sink.js';
import type { Source } from '../source/source.js';

/** A control line that went beside the rows. */
export interface PassedControl extends ControlLine {
  /** What is passed on of it to outputs that take text. */
  readonly text: Uint8Array;
}

/** … before it has a place in a batch. */
interface WaitingControl {
  /** Bytes of rows before it. */
  readonly offset: number;
  readonly control: Control;
  readonly text: Uint8Array;
}

const done = (): Promise<void> => Promise.resolve();

export class Edge implements Sink {
  readonly name: string;
  readonly place = undefined;
  readonly full = false;
  readonly #buffer = new OutputBuffer((piece) => this.#pieces.push(Buffer.from(piece)));
  readonly #pieces: Buffer[] = [];
  /** Bytes read of the first piece. */
  #read = 0;
  #controls: WaitingControl[] = [];
  /** Bytes of rows that went to the next step in an earlier run. */
  readonly #before: number;
  /** The header that an earlier run has begun with. */
  readonly #heading: string | undefined;

  /**
   * @param name of the step that writes
   * @param before bytes of rows that went to the next step in an earlier run, and the header of these
   */
  constructor(name: string, before: { readonly offset: number; readonly prelude?: string } = { offset: 0 }) {
    this.name = name;
    this.#before = before.offset;
    this.#heading = before.prelude;
  }

  begin(heading: string): void {
    if (this.#heading === undefined) this.write(heading);
  }

  /** The header that an earlier run has begun with. */
  readonly head = (): Buffer | undefined => (this.#heading === undefined ? undefined : Buffer.from(this.#heading));

  write(chunk: string | Uint8Array): void {
    this.#buffer.append(chunk);
  }

  defer(pending: DeferredRows): void {
    this.#buffer.pend(pending);
  }

  flushDeferred(): void {
    this.#buffer.settle();
  }

  /** A control line after all rows so far. */
  readonly control = (control: Control, text: Uint8Array): void => {
    this.#controls.push({ offset: this.bytes, control, text: Buffer.from(text) });
  };

  get bytes(): number {
    return this.#before + this.#buffer.total;
  }

  /** Whether the next step has nothing to read. */
  get idle(): boolean {
    return this.#buffer.idle && this.#pieces.length === 0 && this.#controls.length === 0;
  }

  /** Makes all that was written ready to be read. */
  flush(): void {
    this.#buffer.flush();
  }

  /** Whether there are rows to be read. */
  get hasRows(): boolean {
    return this.#pieces.length > 0;
  }

  read(into: Uint8Array): number {
    const [piece] = this.#pieces;
    if (piece === undefined) return 0;
    const n = Math.min(piece.length - this.#read, into.length);
    into.set(piece.subarray(this.#read, this.#read + n));
    this.#read += n;
    if (this.#read < piece.length) return n;
    this.#pieces.shift();
    this.#read = 0;
    return n;
  }

  /** A batch of the rows with the control lines that stand among them. */
  withControls(batch: Batch): Batch {
    const count = this.#controls.findIndex(({ offset }) => offset > batch.to.offset);
    const controls = this.#controls.splice(0, count < 0 ? this.#controls.length : count);
    return controls.length === 0 ? batch : { ...batch, nonEvents: merged(batch, controls) };
  }

  /** The control lines after the last row. */
  takeControls(): readonly PassedControl[] {
    const place = { kind: 'control', before: 0, start: 0, end: 0, line: 0 } as const;
    return this.#controls.splice(0).map(({ control, text }) => ({ ...place, control, text }));
  }

  /** The same for what reads it. */
  get source(): Source {
    const nothing = () => undefined;
    const { name } = this;
    return { name, live: false, read: (into) => this.read(into), locate: nothing, park: nothing, close: nothing };
  }

  readonly drain = done;
  readonly sync = done;
  readonly reopen = done;
  readonly close = done;
}

/** The non-events of a batch in order of their place, with the control lines before what begins at or after their own. */
function merged({ base, starts, length, lines, nonEvents }: Batch, controls: readonly WaitingControl[]): NonEvent[] {
  const all: NonEvent[] = [];
  let [row, next] = [0, 0];
  for (const { offset, control, text } of controls) {
    const start = offset - base;
    while (row < length && starts[row]! < start) row++;
    while (next < nonEvents.length && nonEvents[next]!.start < start) all.push(nonEvents[next++]!);
    const passed: PassedControl = {
      kind: 'control',
      before: row,
      control,
      start,
      end: start,
      line: lines[row] ?? 0,
      text,
    };
    all.push(passed);
  }
  return [...all, ...nonEvents.slice(next)];
}
