// A checkpoint file is read whole or not at all: cut off, changed in one bit, foreign or newer, it is refused in words.
import { readFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { CorruptCheckpoint } from '../../src/checkpoint/damaged.js';
import { decode, encode } from '../../src/checkpoint/format.js';
import { fixture, versionOne } from './version-one.js';

const file = Buffer.concat(encode(versionOne));

function refusal(bytes: Buffer): string {
  try {
    decode(bytes);
  } catch (error) {
    if (error instanceof CorruptCheckpoint) return error.message;
    throw error;
  }
  return 'taken';
}

describe('the file of a checkpoint', () => {
  test('says what it is', () => {
    expect(file.subarray(0, 20).toString()).toBe('flowctl checkpoint\r\n');
    expect(file.readUInt32LE(20)).toBe(2);
  });

  test('of version 1, written long ago, is still read', () => {
    expect(decode(readFileSync(fixture))).toStrictEqual(versionOne);
  });

  test('is refused with any one bit changed', () => {
    for (let at = 0; at < file.length; at++) {
      const changed = Buffer.from(file);
      changed[at]! ^= 1 << (at % 8);
      expect(refusal(changed), `byte ${at}`).toMatch(/^is (damaged|no checkpoint of flowctl)|^ends too early$/);
    }
  });

  test('is refused when it ends anywhere before its end, or goes on after it', () => {
    for (let length = 0; length < file.length; length++) {
      expect(refusal(file.subarray(0, length)), `${length} bytes`).toMatch(/^(is empty|ends too early)$/);
    }
    expect(refusal(Buffer.concat([file, Buffer.of(0)]))).toBe('is damaged: its content is not as written');
  });

  test('of a newer version is told from a damaged one', () => {
    const newer = Buffer.from(file);
    newer.writeUInt32LE(3, 20);
    newer.writeUInt32LE(crc32(newer.subarray(0, 36)), 36);
    expect(refusal(newer)).toBe('was written by a newer flowctl: format 3, this one knows 2');
  });

  test('is not mistaken for another file', () => {
    expect(refusal(Buffer.from('{"ts":1}\n{"ts":2}\n{"ts":3}\n{"ts":4}\n{"ts":5}\n'))).toBe(
      'is no checkpoint of flowctl',
    );
  });

  test('with a right checksum but content that makes no sense is refused, not followed', () => {
    for (const body of [
      [255],
      [11, 255, 255, 255, 255, 255, 255, 255, 255],
      [10, 0, 4, 8],
      [7, 200, 1, 3],
      [6, 0, 1, 120],
    ]) {
      expect(refusal(withBody(Buffer.from(body))), String(body)).not.toBe('taken');
    }
  });
});

function withBody(body: Buffer): Buffer {
  const head = Buffer.from(file.subarray(0, 40));
  head.writeBigUInt64LE(BigInt(body.length), 24);
  head.writeUInt32LE(crc32(body), 32);
  head.writeUInt32LE(crc32(head.subarray(0, 36)), 36);
  return Buffer.concat([head, body]);
}
