// Compressed bytes to plain ones. gzip and brotli are Node's; zstd is from Node 22 on, and before that a zstd program
// does it. What cannot be unpacked here is refused with the command that can.
import type { Readable, Transform } from 'node:stream';
import { systemCode, systemWords } from '../os/error-text.js';
import type { Compression } from './compression.js';
import type { Source } from './source.js';
import { StreamSource } from './stream.js';

const pieceLength = 131_072;
const programs: Readonly<Record<Compression, string>> = {
  gzip: 'gzip -dc',
  zstd: 'zstd -dc',
  brotli: 'brotli -dc',
  xz: 'xz -dc',
  bzip2: 'bzip2 -dc',
  lz4: 'lz4 -dc',
  zip: 'unzip -p',
};

/**
 * The unpacked bytes of `source`, of which `seen` were read already. Data that end too early or are damaged are an
 * error of the read that comes to them, naming the input; what was before is given out first.
 */
export function unpacked(
  compression: Compression,
  source: Source,
  seen: readonly Buffer[],
  notice: (message: string) => void,
): Source {
  const { name, live } = source;
  return new StreamSource({
    name,
    live,
    notice,
    open: () => outputOf(compression, source, seen),
    explain: (error) => damage(name, compression, error),
  });
}

function outputOf(compression: Compression, source: Source, seen: readonly Buffer[]): Readable {
  const { name } = source;
  const transform = transformFor(compression);
  const stream = process.getBuiltinModule('node:stream');
  const packed = stream.Readable.from(piecesOf(source, seen), { objectMode: false, highWaterMark: pieceLength });
  if (transform === undefined) {
    if (compression === 'zstd') return stream.Readable.from(byProgram(name, packed), { objectMode: false });
    throw new Error(`cannot read ${name}: it is compressed with ${compression}; ${remedy(compression, name)}`);
  }
  stream.pipeline(packed, transform, () => undefined);
  return transform;
}

function transformFor(compression: Compression): Transform | undefined {
  const zlib = process.getBuiltinModule('node:zlib') as typeof import('node:zlib') & {
    readonly createZstdDecompress?: (options: { readonly chunkSize: number }) => Transform;
  };
  const options = { chunkSize: 2 * pieceLength };
  if (compression === 'gzip') return zlib.createGunzip(options);
  if (compression === 'brotli') return zlib.createBrotliDecompress(options);
  return compression === 'zstd' ? zlib.createZstdDecompress?.(options) : undefined;
}

async function* piecesOf(source: Source, seen: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* seen;
  while (true) {
    const piece = Buffer.allocUnsafe(pieceLength);
    const n = await source.read(piece);
    if (n === 0) return;
    yield piece.subarray(0, n);
  }
}

/** Bytes through a `zstd` program beside us. */
async function* byProgram(name: string, packed: Readable): AsyncGenerator<Buffer> {
  const { spawn } = process.getBuiltinModule('node:child_process');
  const child = spawn('zstd', ['-dcq'], { stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said = (said + text.toString()).slice(0, 1000)));
  const ended = new Promise<number | Error>((resolve) => {
    child.once('error', resolve);
    child.once('close', (status) => resolve(status ?? 1));
  });
  child.stdin.on('error', () => undefined);
  packed.on('error', (error) => child.stdout.destroy(error));
  packed.pipe(child.stdin);
  let complete = false;
  try {
    for await (const piece of child.stdout) yield piece as Buffer;
    complete = true;
  } finally {
    if (!complete) child.kill();
  }
  const status = await ended;
  if (status instanceof Error) throw noProgram(name, status);
  if (status !== 0)
    throw new Error(`cannot read ${name}: its zstd data are damaged or end too early (${firstLine(said)})`);
}

function noProgram(name: string, error: Error): Error {
  if (systemCode(error) !== 'ENOENT') return new Error(`cannot read ${name}: zstd: ${systemWords(error)}`);
  return new Error(
    `cannot read ${name}: it is compressed with zstd, which this version of Node cannot unpack, and there is no zstd program; ${remedy('zstd', name)}`,
  );
}

function remedy(compression: Compression, name: string): string {
  const file = /^[\w./+-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`;
  return `write ${programs[compression]} ${file} | flowctl …`;
}

/** Errors of the unpacking have codes of their own; others are of the reading and say what happened themselves. */
function damage(name: string, compression: Compression, error: unknown): unknown {
  const code = systemCode(error);
  if (code === undefined || !/^(Z|ZSTD|ERR)_/.test(code)) return error;
  const message = error instanceof Error ? error.message : '';
  const what = /unexpected end/.test(message) ? 'end too early (was the file cut off?)' : `are damaged (${message})`;
  return new Error(`cannot read ${name}: its ${compression} data ${what}`, { cause: error });
}

function firstLine(text: string): string {
  return (/[^\n]+/.exec(text)?.[0] ?? 'no reason given').trim();
}
