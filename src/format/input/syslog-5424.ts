// RFC 5424: `<34>1 2026-10-11T22:14:15.003Z host app 1234 ID47 [origin ip="192.0.2.1"] message`. `-` is null. Structured
// data is the member `sd`, an object of objects: the path `sd.origin.ip`. Of elements with the same name, and of
// parameters with the same name, the last counts. Without structured data there is no `sd`.
import { FieldRecord, type WholeRecord } from './field-record.js';
import type { ParsedRecord } from './input-format.js';
import { closingQuote } from './quoted.js';
import { readerOf, RecordFault } from './record-fault.js';
import { addPriority, highestPriority } from './syslog-priority.js';

export const syslog5424 = readerOf((line) => new Syslog5424Line(line).whole());

/** Whether the line begins as a message with a version does: after RFC 3164 a priority is followed by a month. */
export function beginsAs5424(line: string): boolean {
  return /^<\d{1,3}>\d{1,3} /.test(line);
}

const headFields = [
  ['time', 'the time'],
  ['host', 'the host'],
  ['app', 'the name of the application'],
  ['pid', 'the process id'],
  ['msgid', 'the message id'],
] as const;

/** Goes over the line once. */
class Syslog5424Line {
  readonly #line: string;
  readonly #fields = new FieldRecord();
  #at = 0;

  constructor(line: string) {
    this.#line = line;
  }

  whole(): ParsedRecord {
    this.#head();
    const data = this.#structuredData();
    this.#fields.field('message', this.#message());
    if (data !== undefined) this.#fields.nested('sd', data);
    return this.#fields.whole;
  }

  #head(): void {
    const [whole, digits, version] = /^<(\d{1,3})>(\d{1,3}) /.exec(this.#line) ?? [];
    if (whole === undefined) this.#stop('expected a priority and a version: <34>1');
    const priority = Number(digits);
    if (priority > highestPriority) this.#stop(`the priority is higher than ${highestPriority}`);
    this.#at = whole.length;
    if (version !== '1') throw new RecordFault(whole.length - 2, 'only version 1 of the syslog protocol is known');
    addPriority(this.#fields, priority);
    for (const [name, called] of headFields) this.#fields.field(name, this.#word(called));
  }

  /** A field and the blank behind it; null: `-`. */
  #word(called: string): string | null {
    const end = this.#line.indexOf(' ', this.#at);
    if (end < 0)
      throw new RecordFault(
        this.#line.length,
        `the line ends too early: after ${called} structured data has to follow, or -`,
      );
    if (end === this.#at) this.#stop(`expected ${called}, or - for none`);
    const word = this.#line.slice(this.#at, end);
    this.#at = end + 1;
    return word === '-' ? null : word;
  }

  #structuredData(): WholeRecord | undefined {
    if (this.#line[this.#at] === '-') {
      this.#at++;
      return undefined;
    }
    if (this.#line[this.#at] !== '[') this.#stop('expected structured data in square brackets, or - for none');
    const elements = new FieldRecord();
    while (this.#line[this.#at] === '[') {
      this.#at++;
      elements.nested(this.#name(), this.#parameters());
    }
    return elements.whole;
  }

  /** The parameters of an element, and its closing bracket. */
  #parameters(): WholeRecord {
    const parameters = new FieldRecord();
    while (this.#line[this.#at] === ' ') {
      this.#at++;
      if (this.#line[this.#at] === ']') break;
      const name = this.#name();
      if (!this.#line.startsWith('="', this.#at)) this.#stop('expected =" after the name of the parameter');
      parameters.field(name, this.#value());
    }
    if (this.#line[this.#at] !== ']') this.#stop('expected a parameter, or ] at the end of the element');
    this.#at++;
    return parameters.whole;
  }

  #name(): string {
    const name = this.#shape(/[^\0- ="\]\x7f]+/y);
    if (name === '') this.#stop('expected a name');
    return name;
  }

  #value(): string {
    const from = this.#at + 2;
    const end = closingQuote(this.#line, from);
    if (end < 0) this.#stop('the value that begins here has no end');
    this.#at = end + 1;
    return this.#line.slice(from, end).replace(/\\(["\\\]])/g, '$1');
  }

  /** All that is left, without the byte order mark of UTF-8. */
  #message(): string | null {
    if (this.#at === this.#line.length) return null;
    if (this.#line[this.#at] !== ' ') this.#stop('expected a blank before the message');
    const from = this.#at + 1;
    return this.#line.slice(this.#line[from] === '\ufeff' ? from + 1 : from);
  }

  #shape(shape: RegExp): string {
    shape.lastIndex = this.#at;
    const found = shape.exec(this.#line)?.[0] ?? '';
    this.#at += found.length;
    return found;
  }

  #stop(error: string): never {
    throw new RecordFault(this.#at, error);
  }
}
