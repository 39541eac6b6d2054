// Joined events as a line of JSON (OPERATORS §1): the key, the events as they were written, and the time.
import type { JoinedEvents } from '../../model/joined-events.js';
import type { Window } from '../../model/window.js';
import { instantText, type TimeOutput } from '../../text/instant-text.js';
import { windowValue } from './nested-rows.js';
import { RowBytes } from './row-bytes.js';
import type { ComputedMembers } from './computed-members.js';
import { RowNumbers } from './row-numbers.js';

/** What rows of a join look like. */
export interface JoinLayout {
  /** A key as JSON text. */
  readonly keyText: (key: number) => string;
  readonly times: TimeOutput;
  /** The `seq` of the first row, when rows are numbered; undefined: they are not. */
  readonly sequence: number | undefined;
  /** --let and --having; undefined: none. */
  readonly computed: ComputedMembers | undefined;
}

export class JoinRows {
  readonly #layout: JoinLayout;
  readonly #numbers: RowNumbers;
  readonly #row = new RowBytes();
  /** The member of a window, which many rows have one after another. */
  #window: Window | undefined;
  #windowText = '';

  constructor(layout: JoinLayout) {
    this.#layout = layout;
    this.#numbers = new RowNumbers(layout.sequence);
  }

  /** The `seq` of the next row. */
  get sequence(): number | undefined {
    return this.#numbers.next;
  }

  /** The line of the events, its line end included: a view, good until the next one; undefined: it is not to be written. */
  line({ key, left, right, ts, marks, retract = false }: JoinedEvents): Uint8Array | undefined {
    const { keyText, times, computed } = this.#layout;
    const late = marks?.late === true ? ',"late":true' : '';
    const back = retract ? ',"retract":true' : '';
    const row = this.#row.begin('{"key":').write(keyText(key));
    if (marks !== undefined) row.write(this.#windowOf(marks.window));
    row.write(',"left":').add(left ?? nothing);
    if (right !== undefined) row.write(',"right":').add(right ?? nothing);
    if (!Number.isNaN(ts)) row.write(',"ts":').write(instantText(ts, times));
    const members = computed === undefined ? '' : computed.of(Buffer.from(row.bytes).toString(), retract);
    if (members === undefined) return undefined;
    return row.write(`${members}${late}${back}${this.#numbers.takeMember()}}\n`).bytes;
  }

  #windowOf(window: Window): string {
    if (window !== this.#window) {
      this.#window = window;
      this.#windowText = `,"window":${windowValue(window, this.#layout.times)}`;
    }
    return this.#windowText;
  }
}

const nothing = Buffer.from('null');
