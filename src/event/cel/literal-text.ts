// What stands between the quotes of a string or bytes literal (cel-spec, "String and Bytes Values").
import { UsageError } from '../../text/usage-error.js';

const simple: Readonly<Record<string, string>> = {
  ...{ a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' },
  ...{ '\\': '\\', '?': '?', '"': '"', "'": "'", '`': '`' },
};

const escape = /\\(?:([0-3][0-7]{2})|[xX]([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([^]))/g;

/**
 * The text of a string literal.
 * @param raw whether a backslash is a character like any other
 * @throws UsageError for an escape there is none of, and for a code point that is no character
 */
export function textOf(inside: string, raw: boolean): string {
  if (raw) return inside;
  return inside.replace(escape, (all, octal?: string, x?: string, u?: string, long?: string, other?: string) => {
    if (other !== undefined) return letter(all, other);
    const point = octal !== undefined ? parseInt(octal, 8) : parseInt((x ?? u ?? long)!, 16);
    return character(all, point);
  });
}

/**
 * The bytes of a bytes literal: its text in UTF-8, but that \x and octal escapes are bytes.
 * @throws UsageError as `textOf`, and for \u
 */
export function bytesOf(inside: string, raw: boolean): Uint8Array {
  if (raw) return Buffer.from(inside);
  const parts: Buffer[] = [];
  let end = 0;
  for (const { 0: all, 1: octal, 2: x, 5: other, index } of inside.matchAll(escape)) {
    parts.push(Buffer.from(inside.slice(end, index)));
    if (other !== undefined) parts.push(Buffer.from(letter(all, other)));
    else if (octal !== undefined || x !== undefined)
      parts.push(Buffer.of(octal ? parseInt(octal, 8) : parseInt(x!, 16)));
    else throw new UsageError(`${all} is no byte`, 'b"\\xff"');
    end = index + all.length;
  }
  return Buffer.concat([...parts, Buffer.from(inside.slice(end))]);
}

function letter(all: string, other: string): string {
  const meant = Object.hasOwn(simple, other) ? simple[other] : undefined;
  if (meant !== undefined) return meant;
  throw new UsageError(`"${all}" is no escape; a backslash is written as \\\\, or the text as r"…"`);
}

function character(all: string, point: number): string {
  if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) throw new UsageError(`"${all}" is no character`);
  return String.fromCodePoint(point);
}
