// File names are bytes, and need not be UTF-8. As text, each byte that is none stands as half a surrogate pair, U+DC80 to
// U+DCFF, which no decoded text has (PEP 383): so a name stays one string, in checkpoints too, and leads back to its file.
// What a person is shown has neither those nor characters that a terminal would obey.
import { isUtf8 } from 'node:buffer';

/** Of an undecodable byte, what its text begins at. */
const undecodable = 0xdc00;

/** The name that these bytes are; without loss. */
export function nameFromBytes(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (isUtf8(buffer)) return buffer.toString();
  let name = '';
  for (let at = 0; at < buffer.length;) {
    const first = buffer[at]!;
    const length = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    const character = buffer.subarray(at, at + length);
    const isText = isUtf8(character) && character.length === length;
    name += isText ? character.toString() : String.fromCharCode(undecodable + first);
    at += isText ? length : 1;
  }
  return name;
}

/** The name as the system takes it: as it is, or as bytes where it has some that are no UTF-8. */
export function systemName(name: string): string | Buffer {
  if (!/\p{Surrogate}/u.test(name)) return name;
  const pieces = Array.from(name, (character) => {
    const byte = character.charCodeAt(0) - undecodable;
    return character.length === 1 && byte >= 0x80 && byte <= 0xff ? Buffer.from([byte]) : Buffer.from(character);
  });
  return Buffer.concat(pieces);
}

/**
 * The name as it goes into a message: control characters, line ends and what turns the writing direction as `\u001b`,
 * bytes that are no text as `\xff`.
 */
export function shownName(name: string): string {
  return name.replace(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/gu, (character) => {
    const code = character.charCodeAt(0);
    const byte = code - undecodable;
    return byte >= 0x80 && byte <= 0xff ? `\\x${byte.toString(16)}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

/** The name of an input as it goes into a message. */
export function inputName(name: string): string {
  return name === '-' ? 'standard input' : shownName(name);
}
