// A pane as a record of fields with something between them, under a header: what csv and tsv share. Text stands as it is,
// nothing where there is nothing, and what is a list or an object as JSON text.
import type { Pane, WrittenPane } from '../../model/pane.js';
import { columnsOf, fieldOf, viewOfPane, viewOfRetraction, type RowColumn, type RowView } from './columns.js';
import type { OutputFormat, RowText } from './output-format.js';
import type { RowLayout } from './row-layout.js';
import { RowNumbers } from './row-numbers.js';
import { TextRowWriter } from './row-writers.js';

/** How fields are kept apart, and what is done where one holds what keeps them apart. */
export interface Dialect {
  readonly separator: string;
  readonly field: (text: string) => string;
  /** Text without characters, which is not the same as nothing. */
  readonly empty: string;
}

/** A format that is given by its dialect. */
export function delimitedFormat(name: string, doc: string, dialect: Dialect): OutputFormat {
  return {
    ...{ name, form: name, doc, example: name },
    ...{ oneLevel: true, fixedColumns: true },
    heading: (layout) => header(layout, dialect),
    open(layout, to) {
      const numbers = new RowNumbers(layout.sequence);
      return new TextRowWriter(new DelimitedRows(layout, numbers, dialect), numbers, to);
    },
  };
}

class DelimitedRows implements RowText {
  readonly #layout: RowLayout;
  readonly #numbers: RowNumbers;
  readonly #dialect: Dialect;
  readonly #fields: readonly ((row: RowView) => string)[];

  constructor(layout: RowLayout, numbers: RowNumbers, dialect: Dialect) {
    this.#layout = layout;
    this.#numbers = numbers;
    this.#dialect = dialect;
    this.#fields = columnsIn(layout).map((column) => fieldOf(column, layout));
  }

  pane(pane: Pane, slot: number): string {
    return this.#record(viewOfPane(pane, slot, this.#layout, this.#numbers));
  }

  retraction(pane: WrittenPane): string {
    return this.#record(viewOfRetraction(pane, this.#numbers));
  }

  #record(row: RowView): string {
    const { separator } = this.#dialect;
    let record = '';
    for (const field of this.#fields) record += `${separator}${written(field(row), this.#dialect)}`;
    return `${record.slice(separator.length)}\n`;
  }
}

/** The names of the columns as a record. */
function header(layout: RowLayout, { separator, field, empty }: Dialect): string {
  const names = columnsIn(layout).map(({ name }) => (name === '' ? empty : field(name)));
  return `${names.join(separator)}\n`;
}

function columnsIn(layout: RowLayout): readonly RowColumn[] {
  return columnsOf(layout, layout.pane, layout.sequence !== undefined);
}

function written(json: string, { field, empty }: Dialect): string {
  const first = json.charCodeAt(0);
  // A number, or true or false.
  if (first < 0x5b && first !== 0x22) return json;
  if (json === 'null') return '';
  if (first !== 0x22) return field(json);
  const text = plainText(json);
  return text === '' ? empty : field(text);
}

/** The text that a JSON string stands for. */
export function plainText(json: string): string {
  return json.includes('\\') ? (JSON.parse(json) as string) : json.slice(1, -1);
}
