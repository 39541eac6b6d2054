// Texts in a checkpoint: UTF-8, with their lengths in a column of their own. JavaScript strings may hold half of a
// surrogate pair, which UTF-8 cannot hold; a text with one makes its whole column UTF-16.
import type { ByteReader } from './byte-reader.js';
import type { ByteWriter } from './byte-writer.js';
import { CorruptCheckpoint } from './damaged.js';
import { readNumbers, writeNumbers } from './number-columns.js';

const utf8 = 0;
const utf16 = 1;

/** Texts are joined and encoded so many UTF-16 units at a time: one by one would take three times as long. */
const enough = 65_536;

export function writeStrings(out: ByteWriter, texts: readonly string[]): void {
  const lengths = new Float64Array(texts.length);
  const asUtf8 = utf8Pieces(texts, lengths);
  const pieces = asUtf8 ?? utf16Pieces(texts, lengths);
  out.byte(asUtf8 === undefined ? utf16 : utf8);
  writeNumbers(out, lengths);
  const room = out.space(pieces.reduce((sum, piece) => sum + piece.length, 0)); // prettier-ignore
  let at = 0;
  for (const piece of pieces) at += piece.copy(room, at);
}

export function readStrings(from: ByteReader): string[] {
  const encoding = from.byte();
  if (encoding !== utf8 && encoding !== utf16) throw new CorruptCheckpoint('holds text of an unknown form');
  const lengths = readNumbers(from, (length) => new Float64Array(length));
  if (!lengths.every(isLength)) throw new CorruptCheckpoint('holds text of an impossible length');
  const size = lengths.reduce((sum, length) => sum + length, 0);
  const bytes = from.take(size);
  const texts: string[] = [];
  let at = 0;
  for (const length of lengths) {
    texts.push(bytes.toString(encoding === utf8 ? 'utf8' : 'utf16le', at, at + length));
    at += length;
  }
  return texts;
}

/** Whether a number can be a length: whole, and not negative. */
export function isLength(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

export function writeString(out: ByteWriter, text: string): void {
  const encoding = isWellFormed(text) ? utf8 : utf16;
  const bytes = Buffer.from(text, encoding === utf8 ? 'utf8' : 'utf16le');
  out.byte(encoding);
  out.count(bytes.length);
  bytes.copy(out.space(bytes.length));
}

export function readString(from: ByteReader): string {
  const encoding = from.byte();
  if (encoding !== utf8 && encoding !== utf16) throw new CorruptCheckpoint('holds text of an unknown form');
  return from.take(from.count()).toString(encoding === utf8 ? 'utf8' : 'utf16le');
}

/** undefined: one of the texts cannot be written in UTF-8. */
function utf8Pieces(texts: readonly string[], lengths: Float64Array): Buffer[] | undefined {
  const pieces: Buffer[] = [];
  let [joined, first] = ['', 0];
  for (let i = 0; i < texts.length; i++) {
    joined += texts[i]!;
    if (joined.length < enough && i < texts.length - 1) continue;
    const piece = Buffer.from(joined);
    const ascii = piece.length === joined.length;
    for (; first <= i; first++) {
      const text = texts[first]!;
      if (!ascii && !isWellFormed(text)) return undefined;
      lengths[first] = ascii ? text.length : Buffer.byteLength(text);
    }
    pieces.push(piece);
    joined = '';
  }
  return pieces;
}

function utf16Pieces(texts: readonly string[], lengths: Float64Array): Buffer[] {
  return texts.map((text, i) => {
    lengths[i] = text.length * 2;
    return Buffer.from(text, 'utf16le');
  });
}

function isWellFormed(text: string): boolean {
  // In the language since 2024, in every Node that we run on; not yet in the types that we compile with.
  return (text as string & { isWellFormed(): boolean }).isWellFormed();
}
