// Where pages of rows are printed: in this thread, and once there are many of them in another, if one has the time. That
// pays only for pages that are full: where other records come between the rows, each of those has to wait for it.
import type { Pane } from '../model/pane.js';
import type { BlockForm } from './block-printer.js';
import type { RowOutput } from './output/output-format.js';
import { LocalPrinter, printRemotely, RowBlockWriter } from './row-block-writer.js';

/** So many full pages are worth another thread; it is given up when more than a few of its pages, and most, are not full. */
const busy = 8;
const few = 16;

interface BlockCount {
  whole: number;
  cut: number;
}

export class BlockPolicy {
  readonly #form: BlockForm;
  readonly #module: WebAssembly.Module;
  readonly #to: RowOutput;
  /** Pages printed in this thread; and in another, once there were any. */
  readonly #here: BlockCount = { whole: 0, cut: 0 };
  #there: BlockCount | undefined;
  #page: RowBlockWriter;

  constructor(form: BlockForm, module: WebAssembly.Module, to: RowOutput) {
    this.#form = form;
    this.#module = module;
    this.#to = to;
    this.#page = this.#pageHere();
  }

  /**
   * Writes the row; false when it is not for a page, and then nothing is written.
   * @param sequence its `seq`, when rows are numbered
   */
  write(pane: Pane, slot: number, sequence: number | undefined): boolean {
    return this.#page.write(pane, slot, sequence);
  }

  /** Numbers of keys may mean others from now on. */
  forgetKeys(): void {
    this.#page.forgetKeys();
  }

  #pageHere(): RowBlockWriter {
    const own = new LocalPrinter(this.#form, this.#module);
    return new RowBlockWriter(this.#form, this.#to.sink, own, (whole) => this.#printedHere(whole));
  }

  #printedHere(whole: boolean): void {
    const here = this.#here;
    if (whole) here.whole++;
    else here.cut++;
    if (here.whole < busy || here.cut > here.whole || this.#there !== undefined) return;
    const { sink, borrowPrinter } = this.#to;
    const remote = borrowPrinter && printRemotely(this.#form, sink, borrowPrinter);
    if (remote === undefined) return;
    this.#there = { whole: 0, cut: 0 };
    this.#page = new RowBlockWriter(this.#form, sink, remote, (full) => this.#printedThere(full));
  }

  #printedThere(whole: boolean): void {
    const there = this.#there!;
    if (whole) there.whole++;
    else if (++there.cut > few && there.cut > there.whole) {
      this.#to.sink.printLocally?.();
      this.#page = this.#pageHere();
    }
  }
}
