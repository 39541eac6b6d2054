// The checkpoint as a file (SPEC §10): it names what it is, in which version, how long, and proves that it is whole.
//
//    0  "flowctl checkpoint\r\n"      20 bytes; the line end shows whether the file was converted as text
//   20  version of the format          4 bytes, little-endian like all that follows
//   24  length of the body             8
//   32  CRC-32 of the body             4
//   36  CRC-32 of bytes 0 to 35        4 so that a damaged version number is not taken for a newer one
//   40  the body: one tree (tree.ts)
import { crc32 } from 'node:zlib';
import type { Saved } from '../model/saved.js';
import { ByteReader } from './byte-reader.js';
import { ByteWriter } from './byte-writer.js';
import { CorruptCheckpoint } from './damaged.js';
import { readValue, writeValue } from './value-codec.js';

/**
 * The version written; every one from 1 on is read. In the first the driver of a run and its one operator were saved as
 * one (pipeline/snapshot.ts).
 */
export const version = 2;

const title = Buffer.from('flowctl checkpoint\r\n');
const headLength = 40;

/** The bytes of a checkpoint file, in pieces that follow each other. */
export function encode(saved: Saved): readonly Buffer[] {
  const out = new ByteWriter();
  writeValue(out, saved);
  const body = out.finish();
  const head = Buffer.alloc(headLength);
  title.copy(head);
  head.writeUInt32LE(version, 20);
  head.writeBigUInt64LE(BigInt(body.reduce((sum, piece) => sum + piece.length, 0)), 24);
  head.writeUInt32LE(body.reduce((sum, piece) => crc32(piece, sum), 0), 32); // prettier-ignore
  head.writeUInt32LE(crc32(head.subarray(0, 36)), 36);
  return [head, ...body];
}

/**
 * What was encoded.
 * @throws Damaged when the file is no checkpoint, not a whole one, or one of a newer flowctl
 */
export function decode(file: Buffer): Saved {
  if (file.length === 0) throw new CorruptCheckpoint('is empty');
  const known = Math.min(file.length, title.length);
  if (!file.subarray(0, known).equals(title.subarray(0, known)))
    throw new CorruptCheckpoint('is no checkpoint of flowctl');
  if (file.length < headLength) throw new CorruptCheckpoint('ends too early');
  if (crc32(file.subarray(0, 36)) !== file.readUInt32LE(36))
    throw new CorruptCheckpoint('is damaged: its head is not as written');
  const written = file.readUInt32LE(20);
  if (written > version)
    throw new CorruptCheckpoint(`was written by a newer flowctl: format ${written}, this one knows ${version}`);
  const body = file.subarray(headLength);
  const length = Number(file.readBigUInt64LE(24));
  if (body.length < length) throw new CorruptCheckpoint('ends too early');
  if (body.length > length || crc32(body) !== file.readUInt32LE(32))
    throw new CorruptCheckpoint('is damaged: its content is not as written');
  const reader = new ByteReader(body);
  const saved = readValue(reader);
  if (reader.left > 0) throw new CorruptCheckpoint('is damaged: its content makes no sense');
  return saved;
}
