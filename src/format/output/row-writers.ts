// The two ways of rows to a sink: each as a string; and once there are many, their numbers by the block, of which a
// printer makes bytes (row-block-writer.ts). test/format/row-ways.test.ts holds the two equal.
import { printModule } from '../../kernel/module.js';
import type { Pane, WrittenPane } from '../../model/pane.js';
import { BlockPolicy } from '../block-policy.js';
import type { BlockForm } from '../block-printer.js';
import type { RowOutput, RowText, RowWriter } from './output-format.js';
import type { RowNumbers } from './row-numbers.js';

/** What makes rows by the block is made ready when there are so many of them: it takes as long as writing a thousand. */
const many = 512;

/** Writes each row as a string. */
export class TextRowWriter implements RowWriter {
  readonly #rows: RowText;
  readonly #numbers: RowNumbers;
  readonly #to: RowOutput;

  constructor(rows: RowText, numbers: RowNumbers, to: RowOutput) {
    this.#rows = rows;
    this.#numbers = numbers;
    this.#to = to;
  }

  get sequence(): number | undefined {
    return this.#numbers.next;
  }

  pane(pane: Pane, slot: number): void {
    this.#to.sink.write(this.#rows.pane(pane, slot));
  }

  retraction(pane: WrittenPane): void {
    this.#to.sink.write(this.#rows.retraction(pane));
  }

  forgetKeys(): void {
    // Rows are written as they come: none of them names a key that is not known any more.
  }
}

/** @param form undefined: no rows are written by the block */
export function rowWriter(rows: RowText, form: BlockForm | undefined, numbers: RowNumbers, to: RowOutput): RowWriter {
  return form === undefined ? new TextRowWriter(rows, numbers, to) : new BlockRowWriter(rows, form, numbers, to);
}

/** Writes the first rows as strings, and then those that it can by the block. */
class BlockRowWriter implements RowWriter {
  readonly #texts: TextRowWriter;
  readonly #form: BlockForm;
  readonly #numbers: RowNumbers;
  readonly #to: RowOutput;
  #blocks: BlockPolicy | undefined;
  /** Rows until `many`; then 0. */
  #few = many;

  constructor(rows: RowText, form: BlockForm, numbers: RowNumbers, to: RowOutput) {
    this.#texts = new TextRowWriter(rows, numbers, to);
    this.#form = form;
    this.#numbers = numbers;
    this.#to = to;
  }

  get sequence(): number | undefined {
    return this.#numbers.next;
  }

  pane(pane: Pane, slot: number): void {
    if (this.#blocks?.write(pane, slot, this.#numbers.next) === true) {
      this.#numbers.take();
      return;
    }
    if (this.#few > 0 && --this.#few === 0) this.#manyRows();
    this.#texts.pane(pane, slot);
  }

  retraction(pane: WrittenPane): void {
    this.#texts.retraction(pane);
  }

  forgetKeys(): void {
    this.#blocks?.forgetKeys();
  }

  #manyRows(): void {
    const module = printModule();
    if (module !== undefined) this.#blocks = new BlockPolicy(this.#form, module, this.#to);
  }
}
