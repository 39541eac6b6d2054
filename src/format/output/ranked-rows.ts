// The rows of `flowctl top` (OPERATORS §4): a pane holds a list of events, and each of them is a row with its rank.
import type { Pane, WrittenPane } from '../../model/pane.js';
import { instantText } from '../../text/instant-text.js';
import { itemTexts } from '../json-spans.js';
import { standing, windowText } from './nested-rows.js';
import type { OutputFormat, RowText } from './output-format.js';
import type { RowLayout } from './row-layout.js';
import { RowNumbers } from './row-numbers.js';
import { TextRowWriter } from './row-writers.js';

class RankedRows implements RowText {
  readonly #layout: RowLayout;
  readonly #numbers: RowNumbers;

  constructor(layout: RowLayout, numbers: RowNumbers) {
    this.#layout = layout;
    this.#numbers = numbers;
  }

  pane(pane: Pane, slot: number): string {
    return this.#rows(pane, this.#layout.cells[0]!.text(slot), '');
  }

  /** The lines it had, rank by rank, each with `"retract":true`. */
  retraction(pane: WrittenPane): string {
    return this.#rows(pane, pane.values[0]!, ',"retract":true');
  }

  #rows(pane: Pane, list: string, retract: string): string {
    const { keyText, times, values } = this.#layout;
    const head = `${windowText(pane.window, this.#layout)},"key":${keyText(pane.key)},"rank":`;
    const middle = `${standing(pane, this.#layout)}${instantText(pane.ts, times)},${JSON.stringify(values[0])}:`;
    return itemTexts(list)
      .map((event, i) => this.#row(`${head}${i + 1}${middle}${event}`, retract))
      .join('');
  }

  #row(row: string, retract: string): string {
    const { computed } = this.#layout;
    const members = computed === undefined ? '' : computed.of(row, retract !== '');
    return members === undefined ? '' : `${row}${members}${retract}${this.#numbers.takeMember()}}\n`;
  }
}

export const rankedRows: OutputFormat = {
  name: 'ndjson',
  form: 'ndjson',
  doc: 'one JSON object a line for each event of a list, with its rank',
  example: 'ndjson',
  open(layout, to) {
    const numbers = new RowNumbers(layout.sequence);
    return new TextRowWriter(new RankedRows(layout, numbers), numbers, to);
  },
};
