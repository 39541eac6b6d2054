// Regular files: read, parked, found again after rotation; unpacked; named by patterns.
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../../src/text/usage-error.js';
import { compressionOf } from '../../src/source/compression.js';
import { expandGlob } from '../../src/source/glob.js';
import { openSources } from '../../src/source/open.js';
import type { Location } from '../../src/source/source.js';
import { newFolder } from '../program.js';
import { all, file, open, options, until } from './reading.js';

const openFiles = (): number => readdirSync('/proc/self/fd').length;

describe('a file', () => {
  test('is read at once, in pieces of any size', async () => {
    const path = newFolder().at('f');
    writeFileSync(path, 'one\ntwo\n');
    const source = open(file(path));
    expect(source.live).toBe(false);
    expect(source.read(new Uint8Array(100))).toBe(8);
    expect(source.read(new Uint8Array(100))).toBe(0);
    expect(source.progress).toEqual({ size: 8, read: 8 });
    expect(await all(open(file(path)), 3)).toBe('one\ntwo\n');
  });
  test('goes to an offset', async () => {
    const path = newFolder().at('f');
    writeFileSync(path, 'one\ntwo\n');
    const source = open(file(path));
    source.seek!(4);
    expect(await all(source)).toBe('two\n');
    expect(source.locate(4)!.offset).toBe(4);
  });
  test('gives its descriptor back and reads on, though it was renamed or removed from its place', () => {
    const directory = newFolder();
    const path = directory.at('f');
    writeFileSync(path, 'abc');
    const before = openFiles();
    const source = open(file(path));
    const into = new Uint8Array(1);
    for (const [letter, step] of [
      ['a', () => undefined],
      ['b', () => renameSync(path, `${path}.1`)],
      ['c', () => writeFileSync(path, 'other')],
    ] as const) {
      expect(source.read(into)).toBe(1);
      expect(String.fromCharCode(into[0]!)).toBe(letter);
      source.park();
      expect(openFiles()).toBe(before);
      step();
    }
    expect(source.read(into)).toBe(0);
    source.park();
    rmSync(`${path}.1`);
    expect(() => source.read(into)).toThrow(
      `cannot go on reading ${path}: it was replaced or removed while it was read`,
    );
  });
  test('reads into memory of WebAssembly', () => {
    const path = newFolder().at('f');
    writeFileSync(path, 'x'.repeat(100_000));
    type Memory = new (size: { readonly initial: number }) => { readonly buffer: ArrayBuffer };
    const { Memory } = (globalThis as unknown as { readonly WebAssembly: { readonly Memory: Memory } }).WebAssembly;
    const { buffer } = new Memory({ initial: 4 });
    expect(open(file(path)).read(new Uint8Array(buffer, 65_536, 100_000))).toBe(100_000);
    expect(new Uint8Array(buffer)[65_536 + 99_999]).toBe(120);
  });
  test('a thousand of them need few descriptors', async () => {
    const directory = newFolder();
    for (let i = 0; i < 1000; i++) directory.write(`${i}.log`, `${i}\n`.repeat(100));
    const inputs = JSON.stringify({ inputs: [{ kind: 'file', path: '*.log', name: '*.log' }], park: true, room: 64 });
    const { stdout } = await directory.bash(`ulimit -n 64; $node $programs/reader.js '${inputs}'`);
    const { answers } = JSON.parse(stdout) as { answers: { name: string; bytes: number }[] };
    expect(answers).toHaveLength(1000);
    expect(answers.every(({ name, bytes }) => bytes === 100 * (name.length - '.log'.length + 1))).toBe(true);
  });
});

describe('what cannot be read is said', () => {
  test('a file that is not there', () => {
    expect(() => open(file('/no/such'))).toThrow('cannot read /no/such: No such file or directory');
  });
  test('a directory, a socket', async () => {
    const directory = newFolder();
    expect(() => open(file(directory.path))).toThrow(`cannot read ${directory.path}: Is a directory`);
    const path = directory.at('s');
    const { createServer } = await import('node:net');
    const server = createServer().listen(path);
    await new Promise((resolve) => server.once('listening', resolve));
    expect(() => open(file(path))).toThrow(`cannot read ${path}: it is a socket; write unix:${path}`);
    server.close();
  });
  test('a file through a file', () => {
    const path = newFolder().at('f');
    writeFileSync(path, '');
    expect(() => open(file(`${path}/x`))).toThrow('Not a directory');
  });
  test('one descriptor twice', () => {
    const twice = [{ kind: 'stdin' as const, name: '-' }, file('/dev/fd/0')];
    expect(() => openSources(twice, options())).toThrow(UsageError);
  });
});

describe('compressed files', () => {
  const text = Array.from({ length: 50_000 }, (_, i) => `{"i":${i}}\n`).join('');
  const written = (name: string, bytes: Uint8Array): string => {
    const path = newFolder().at(name);
    writeFileSync(path, bytes);
    return path;
  };
  const zstd = (): Buffer => execFileSync('zstd', ['-cq'], { input: text, maxBuffer: 1e9 });

  test.each([
    ['gzip, by any name', 'f.ndjson', () => gzipSync(text)],
    [
      'gzip in several parts',
      'f',
      () => Buffer.concat([gzipSync(text.slice(0, 1000)), gzipSync(''), gzipSync(text.slice(1000))]),
    ],
    ['gzip padded with zeros', 'f', () => Buffer.concat([gzipSync(text), Buffer.alloc(1000)])],
    ['brotli, by its name', 'f.br', () => brotliCompressSync(text)],
    ['zstd', 'f', zstd],
    ['not compressed, whatever its name', 'f.gz', () => Buffer.from(text)],
    ['nothing at all', 'f.br', () => Buffer.alloc(0)],
  ])('%s', async (title, name, bytes) => {
    expect(await all(open(file(written(name, bytes()))))).toBe(title.startsWith('nothing') ? '' : text);
  });
  test('offsets are of the plain bytes', async () => {
    const source = open(file(written('f', gzipSync(text))));
    source.seek!(300_000);
    expect(await all(source)).toBe(text.slice(300_000));
    expect(source.locate(300_005)!.offset).toBe(300_005);
  });
  test('an offset behind the end is an error', async () => {
    const source = open(file(written('f', gzipSync('short'))));
    source.seek!(6);
    await expect(all(source)).rejects.toThrow('it ends before the byte');
  });
  test('that is closed while it skips what was read before has not ended too early', async () => {
    const source = open(file(written('f', gzipSync('a line\n'))));
    source.seek!(7);
    const read = source.read(new Uint8Array(100));
    source.close();
    expect(await read).toBe(0);
  });
  test('can be parked between reads', async () => {
    const source = open(file(written('f', gzipSync(text))));
    const into = new Uint8Array(1000);
    let length = 0;
    for (let n = -1; n !== 0; length += n) {
      n = await source.read(into);
      source.park();
    }
    expect(length).toBe(text.length);
  });
  test('that end too early or are damaged say so, after what came before', async () => {
    const packed = gzipSync(text);
    const early = open(file(written('early', packed.subarray(0, packed.length - 100))));
    expect(await until(early, '{"i":1000}\n', 1)).toContain('{"i":1000}');
    await expect(all(early)).rejects.toThrow(/^cannot read .*early: its gzip data end too early/);
    packed[packed.length - 5]! ^= 1;
    const damaged = open(file(written('damaged', packed)));
    await expect(all(damaged)).rejects.toThrow(/^cannot read .*damaged: its gzip data are damaged/);
    const torn = zstd().subarray(0, -10);
    await expect(all(open(file(written('torn', torn))))).rejects.toThrow(/^cannot read .*torn: its zstd data/);
  });
  test('of kinds we cannot read name the program that can', async () => {
    const path = written('f', Buffer.from('fd377a585a000000000000', 'hex'));
    await expect(all(open(file(path)))).rejects.toThrow(`it is compressed with xz; write xz -dc ${path} | flowctl …`);
  });
  test('no text is taken for a compressed file', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), (line) => {
        fc.pre(!/^(BZh|PK)/.test(line));
        expect(compressionOf(Buffer.from(line.replace(/[\u0000-\u001f]/g, ' ')))).toBeUndefined();
      }),
    );
  });
});

describe('patterns', () => {
  const directory = (): string => {
    const { path: root, at, write } = newFolder();
    mkdirSync(at('a/b'), { recursive: true });
    for (const name of ['1.log', '2.log', '10.log', '[x].log', '.hidden.log', 'a/3.log', 'a/b/4.log', 'a/b/é.txt'])
      write(name, '');
    return root;
  };

  test.each([
    ['*.log', ['1.log', '10.log', '2.log', '[x].log']],
    ['?.log', ['1.log', '2.log']],
    ['[12].log', ['1.log', '2.log']],
    ['[!12].log', []],
    ['[0-1]*.log', ['1.log', '10.log']],
    ['[[]x].log', ['[x].log']],
    ['.*.log', ['.hidden.log']],
    ['*/*.log', ['a/3.log']],
    ['**/*.log', ['1.log', '10.log', '2.log', '[x].log', 'a/3.log', 'a/b/4.log']],
    ['a/**/?.*', ['a/3.log', 'a/b/4.log', 'a/b/é.txt']],
    ['no*', []],
    ['1.log/*', []],
  ])('%s', (pattern, expected) => {
    const root = directory();
    expect(expandGlob(`${root}/${pattern}`).map((path) => path.slice(root.length + 1))).toEqual(expected);
  });
  test('a file of that very name comes first', () => {
    const root = directory();
    expect(openSources([file(`${root}/[x].log`)], options()).map(({ name }) => name)).toEqual([`${root}/[x].log`]);
    expect(openSources([file(`${root}/*.log`)], options())).toHaveLength(4);
  });
  test('without a match are an error', () => {
    expect(() => open(file('/no/such/*.log'))).toThrow('cannot read /no/such/*.log: no file matches it');
  });
  test('many stars take no longer than they must', () => {
    const { path, write } = newFolder();
    write('a'.repeat(200), '');
    expect(expandGlob(`${path}/${'*a'.repeat(60)}b`)).toEqual([]);
  });
});

describe('going on where a checkpoint left a file', () => {
  const begun = async (content: string, read: number): Promise<{ path: string; at: Location }> => {
    const path = newFolder().at('app.log');
    writeFileSync(path, content);
    const source = open(file(path));
    await source.read(new Uint8Array(read));
    const at = source.locate(read)!;
    source.close();
    return { path, at: JSON.parse(JSON.stringify(at)) as Location };
  };
  const rest = (path: string, at: Location): Promise<string> => {
    const source = open(file(path));
    source.resume!(at);
    return all(source);
  };

  test('it grew', async () => {
    const { path, at } = await begun('one\ntwo\n', 4);
    appendFileSync(path, 'three\n');
    expect(await rest(path, at)).toBe('two\nthree\n');
  });
  test('it was renamed: to its end, then the new one, on a line of its own', async () => {
    const { path, at } = await begun('one\ntwo\n', 4);
    appendFileSync(path, 'unfinished');
    renameSync(path, `${path}.1`);
    writeFileSync(path, 'new\n');
    const source = open(file(path));
    source.resume!(at);
    expect(await all(source)).toBe('two\nunfinished\nnew\n');
    const [old, own] = [source.locate(4 + 4)!, source.locate(4 + 4 + 11 + 2)!];
    expect([old.offset, own.offset]).toEqual([8, 2]);
    expect(old.identity.inode).toBe(at.identity.inode);
    expect(own.identity.inode).not.toBe(at.identity.inode);
  });
  test('it was copied and truncated: the copy first, then the file from 0', async () => {
    const { path, at } = await begun('one\ntwo\n', 4);
    copyFileSync(path, `${path}.1`);
    truncateSync(path);
    appendFileSync(path, 'new\n');
    expect(await rest(path, at)).toBe('two\nnew\n');
  });
  test('it was replaced by a copy of itself', async () => {
    const { path, at } = await begun('one\ntwo\n', 4);
    copyFileSync(path, `${path}.tmp`);
    renameSync(`${path}.tmp`, path);
    expect(await rest(path, at)).toBe('two\n');
  });
  test('it is shorter, or begins differently: an error that names it', async () => {
    const { path, at } = await begun('one\ntwo\n', 8);
    truncateSync(path, 4);
    expect(() => open(file(path)).resume!(at)).toThrow(`cannot go on reading ${path}: it does not begin`);
    const short = { ...at, identity: { ...at.identity, head: Buffer.from('one\n').toString('base64') } };
    expect(() => open(file(path)).resume!(short)).toThrow(`it has 4 bytes, the checkpoint was at byte 8`);
  });
  test('a compressed file that was renamed is not mixed with its successor', async () => {
    const path = newFolder().at('f.gz');
    writeFileSync(path, gzipSync('one\ntwo\n'));
    const source = open(file(path));
    await source.read(new Uint8Array(4));
    const at = source.locate(4)!;
    source.close();
    renameSync(path, `${path}.1`);
    writeFileSync(path, gzipSync('new\n'));
    expect(await rest(path, at)).toBe('two\n');
  });
});
