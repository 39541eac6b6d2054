// Joined events as a line of JSON (OPERATORS §1): the key, the events as they were written, and the time.
import type { JoinedEvents } from '../../model/joined-events.js';
import { instantText, type TimeOutput } from '../../text/instant-text.js';
import { RowNumbers } from './row-numbers.js';

/** What rows of a join look like. */
export interface JoinLayout {
  /** A key as JSON text. */
  readonly keyText: (key: number) => string;
  readonly times: TimeOutput;
  /** The `seq` of the first row, when rows are numbered; undefined: they are not. */
  readonly sequence: number | undefined;
}

export class JoinRows {
  readonly #layout: JoinLayout;
  readonly #numbers: RowNumbers;

  constructor(layout: JoinLayout) {
    this.#layout = layout;
    this.#numbers = new RowNumbers(layout.sequence);
  }

  /** The `seq` of the next row. */
  get sequence(): number | undefined {
    return this.#numbers.next;
  }

  /** The line of the events, its line end included. */
  line({ key, left, right, ts }: JoinedEvents): string {
    const { keyText, times } = this.#layout;
    const other = right === undefined ? '' : `,"right":${right ?? 'null'}`;
    const seq = this.#numbers.takeMember();
    return `{"key":${keyText(key)},"left":${left ?? 'null'}${other},"ts":${instantText(ts, times)}${seq}}\n`;
  }
}
