// The rule of fields (SPEC §13): in all formats but JSON a field that is a JSON number (RFC 8259) is that number, an empty
// one is null, and all else is text, so `007` and `1e` stay text. A record is built as a value and as JSON text at the
// same time, because parsing would lose digits: `1.0` and 12345678901234567890 stay as they were written in the text.
// Of members with the same name the last counts, as with JSON.parse.
import { addMember } from '../../event/add-member.js';
import { isJsonNumber } from '../../text/numeric-text.js';
import type { Json } from '../../text/spec.js';
import type { ParsedRecord } from './input-format.js';

/** A record of fields, and its text. */
export interface WholeRecord extends ParsedRecord {
  readonly record: Readonly<Record<string, Json>>;
}

export class FieldRecord {
  readonly #record: Record<string, Json> = {};
  #text = '';

  /** Adds a field by the rule; null is a field that by the format is not there (`-`). */
  field(name: string, field: string | null): void {
    this.#add(name, fieldValue(field), fieldText(field));
  }

  /** Adds a member whose type is fixed by the format. */
  member(name: string, value: boolean | number | null): void {
    this.#add(name, value, String(value));
  }

  /** Adds a list of fields, each by the rule. */
  list(name: string, fields: readonly (string | null)[]): void {
    this.#add(name, fields.map(fieldValue), `[${fields.map(fieldText).join(',')}]`);
  }

  /** Adds a record as a member. */
  nested(name: string, { record, text }: WholeRecord): void {
    this.#add(name, record, text);
  }

  /** The record of what was added. */
  get whole(): WholeRecord {
    return { record: this.#record, text: `{${this.#text}}` };
  }

  #add(name: string, value: Json, text: string): void {
    addMember(this.#record, name, value);
    this.#text += `${this.#text === '' ? '' : ','}${JSON.stringify(name)}:${text}`;
  }
}

/** The value of a field; null is one that is not there. */
export function fieldValue(field: string | null): Json {
  if (field === null || field === '') return null;
  return isNumber(field) ? Number(field) : field;
}

/** The same as JSON text, a number with the digits it was written with. */
export function fieldText(field: string | null): string {
  if (field === null || field === '') return 'null';
  return isNumber(field) ? field : JSON.stringify(field);
}

/** Most text begins with a letter, and is not looked at any further. */
function isNumber(field: string): boolean {
  return field.charCodeAt(0) < 58 && isJsonNumber(field);
}
