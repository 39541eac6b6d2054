// The record at hand and the text it was read from: values are handed on as they were written (SPEC §2), and the text
// is in this room alone. The text is searched only for what parsing loses: escapes in strings, digits of numbers, the
// spelling of objects.
import type { EachPiece } from '../event/each.js';
import { follow, isObject, type Step } from '../event/jsonpath/node.js';
import type { Path } from '../event/path.js';
import { addMember } from '../event/add-member.js';
import { looksLikeObject, withMember } from './event-text.js';
import { exactRecord } from './exact-record.js';
import type { ParsedRecord } from './input/input-format.js';
import { JsonSpans } from './json-spans.js';

export class RecordText {
  /** The event: the parsed record, under `--each` with its piece. */
  event: unknown;
  #read: ParsedRecord = { record: undefined, text: '' };
  /** The record with the digits of its wide numbers, once it was needed; the record itself when it has none. */
  #exact: { readonly record: unknown } | undefined;
  #spans: JsonSpans | undefined;
  #escapes: boolean | undefined;
  #piece: EachPiece | undefined;
  #pieceSpans: JsonSpans | undefined;
  /** The texts of the members that were added to the event (`--set`), by name. */
  #set: ReadonlyMap<string, string> = none;

  /** Turns to a record and its text, which is valid JSON. */
  open(read: ParsedRecord): void {
    this.event = read.record;
    this.#read = read;
    this.#exact = undefined;
    this.#spans = undefined;
    this.#escapes = undefined;
    this.#piece = undefined;
    this.#set = none;
  }

  /** Turns to a piece of the record; `event` is the record with the piece as `@each`. */
  turn(piece: EachPiece, event: unknown): void {
    this.event = event;
    this.#piece = piece;
    this.#pieceSpans = undefined;
    this.#set = none;
  }

  /**
   * Adds a member to the event, which is an object of its own; one that is there is overwritten.
   * @param text of its value, JSON
   */
  set(name: string, text: string): void {
    addMember(this.event as object, name, JSON.parse(text));
    this.#set = new Map([...this.#set, [name, text]]);
  }

  /** The event with the digits of its numbers from 2^53 on. */
  get exactEvent(): unknown {
    const read = this.#exactRead;
    const wide = [...this.#set].map(([name, text]) => [name, exactRecord(text, undefined)] as const);
    if (read === this.event && wide.every(([, value]) => value === undefined)) return read;
    const event = { ...(read as object) };
    for (const [name, value] of wide) addMember(event, name, value ?? (this.event as MadeMembers)[name]);
    return event;
  }

  /** The same without the members that were added. */
  get #exactRead(): unknown {
    const { text, record: parsed } = this.#read;
    const { record } = (this.#exact ??= { record: exactRecord(text, parsed) });
    if (record === parsed) return this.event;
    if (this.#piece === undefined) return record;
    const { value, steps } = this.#piece;
    return { ...(isObject(record) ? record : {}), '@each': steps === undefined ? value : follow(record, steps) };
  }

  /** The piece as JSON text; `null` when there is none. */
  get pieceText(): string {
    if (this.#piece === undefined) return 'null';
    const { value, steps } = this.#piece;
    return steps === undefined ? JSON.stringify(value) : slice(this.#record(), steps);
  }

  /** What `path` selects first of the event, as it was written; `value` is what it is. */
  raw(path: Path, value: unknown): string {
    if (typeof value === 'string' && this.#read.stringified) return JSON.stringify(value);
    if (typeof value === 'string' && this.#set.size === 0 && !this.#escaped()) return `"${value}"`;
    if (typeof value === 'boolean') return String(value);
    return this.text(path.steps ?? path.places(this.event).at(0)!.steps);
  }

  /** The value at the end of these steps, which is there, as it was written. */
  text(steps: readonly Step[]): string {
    const [first, ...others] = steps;
    const made = this.#set.get(first as string);
    if (made !== undefined) return slice(new JsonSpans(made), others);
    if (first === undefined) return this.#wholeText();
    if (this.#piece === undefined || first !== '@each') return slice(this.#record(), steps);
    this.#pieceSpans ??= new JsonSpans(this.pieceText);
    return slice(this.#pieceSpans, others);
  }

  /** Of members with the same name the last counts, so that the others are appended: the piece, and those of `--set`. */
  #wholeText(): string {
    const members = [...this.#set].map(([name, text]) => `${JSON.stringify(name)}:${text}`);
    const record = slice(this.#record(), []);
    if (this.#piece === undefined) return members.reduce(withMember, record);
    const each = `"@each":${this.pieceText}`;
    return [each, ...members].reduce(withMember, looksLikeObject(record) ? record : '{}');
  }

  /** Where that begins in the text, in UTF-16 code units; undefined when it is not one value of the record. */
  place(path: Path): number | undefined {
    const [first] = path.steps ?? [];
    if (path.steps === undefined || (this.#piece !== undefined && first === '@each')) return undefined;
    if (this.#set.has(first as string)) return undefined;
    return this.#record().find(path.steps)?.start;
  }

  /** Without a backslash in the whole text, a string is written as it is. */
  #escaped(): boolean {
    return (this.#escapes ??= this.#read.text.includes('\\'));
  }

  #record(): JsonSpans {
    return (this.#spans ??= new JsonSpans(this.#read.text));
  }
}

type MadeMembers = Readonly<Record<string, unknown>>;

const none: ReadonlyMap<string, string> = new Map();

function slice(spans: JsonSpans, steps: readonly Step[]): string {
  const { start, end } = spans.find(steps)!;
  return spans.text.slice(start, end);
}
