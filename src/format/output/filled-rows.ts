// Rows that `flowctl fill` writes (OPERATORS §6): those of windows without one have the shape of the rows that came,
// and those of silence hold since when.
import type { ComingRow, FilledRow, SilenceRow } from '../../model/filled-row.js';
import { isoDuration } from '../../text/duration.js';
import { instantText, type TimeOutput } from '../../text/instant-text.js';
import { looksLikeObject } from '../event-text.js';
import { memberTexts } from '../json-spans.js';
import { windowText } from './nested-rows.js';
import { withComputed, type ComputedMembers } from './computed-members.js';
import { RowNumbers } from './row-numbers.js';

/** What filled rows have for values: nothing, zero for numbers and no elements for lists, or what the last row had. */
export type FillWith = 'null' | 'zero' | 'previous';

export interface FilledLayout {
  /** A key as JSON text. */
  readonly keyText: (key: number) => string;
  readonly values: FillWith;
  readonly times: TimeOutput;
  /** The `seq` of the first row of silence, when rows are numbered; undefined: they are not. */
  readonly sequence: number | undefined;
  /** --let and --having of rows of silence; undefined: none. */
  readonly computed: ComputedMembers | undefined;
}

/** Members of a row that are none of its values. */
const standing: readonly string[] = ['window', 'key', 'pane', 'ts', 'retract', 'seq', 'filled'];

export class FilledRows {
  readonly #layout: FilledLayout;
  readonly #numbers: RowNumbers;

  constructor(layout: FilledLayout) {
    this.#layout = layout;
    this.#numbers = new RowNumbers(layout.sequence);
  }

  /** The `seq` of the next row. */
  get sequence(): number | undefined {
    return this.#numbers.next;
  }

  /** @param text a row as JSON */
  comingRow(text: string): ComingRow {
    if (!looksLikeObject(text)) return { values: '', early: false };
    const members = memberTexts(text);
    const values = [...members].filter(([name]) => !standing.includes(name));
    const pane = members.get('pane') ?? '';
    return {
      values: values.map(([name, value]) => `,${JSON.stringify(name)}:${this.#valueFor(value)}`).join(''),
      early: looksLikeObject(pane) && memberTexts(pane).get('timing') === '"early"',
    };
  }

  /** The line of a window without a row, its line end included. */
  filled({ key, window, values }: FilledRow, retract: boolean): string {
    const { keyText, times } = this.#layout;
    const head = `${windowText(window, { windows: 'time', times })},"key":${keyText(key)}`;
    const back = retract ? ',"retract":true' : '';
    return `${head},"ts":${instantText(window.end - 1, times)}${values},"filled":true${back}}\n`;
  }

  /** The line of a key that falls silent, or is heard of again; undefined when it is not to be written. */
  silence({ key, since, ts, silent }: SilenceRow): string | undefined {
    const { keyText, times, computed } = this.#layout;
    const length = since === undefined ? 'null' : `"${isoDuration(ts - since)}"`;
    const last = since === undefined ? 'null' : instantText(since, times);
    const at = `"since":${last}${silent ? '' : `,"for":${length}`},"ts":${instantText(ts, times)}`;
    const row = `{"key":${keyText(key)},"silent":${silent},${at}`;
    return withComputed(computed, row, () => this.#numbers.takeMember());
  }

  #valueFor(value: string): string {
    if (this.#layout.values === 'previous') return value;
    if (this.#layout.values === 'null') return 'null';
    return value.startsWith('[') ? '[]' : /^[-\d]/.test(value) ? '0' : 'null';
  }
}
