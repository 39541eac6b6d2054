// A `zstd` program beside us. It unpacks all frames as if they were one; so that the beginning of each is seen in what
// comes out, a frame of our own goes in between, whose content no other can have: sixteen bytes of chance.
import type { ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { systemCode, systemWords } from '../os/error-text.js';
import { DamagedData } from './damaged-data.js';
import type { PlainPiece } from './byte-order-marks.js';
import { remedy } from './compression.js';
import type { Frame } from './zstd-frames.js';
import { shownName } from '../text/file-name.js';

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/** The plain bytes of the frames. @throws DamagedData; an Error when there is no such program */
export async function* byProgram(frames: AsyncIterable<Frame>, name: string): AsyncGenerator<PlainPiece> {
  const token = process.getBuiltinModule('node:crypto').randomBytes(16);
  const { spawn } = process.getBuiltinModule('node:child_process');
  const child: Child = spawn('zstd', ['-dcq'], { stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said = (said + text.toString()).slice(0, 1000)));
  const ended = new Promise<number | Error>((resolve) => {
    child.once('error', resolve);
    child.once('close', (status) => resolve(status ?? 1));
  });
  child.stdin.on('error', () => undefined);
  feed(frames, child.stdin, between(token)).catch((error: unknown) => child.stdout.destroy(error as Error));
  let complete = false;
  try {
    yield* apart(child.stdout, token);
    complete = true;
  } finally {
    if (!complete) child.kill();
  }
  const status = await ended;
  if (status instanceof Error) throw noProgram(name, status);
  if (status !== 0) throw new DamagedData(`are damaged or end too early (${firstLine(said)})`);
}

async function feed(frames: AsyncIterable<Frame>, stdin: Writable, marker: Buffer): Promise<void> {
  let isFirst = true;
  for await (const frame of frames) {
    if (!isFirst) await write(stdin, marker);
    isFirst = false;
    for await (const piece of frame.pieces()) await write(stdin, piece);
  }
  stdin.end();
}

/** Without the error: why a program has stopped reading is known at its end. */
function write(stdin: Writable, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => stdin.write(bytes, () => resolve()));
}

/** A frame of one raw block (RFC 8878 §3.1.1): magic number, single segment, content size; last block; content. */
function between(token: Buffer): Buffer {
  const block = (token.length << 3) | 1;
  return Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x20, token.length, block, 0, 0]), token]);
}

/** The bytes without the tokens, behind which a frame begins. */
async function* apart(stream: AsyncIterable<unknown>, token: Buffer): AsyncGenerator<PlainPiece> {
  let isFirst = true;
  let held = Buffer.alloc(0);
  for await (const piece of stream) {
    let bytes = Buffer.concat([held, piece as Buffer]);
    for (let at = bytes.indexOf(token); at >= 0; at = bytes.indexOf(token)) {
      if (at > 0) yield { bytes: bytes.subarray(0, at), isFirst };
      bytes = bytes.subarray(at + token.length);
      isFirst = true;
    }
    const kept = begunAtEnd(bytes, token);
    held = bytes.subarray(bytes.length - kept);
    if (bytes.length === kept) continue;
    yield { bytes: bytes.subarray(0, bytes.length - kept), isFirst };
    isFirst = false;
  }
  if (held.length > 0) yield { bytes: held, isFirst };
}

/** How many bytes of the token the text may end with. */
function begunAtEnd(bytes: Buffer, token: Buffer): number {
  for (let n = Math.min(bytes.length, token.length - 1); n > 0; n--)
    if (bytes.subarray(bytes.length - n).equals(token.subarray(0, n))) return n;
  return 0;
}

function noProgram(name: string, error: Error): Error {
  if (systemCode(error) !== 'ENOENT') return new Error(`cannot read ${shownName(name)}: zstd: ${systemWords(error)}`);
  return new Error(
    `cannot read ${shownName(name)}: it is compressed with zstd, which this version of Node cannot unpack, and there is no zstd program; ${remedy('zstd', name)}`,
  );
}

function firstLine(text: string): string {
  return (/[^\n]+/.exec(text)?.[0] ?? 'no reason given').trim();
}
