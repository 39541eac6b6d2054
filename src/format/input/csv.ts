// `--input-format csv` and `tsv` (SPEC §13): records of RFC 4180 with a separator of one's own, and a header. A record is
// the JSON object of its fields, in their order, under the names of the header: a field that is a JSON number is one, an
// empty one is null, all else is text, whether it is quoted or not. Of columns of the same name the last counts, as of
// members in JSON; an empty name is the member `$['']`. The header may come again between two records.
import { addMember } from '../../event/add-member.js';
import { specOf, textIn, textsIn, type Spec } from '../../text/spec.js';
import { UsageError } from '../../text/usage-error.js';
import { csvField, csvFields } from './csv-fields.js';
import { fieldText, fieldValue } from './field-record.js';
import type { InputFormat, InputFormatEntry, ParsedRecord, RecordError, RecordReader } from './input-format.js';
import { QuotedLines } from './quoted-lines.js';

/** @param names of the columns; undefined: the first record has them */
export function csv(separator: string, names: readonly string[] | undefined): InputFormat {
  return {
    framing: (maxRecord) => new QuotedLines(separator.charCodeAt(0), maxRecord),
    hasHeader: names === undefined,
    reordered: (record, from, to) => reordered(separator, record, from, to),
    verbatim: false,
    inLine: undefined,
    scanned: 'separated',
    separated: { separator, names: (header = '') => names ?? namesOfHeader(header, separator) },
    reader: (_clock, header = '') => {
      const columns = names ?? csvFields(header, separator);
      // The header of a single column may well be a value in it.
      const mayRepeat = names === undefined && 'length' in columns && columns.length > 1;
      return { ...readerOf(columns, separator), repeated: mayRepeat ? [header, `\ufeff${header}`] : [] };
    },
  };
}

function namesOfHeader(header: string, separator: string): readonly string[] | undefined {
  const names = csvFields(header, separator);
  return 'error' in names ? undefined : names;
}

function readerOf(names: readonly string[] | RecordError, separator: string): RecordReader {
  if ('error' in names) {
    const error = `the header of the columns cannot be read: ${names.error}`;
    return { read: () => ({ error, at: 0, reason: 'fields' }) };
  }
  const members = names.map((name) => `${JSON.stringify(name)}:`);
  return {
    read(record) {
      const fields = csvFields(record, separator);
      if ('error' in fields) return fields;
      return fields.length === names.length ? new CsvRecord(names, members, fields) : wrongCount(names, fields);
    },
  };
}

function reordered(separator: string, record: string, from: string, to: string): string | undefined {
  const [fields, own, other] = [csvFields(record, separator), csvFields(from, separator), csvFields(to, separator)];
  if ('error' in fields || 'error' in own || 'error' in other || !areAlike(own, other)) return undefined;
  return other.map((name) => csvField(fields[own.indexOf(name)]!, separator)).join(separator);
}

/** Whether they are the same names in another order, each once. */
function areAlike(names: readonly string[], others: readonly string[]): boolean {
  const known = new Set(names);
  return known.size === names.length && others.length === names.length && new Set([...known, ...others]).size === names.length; // prettier-ignore
}

function wrongCount(names: readonly string[], { length }: readonly string[]): RecordError {
  return { error: `the record has ${counted(length, 'field')}, the header ${names.length}`, at: 0, reason: 'fields' };
}

function counted(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

class CsvRecord implements ParsedRecord {
  readonly stringified = true;
  readonly record: unknown;
  readonly #members: readonly string[];
  readonly #fields: readonly string[];

  /** @param members the names as JSON text, with their colons */
  constructor(names: readonly string[], members: readonly string[], fields: readonly string[]) {
    this.#members = members;
    this.#fields = fields;
    const record: Record<string, unknown> = {};
    for (let i = 0; i < names.length; i++) addMember(record, names[i]!, fieldValue(fields[i]!));
    this.record = record;
  }

  get text(): string {
    return `{${this.#fields.map((field, i) => this.#members[i]! + fieldText(field)).join(',')}}`;
  }
}

const separators: Readonly<Record<string, string>> = { tab: '\t', '\\t': '\t', comma: ',', semicolon: ';', pipe: '|' };

export const entry: InputFormatEntry = {
  name: 'csv',
  form: 'csv[,sep=C][,header=NAMES]',
  doc: "records of RFC 4180, whose quoted fields may hold line ends; the first one names the columns, unless NAMES do (`header=time,path,bytes`); C separates the fields where it is no comma (`'csv,sep=;'`, `csv,sep=tab`)",
  example: 'csv,sep=;',
  parse(rest) {
    const [, separator = ',', header] = /^(?:,sep=(\\t|\w+|[^]))?(?:,header=([^]*))?$/.exec(rest) ?? [rest, ''];
    const sep = Object.hasOwn(separators, separator) ? separators[separator]! : separator;
    if (!/^[^\w"\r\n\u0080-\uffff]$/.test(sep)) throw new UsageError(`"${rest}" is not understood`, entry.form);
    return specOf('csv', { sep, header: header === undefined ? undefined : namesIn(header, entry.form) });
  },
  text: (spec) => (sepOf(spec) === ',' ? '' : `,sep=${sepText(sepOf(spec))}`) + headerText(spec),
  build: (spec) => csv(sepOf(spec), namesOf(spec)),
  words: (spec) => `each record is one of CSV${sepWords(sepOf(spec))}${headerWords(spec)}`,
};

export const tsv: InputFormatEntry = {
  name: 'tsv',
  form: 'tsv[,header=NAMES]',
  doc: 'the same with tabs between the fields',
  example: 'tsv',
  parse(rest) {
    const header = /^(?:,header=([^]*))?$/.exec(rest) ?? undefined;
    if (header === undefined) throw new UsageError(`"${rest}" is not understood`, tsv.form);
    return specOf('tsv', { header: header[1] === undefined ? undefined : namesIn(header[1], tsv.form) });
  },
  text: headerText,
  build: (spec) => csv('\t', namesOf(spec)),
  words: (spec) => `each record is one of CSV with tabs${headerWords(spec)}`,
};

/** Names are a record of CSV with commas, whatever separates the fields of the input. */
function namesIn(header: string, form: string): readonly string[] {
  const names = csvFields(header, ',');
  if ('error' in names || header === '') throw new UsageError(`"${header}" names no columns`, form);
  return names;
}

function sepOf(spec: Spec): string {
  return textIn(spec, 'sep');
}

function sepText(separator: string): string {
  return separator === '\t' ? 'tab' : separator;
}

function sepWords(separator: string): string {
  return separator === ',' ? '' : ` with ${separator === '\t' ? 'tabs' : `\`${separator}\``} between the fields`;
}

function namesOf(spec: Spec): readonly string[] | undefined {
  return spec['header'] === undefined ? undefined : textsIn(spec, 'header');
}

function headerText(spec: Spec): string {
  const names = namesOf(spec);
  return names === undefined ? '' : `,header=${names.map((name) => csvField(name, ',')).join(',')}`;
}

function headerWords(spec: Spec): string {
  const names = namesOf(spec);
  return names === undefined ? '; the first one names the columns' : `; the columns are ${names.join(', ')}`;
}
