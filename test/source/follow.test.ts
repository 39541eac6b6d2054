// --follow: growth, rotation by renaming, by copy and truncate, removal; under load too, without a lost or torn line.
import { appendFileSync, copyFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Source } from '../../src/source/source.js';
import { newFolder } from '../program.js';
import { all, file, open, until } from './reading.js';

function followed(content?: string): { readonly path: string; readonly source: Source } {
  const path = newFolder().at('app.log');
  if (content !== undefined) writeFileSync(path, content);
  const source = open(file(path), { follow: true });
  onTestFinished(() => source.close());
  return { path, source };
}

/** So many milliseconds in which nothing else happens. */
function busy(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end;);
}

describe('a followed file', () => {
  test('is live, and read as it grows', async () => {
    const { path, source } = followed('one\n');
    expect(source.live).toBe(true);
    expect(await until(source, 'one\n')).toBe('one\n');
    const later = until(source, 'two\n');
    appendFileSync(path, 'two\n');
    expect(await later).toBe('two\n');
    expect(source.locate(5)!.offset).toBe(5);
  });
  test('is waited for', async () => {
    const { path, source } = followed();
    const later = until(source, 'one\n');
    await pause(50);
    writeFileSync(path, 'one\n');
    expect(await later).toBe('one\n');
    expect(source.locate(2)!.offset).toBe(2);
  });
  test('renamed: to its end, then its successor, which begins on a line of its own', async () => {
    const { path, source } = followed('one\n');
    await until(source, 'one\n');
    const old = source.identity!;
    renameSync(path, `${path}.1`);
    appendFileSync(`${path}.1`, 'two');
    writeFileSync(path, '');
    appendFileSync(`${path}.1`, '!');
    const later = until(source, 'three\n');
    await pause(300);
    appendFileSync(path, 'three\n');
    expect(await later).toBe('two!\nthree\n');
    expect(source.identity!.inode).not.toBe(old.inode);
    expect(source.locate(4)).toEqual({ identity: expect.objectContaining({ inode: old.inode }) as unknown, offset: 4 });
    expect(source.locate(9 + 3)!.offset).toBe(3);
  });
  test('its writer may take its time to change over', async () => {
    const { path, source } = followed('one\n');
    await until(source, 'one\n');
    renameSync(path, `${path}.1`);
    writeFileSync(path, '');
    const later = until(source, 'new\n');
    await pause(700);
    appendFileSync(`${path}.1`, 'still old\n');
    appendFileSync(path, 'new\n');
    expect(await later).toBe('still old\nnew\n');
  });
  test('truncated: from its beginning', async () => {
    const { path, source } = followed('a long first line\n');
    await until(source, 'line\n');
    const later = until(source, 'new\n');
    truncateSync(path);
    await pause(20);
    appendFileSync(path, 'new\n');
    expect(await later).toBe('new\n');
  });
  test('truncated and grown beyond where we were: known by its first bytes', async () => {
    const { path, source } = followed('one\n');
    await until(source, 'one\n');
    const later = until(source, 'different\n');
    truncateSync(path);
    appendFileSync(path, 'something quite different\n');
    expect(await later).toBe('something quite different\n');
  });
  test('copied and truncated: what was in the copy only is read first', async () => {
    const { path, source } = followed('one\n');
    await until(source, 'one\n');
    appendFileSync(path, 'two\n');
    copyFileSync(path, `${path}.1`);
    truncateSync(path);
    const later = until(source, 'three\n');
    await pause(20);
    appendFileSync(path, 'three\n');
    expect(await later).toBe('two\nthree\n');
  });
  test('renamed several times between two looks: each of them, in their order, and nobody else', async () => {
    const { path, source } = followed('one\n');
    await until(source, 'one\n');
    // Nothing turns here: it is as if the run had been busy, or stopped. Births are told apart by the tick of the system.
    for (const [n, text] of ['two', 'three', 'four', ''].entries()) {
      renameSync(path, `${path}.${n + 1}`);
      busy(15);
      writeFileSync(`${path}.1.gz`, gzipSync('x'));
      copyFileSync(`${path}.1`, `${path}.1.9`);
      writeFileSync(path.replace('.log', '-1.log'), 'somebody else\n');
      busy(15);
      writeFileSync(path, text);
    }
    const later = until(source, 'five\n');
    await pause(300);
    appendFileSync(path, 'five\n');
    expect(await later).toBe('two\nthree\nfour\nfive\n');
    expect(await Promise.race([all(source), pause(600, 'no more')])).toBe('no more');
  });
  test('removed and made again', async () => {
    const { path, source } = followed('one\n');
    await until(source, 'one\n');
    rmSync(path);
    const later = until(source, 'two\n');
    await pause(300);
    writeFileSync(path, 'two\n');
    expect(await later).toBe('two\n');
  });
  test('ends when it is closed', async () => {
    const { source } = followed('one\n');
    await until(source, 'one\n');
    const rest = all(source);
    source.close();
    expect(await rest).toBe('');
    expect(source.read(new Uint8Array(1))).toBe(0);
  });
  test('goes on where a checkpoint left it, in a file renamed meanwhile', async () => {
    const { path, source } = followed('one\ntwo\n');
    await source.read(new Uint8Array(4));
    const at = source.locate(4)!;
    renameSync(path, `${path}.1`);
    writeFileSync(path, 'three\n');
    const again = open(file(path), { follow: true });
    onTestFinished(() => again.close());
    again.resume!(at);
    expect(await until(again, 'three\n')).toBe('two\nthree\n');
    expect(again.locate(4 + 4 + 1)!.offset).toBe(1);
  });
  test('is not unpacked', () => {
    const { path, source } = followed();
    writeFileSync(path, gzipSync('x'));
    expect(() => source.read(new Uint8Array(1))).toThrow(`cannot follow ${path}: it is compressed`);
  });
});

test('rotation under load: every line once, in order, none torn', async () => {
  const directory = newFolder();
  const path = directory.at('app.log');
  const source = open(file(path), { follow: true });
  onTestFinished(() => source.close());
  const writer = `for r in 0 1 2 3 4 5 6 7; do
    exec 4>>app.log
    if [ $r != 0 ]; then sleep 0.3; fi
    for i in $(seq 0 1999); do echo "$((r * 2000 + i)) some text to fill the line" >&4; done
    if [ $r != 7 ]; then mv app.log app.log.$r; fi
  done`;
  const written = directory.bash(writer);
  const text = await until(source, '15999 some text to fill the line\n');
  await written;
  const numbers = text
    .split('\n')
    .slice(0, -1)
    .map((line) => parseInt(line, 10));
  expect(numbers).toEqual(Array.from({ length: 16_000 }, (_, i) => i));
});
