// A pane becomes a line (SPEC §3). A million rows are ordinary, so a row is a few joined strings and nothing else: the
// text of a window and of a pane's standing are remembered, because neighbouring rows share them.
import type { Pane, WrittenPane } from '../model/pane.js';
import type { Window } from '../model/window.js';
import { printModule } from '../kernel/module.js';
import { instantText } from '../text/instant-text.js';
import { nullSink } from '../sink/null-sink.js';
import { BlockPolicy } from './block-policy.js';
import type { BorrowPrinter } from './block-printer.js';
import type { Sink } from '../sink/sink.js';
import { paneInfoCode, paneInfoText } from './pane-info.js';
import type { RowForm } from './row-form.js';

/** What makes rows by the page is made ready when there are so many of them: it takes as long as writing a thousand. */
const many = 512;

export class RowWriter {
  readonly #form: RowForm;
  readonly #members: readonly string[];
  /** The window of the row before, and its text with the name of the next member. */
  #start = NaN;
  #end = NaN;
  #head = '';
  /** The standing (see `placeOf`) and `ts` of the row before, and their text. */
  #place = -1;
  #ts = NaN;
  #standing = '';
  #middle = '';
  #sequence: number | undefined;
  readonly #sink: Sink;
  readonly #borrowPrinter: BorrowPrinter | undefined;
  #pages: BlockPolicy | undefined;
  /** Rows until `many`; then 0. */
  #few = many;

  /**
   * @param sink where `writePane` writes
   * @param borrowPrinter gives a printer in another thread, if one is free
   */
  constructor(form: RowForm, sink: Sink = nullSink, borrowPrinter?: BorrowPrinter) {
    this.#form = form;
    this.#borrowPrinter = borrowPrinter;
    this.#sink = sink;
    this.#members = form.names.map((name) => `,${JSON.stringify(name)}:`);
    this.#sequence = form.sequence;
  }

  /** The `seq` of the next row: what a checkpoint records; undefined when rows are not numbered. */
  get sequence(): number | undefined {
    return this.#sequence;
  }

  /** Writes the line of a pane to the sink: `pane`, but where possible without making a string of it. */
  writePane(pane: Pane, slot: number): void {
    if (this.#pages?.write(pane, slot, this.#sequence) === true) {
      if (this.#sequence !== undefined) this.#sequence++;
      return;
    }
    if (this.#few > 0 && --this.#few === 0) this.#manyRows();
    this.#sink.write(this.pane(pane, slot));
  }

  /** Numbers of keys may mean others from now on. */
  forgetKeys(): void {
    this.#pages?.forgetKeys();
  }

  #manyRows(): void {
    const module = printModule();
    if (module !== undefined)
      this.#pages = new BlockPolicy(this.#form, this.#members, module, this.#sink, this.#borrowPrinter);
  }

  /** The line of a pane, its line end included; the values are those in cell `slot` now. */
  pane(pane: Pane, slot: number): string {
    const { cells } = this.#form;
    const members = this.#members;
    let row = this.#opening(pane);
    for (let i = 0; i < cells.length; i++) row += members[i]! + cells[i]!.text(slot);
    return row + this.#ending('');
  }

  /** The line that takes a pane back: the line it had, and `"retract":true`. */
  retraction(pane: WrittenPane): string {
    const members = this.#members;
    let row = this.#opening(pane);
    for (let i = 0; i < members.length; i++) row += members[i]! + pane.values[i]!;
    return row + this.#ending(',"retract":true');
  }

  #opening(pane: Pane): string {
    return this.#headOf(pane.window) + this.#form.keyText(pane.key) + this.#middleOf(pane);
  }

  #ending(retract: string): string {
    if (this.#sequence === undefined) return `${retract}}\n`;
    return `${retract},"seq":${this.#sequence++}}\n`;
  }

  #headOf(window: Window): string {
    if (window.start === this.#start && window.end === this.#end) return flat(this.#head);
    this.#start = window.start;
    this.#end = window.end;
    return (this.#head = this.#windowText(window) + ',"key":');
  }

  #windowText({ start, end }: Window): string {
    const { kind, timeOutput } = this.#form;
    if (kind === 'counting') return `{"window":{"from":${start},"to":${end}}`;
    if (start === -Infinity && end === Infinity) return '{"window":null';
    return `{"window":{"start":${instantText(start, timeOutput)},"end":${instantText(end, timeOutput)}}`;
  }

  #middleOf(pane: Pane): string {
    const place = paneInfoCode(pane);
    if (pane.ts === this.#ts && place === this.#place && place >= 0) return flat(this.#middle);
    if (place !== this.#place || place < 0) this.#standing = flat(paneInfoText(pane));
    this.#ts = pane.ts;
    this.#place = place;
    return (this.#middle = this.#standing + instantText(pane.ts, this.#form.timeOutput));
  }
}

/**
 * The same text in one piece. What is joined together stays a tree of its pieces until it is looked into, and a tree
 * that goes into a million rows would be walked a million times.
 */
function flat(text: string): string {
  text.charCodeAt(0);
  return text;
}
