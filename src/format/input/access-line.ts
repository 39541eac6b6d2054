// Lines of access logs (SPEC §13): the Common Log Format, `host ident user [time] "request" status bytes`, and the
// combined one, which adds "referer" and "agent". `-` is null, and so is what is empty. The request is taken apart into
// method, path (the target as it was sent, its query included) and protocol; what is no request (a TLS greeting on a
// plain port) stands whole as `request`, and then the three are null. Fields behind the last one, which Apache and
// nginx are often configured to write (times, X-Forwarded-For), are the list `extra`; a line without them has no such
// member. Of `vhost_combined` (Debian's other_vhosts_access.log) the first field is `vhost`.
import { bareEntry } from './bare-entry.js';
import { FieldRecord } from './field-record.js';
import type { ParsedRecord, RecordError, RecordReader } from './input-format.js';
import { lineFormat } from './line-format.js';
import { closingQuote, escapedBytes, escapedLetters } from './quoted.js';

export const clf: RecordReader = { read: (line) => read(line, false) };
export const combined: RecordReader = { read: (line) => read(line, true) };

/** A user may have blanks and brackets in his name, but no quotation mark without a backslash before it. */
const timeAndQuote = / \[(\d{1,2}\/[A-Za-z]{3}\/\d{4}:\d\d:\d\d:\d\d [+-]\d{4})\] "/;
const protocolName = /^[A-Z]{1,16}\/\d(?:\.\d)?$/;
const methodName = /^[!#$%&'*+.^_`|~\w-]{1,64}$/;
const targetBegin = /^(?:[/*]|[a-z]{1,16}:\/\/)/;

function read(line: string, combined: boolean): ParsedRecord | RecordError {
  const found = timeAndQuote.exec(line);
  if (found === null)
    return {
      at: timeOrStart(line),
      error: 'expected [day/month/year:hour:minute:second zone] and a request in quotes',
    };
  const fields = new FieldRecord();
  if (!head(fields, line.slice(0, found.index)))
    return { at: 0, error: 'expected host, identity and user before the time, with one blank between them' };
  fields.field('time', found[1]!);
  const quote = found.index + found[0].length - 1;
  const end = closingQuote(line, quote + 1);
  if (end < 0) return { at: quote, error: 'the request that begins here has no end' };
  request(fields, plain(line.slice(quote + 1, end)));
  const fault = tail(fields, line, end + 1, combined);
  return fault ?? fields.whole;
}

/** Points at the bracket where people look for the time. */
function timeOrStart(line: string): number {
  return Math.max(0, line.indexOf('['));
}

/** What stands before the time; false when it is too little. A user may have blanks in his name. */
function head(fields: FieldRecord, text: string): boolean {
  const [first, others] = cut(text);
  const [second, third] = cut(others ?? '');
  if (first === '' || third === undefined) return false;
  const [, fourth] = cut(third);
  const ofVirtualHost = fourth !== undefined && /^[\w.-]{1,255}:\d{1,5}$/.test(first);
  if (ofVirtualHost) fields.field('vhost', first);
  const [host, ident, user] = ofVirtualHost ? [second, cut(third)[0], fourth] : [first, second, third];
  fields.field('host', present(host));
  fields.field('ident', present(ident));
  fields.field('user', present(plain(user)));
  return true;
}

/** The first word, and what stands behind its blank; undefined when there is none. */
function cut(text: string): [string, string | undefined] {
  const blank = text.indexOf(' ');
  return blank < 0 ? [text, undefined] : [text.slice(0, blank), text.slice(blank + 1)];
}

function request(fields: FieldRecord, text: string): void {
  const parts = requestParts(text);
  fields.field('method', parts?.method ?? null);
  fields.field('path', parts?.path ?? null);
  fields.field('protocol', parts?.protocol ?? null);
  if (parts === undefined && present(text) !== null && text !== '') fields.field('request', text);
}

/** Undefined when it is no request. A target may have blanks in it, as servers log what was sent. */
function requestParts(text: string): { method: string; path: string; protocol: string | null } | undefined {
  const [method, others = ''] = cut(text);
  if (!methodName.test(method)) return undefined;
  const last = others.lastIndexOf(' ');
  const protocol = others.slice(last + 1);
  if (last > 0 && protocolName.test(protocol)) return { method, path: others.slice(0, last), protocol };
  return last < 0 && targetBegin.test(others) ? { method, path: others, protocol: null } : undefined;
}

const afterRequest = [
  { name: 'status', called: 'the status', shape: /^(?:\d{3}|-)$/ },
  { name: 'bytes', called: 'the bytes', shape: /^(?:\d{1,20}|-)$/ },
  { name: 'referer', called: 'the referer', shape: undefined },
  { name: 'agent', called: 'the user agent', shape: undefined },
] as const;

/** What stands behind the request. */
function tail(fields: FieldRecord, line: string, from: number, combined: boolean): RecordError | undefined {
  const wanted = combined ? afterRequest : afterRequest.slice(0, 2);
  let at = from;
  for (const { name, called, shape } of wanted) {
    const field = fieldAt(line, at);
    if ('error' in field) return field;
    if (field.text === undefined) return { at: field.end, error: `expected a blank and ${called}, or - for none` };
    if (shape?.test(field.text) === false)
      return { at: at + 1, error: `expected ${called} as a number, or - for none` };
    fields.field(name, present(field.text));
    at = field.end;
  }
  return others(fields, line, at);
}

/** The fields that are left. */
function others(fields: FieldRecord, line: string, from: number): RecordError | undefined {
  const found: (string | null)[] = [];
  for (let at = from; at < line.length;) {
    const field = fieldAt(line, at);
    if ('error' in field) return field;
    if (field.text !== undefined) found.push(present(field.text));
    at = field.end;
  }
  if (found.length > 0) fields.list('extra', found);
  return undefined;
}

interface FoundField {
  /** Undefined: there is nothing behind the blank, or another blank. */
  readonly text: string | undefined;
  readonly end: number;
}

/** The field behind the blank at `at`: in quotes, or up to the next blank. */
function fieldAt(line: string, at: number): FoundField | RecordError {
  if (at === line.length) return { text: undefined, end: at };
  if (line[at] !== ' ') return { at, error: 'expected a blank between two fields' };
  const from = at + 1;
  if (line[from] !== '"') {
    const blank = line.indexOf(' ', from);
    const end = blank < 0 ? line.length : blank;
    return { text: end === from ? undefined : line.slice(from, end), end };
  }
  const end = closingQuote(line, from + 1);
  if (end < 0) return { at: from, error: 'the field that begins here has no end' };
  return { text: plain(line.slice(from + 1, end)), end: end + 1 };
}

function present(text: string): string | null {
  return text === '-' ? null : text;
}

const escapes = /(?:\\x[\da-fA-F]{2})+|\\([^])/g;

/** Without the escapes of Apache (`\"`, `\t`, `\x16`) and nginx (`\x22`); any other backslash is one that was sent. */
function plain(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(escapes, (escape: string, letter: string | undefined) => {
    if (letter === undefined) return escapedBytes(escape);
    return Object.hasOwn(escapedLetters, letter) ? escapedLetters[letter]! : escape;
  });
}

const time = { path: '$.time', format: 'clf' };

export const clfEntry = bareEntry({
  name: 'clf',
  doc: 'a line of an access log in the Common Log Format: host ident user time method path protocol status bytes',
  build: () => lineFormat(() => clf, { time, scanned: 'clf' }),
  words: 'each line is of an access log (Common Log Format)',
});

export const combinedEntry = bareEntry({
  name: 'combined',
  doc: 'the same with referer and agent, as Apache and nginx write it; what follows is the list extra',
  build: () => lineFormat(() => combined, { time, scanned: 'combined' }),
  words: 'each line is of an access log (combined log format)',
});
