// Compressed files of several parts, as cat makes them, and what may stand behind them.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { brotliCompressSync, crc32 as ofNode, deflateRawSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bySlices } from '../../src/source/crc32.js';
import { newFolder } from '../program.js';
import { all, file, open } from './reading.js';

const mark = '\ufeff';
const zstd = (text: string | Buffer, ...options: readonly string[]): Buffer =>
  execFileSync('zstd', ['-cq', ...options], { input: text });

async function unpacked(...parts: readonly Uint8Array[]): Promise<{ text: string; notices: readonly string[] }> {
  const path = newFolder().at('packed');
  writeFileSync(path, Buffer.concat(parts));
  const notices: string[] = [];
  const text = await all(open(file(path), { notice: (message) => notices.push(message.replace(path, 'packed')) }));
  return { text, notices };
}

describe.each([
  ['gzip', (text: string) => gzipSync(text)],
  ['zstd', (text: string) => zstd(text)],
])('%s', (kind, pack) => {
  test('a byte order mark that begins a part is dropped; the first is left to who cuts lines', async () => {
    const { text } = await unpacked(pack(`${mark}one\n`), pack(`${mark}two\n`), pack(''), pack(`${mark}three\n`));
    expect(text).toBe(`${mark}one\ntwo\nthree\n`);
  });
  test('in the middle of a line it is text, and so is the beginning of one', async () => {
    const { text } = await unpacked(pack('one'), pack(`${mark}\n`), pack(`x${mark}\n`));
    expect(text).toBe(`one${mark}\nx${mark}\n`);
    const half = Buffer.from(mark).subarray(0, 2).toString('latin1');
    expect((await unpacked(pack('\n'), pack('é\n'), pack(half))).text).toBe(`\né\n${half}`);
  });
  test('zeros behind the end are padding', async () => {
    expect(await unpacked(pack('one\n'), Buffer.alloc(300_000))).toEqual({ text: 'one\n', notices: [] });
  });
  test.each([
    ['text', Buffer.from('garbage'), '7 bytes are'],
    ['one byte of a beginning', pack('').subarray(0, 1), '1 byte is'],
    ['zeros, and then something', Buffer.concat([Buffer.alloc(200_000), Buffer.from('!')]), '200001 bytes are'],
  ])('%s behind the end is counted and told of', async (_, rest, said) => {
    const { text, notices } = await unpacked(pack('one\n'), pack('two\n'), rest);
    expect(text).toBe('one\ntwo\n');
    expect(notices).toEqual([`packed: trailing garbage ignored: ${said} behind the end of its ${kind} data`]);
  });
  test('a part that is cut off anywhere is an error, after what was before it', async () => {
    const [whole, part] = [pack('one\n'), pack('two '.repeat(1000))];
    for (let n = 4; n < part.length; n++) {
      const cut = unpacked(whole, part.subarray(0, n));
      await expect(cut, `after ${n} bytes`).rejects.toThrow(/cannot read .*packed: its \w+ data .*end too early/);
    }
  });
  test('large data come in one piece', async () => {
    const large = Array.from({ length: 100_000 }, (_, i) => `${i} ${Math.imul(i, 2654435761)}\n`).join('');
    expect((await unpacked(pack(large), pack(large))).text).toBe(large + large);
  });
});

describe('gzip headers', () => {
  const header = (flags: number, ...fields: readonly (string | Buffer)[]): Buffer => {
    const body = Buffer.from('one\n');
    const trailer = gzipSync(body).subarray(-8);
    const start = Buffer.from([0x1f, 0x8b, 8, flags, 0, 0, 0, 0, 0, 3]);
    return Buffer.concat([
      start,
      ...fields.map((field) => Buffer.from(field as string)),
      deflateRawSync(body),
      trailer,
    ]);
  };
  test('with all they may have', async () => {
    const extra = Buffer.from([3, 0, 1, 2, 3]);
    expect((await unpacked(header(30, extra, 'name\0', 'comment\0', 'hc'))).text).toBe('one\n');
    expect((await unpacked(header(0))).text).toBe('one\n');
  });
  test('a wrong checksum or length is damage', async () => {
    for (const [byte, said] of [[-5, 'data'] as const, [-1, 'length'] as const]) {
      const packed = gzipSync('one\n');
      packed[packed.length + byte]! ^= 1;
      await expect(unpacked(packed)).rejects.toThrow(`its gzip data are damaged (incorrect ${said} check)`);
    }
  });
});

test('zstd frames of every form: with a checksum, of one byte repeated, larger than a block, to be skipped', async () => {
  const skipped = Buffer.from([0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]);
  const texts = ['', 'x', 'x'.repeat(1_000_000), Array.from({ length: 50_000 }, (_, i) => `${i * i}`).join('\n')];
  const frames = texts.flatMap((text) => [skipped, zstd(text, '--check'), zstd(text, '--no-check', '-19')]);
  expect((await unpacked(...frames)).text).toBe(texts.map((text) => text + text).join(''));
});

test('bytes behind brotli data, which have no mark of their own, are told of too', async () => {
  const path = newFolder().at('f.br');
  writeFileSync(path, Buffer.concat([brotliCompressSync('one\n'), Buffer.from('rest')]));
  const notices: string[] = [];
  expect(await all(open(file(path), { notice: (message) => notices.push(message) }))).toBe('one\n');
  expect(notices).toEqual([`${path}: trailing garbage ignored: 4 bytes are behind the end of its brotli data`]);
});

test('the checksum is that of gzip, whatever pieces it is made of', () => {
  expect(bySlices(Buffer.from('123456789'), 0)).toBe(0xcbf43926);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(100), (bytes, cut) => {
      const whole = gzipSync(bytes).readUInt32LE(gzipSync(bytes).length - 8);
      expect(bySlices(bytes.subarray(cut), bySlices(bytes.subarray(0, cut), 0))).toBe(whole);
      if ((ofNode as unknown) !== undefined) expect(ofNode(bytes)).toBe(whole);
    }),
  );
});
