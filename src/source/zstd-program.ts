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

const pieceLength = 131_072;
/** So many bytes may wait to be taken before the program has to. */
const mostHeld = 1_048_576;

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
    yield* apart(arrivals(child.stdout), token);
    complete = true;
  } finally {
    if (!complete) child.kill();
  }
  const status = await ended;
  if (status instanceof Error) throw noProgram(name, status);
  if (status !== 0) throw new DamagedData(`are damaged or end too early (${firstLine(said)})`);
}

async function feed(frames: AsyncIterable<Frame>, stdin: Writable, marker: Buffer): Promise<void> {
  for await (const bytes of together(withMarkers(frames, marker))) await write(stdin, bytes);
  stdin.end();
}

async function* withMarkers(frames: AsyncIterable<Frame>, marker: Buffer): AsyncGenerator<Buffer> {
  let isFirst = true;
  for await (const frame of frames) {
    if (!isFirst) yield marker;
    isFirst = false;
    yield* frame.pieces();
  }
}

/** The same bytes in pieces that are worth waking another process. */
async function* together(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let [held, length]: [Buffer[], number] = [[], 0];
  for await (const piece of pieces) {
    held.push(piece);
    length += piece.length;
    if (length < pieceLength) continue;
    yield Buffer.concat(held);
    [held, length] = [[], 0];
  }
  if (length > 0) yield Buffer.concat(held);
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

/**
 * What has come since the last time, in one piece: the system gives 64 KB at a time, and what is done of a piece costs as
 * much for a small one.
 */
async function* arrivals(stream: Readable): AsyncGenerator<Buffer> {
  let [held, length]: [Buffer[], number] = [[], 0];
  let wake = (): void => undefined;
  stream.on('data', (piece: Buffer) => {
    held.push(piece);
    length += piece.length;
    if (length >= mostHeld) stream.pause();
    wake();
  });
  const ended = new Promise<Error | undefined>((resolve) => {
    stream.on('error', resolve);
    stream.on('close', () => resolve(undefined));
  });
  let isOver = false;
  void ended.then(() => {
    isOver = true;
    wake();
  });
  while (length > 0 || !isOver) {
    if (length === 0) await new Promise<void>((resolve) => (wake = resolve));
    if (length === 0) continue;
    const [first] = held;
    const bytes = held.length === 1 ? first! : Buffer.concat(held);
    [held, length] = [[], 0];
    stream.resume();
    yield bytes;
  }
  const error = await ended;
  if (error !== undefined) throw error;
}

/** The bytes without the tokens, behind which a frame begins. */
async function* apart(pieces: AsyncIterable<Buffer>, token: Buffer): AsyncGenerator<PlainPiece> {
  let isFirst = true;
  let held: Buffer = Buffer.alloc(0);
  for await (const piece of pieces) {
    let bytes = held.length === 0 ? piece : Buffer.concat([held, piece]);
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
