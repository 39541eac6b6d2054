// --follow with a pattern: what appears under it is taken up, and what rotation makes of a followed log is not.
import { appendFileSync, copyFileSync, mkdirSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { openSources } from '../../src/source/open.js';
import type { Listener, Source } from '../../src/source/source.js';
import { newFolder } from '../program.js';
import { file, options, until } from './reading.js';

interface FollowedFiles {
  /** Those that were there at the beginning. */
  readonly sources: readonly Source[];
  readonly pattern: Listener;
  readonly said: readonly string[];
  readonly at: (name: string) => string;
}

function followed(pattern: string, files: Readonly<Record<string, string>>, folder = newFolder()): FollowedFiles {
  const { at, write } = folder;
  for (const [name, content] of Object.entries(files)) write(name, content);
  const said: string[] = [];
  const notice = (message: string): unknown => said.push(message.replaceAll(`${folder.path}/`, ''));
  const opened = openSources([file(at(pattern))], options({ follow: true, notice }));
  onTestFinished(() => opened.forEach((input) => input.close()));
  return { sources: opened.slice(0, -1) as Source[], pattern: opened.at(-1) as Listener, said, at };
}

/** Of what appears within two looks, the names. */
async function appearing({ pattern, at }: FollowedFiles): Promise<readonly string[]> {
  const names: string[] = [];
  const taking = (async () => {
    for (let source = await pattern.accept(); source !== undefined; source = await pattern.accept()) {
      onTestFinished(() => source.close());
      names.push(source.name.slice(at('x').length - 1));
    }
  })();
  await pause(2200);
  pattern.close();
  await taking;
  return names;
}

test('without a match it says so, and waits', async () => {
  const { sources, pattern, said, at } = followed('*.log', {});
  expect([sources, said]).toEqual([[], ['no file matches *.log yet; it is waited for']]);
  const first = pattern.accept();
  writeFileSync(at('a.log'), 'one\n');
  const source = (await first)!;
  onTestFinished(() => source.close());
  expect(source.name).toBe(at('a.log'));
  expect(await until(source, 'one\n')).toBe('one\n');
});
test('each file is taken up once; folders and other names are not', async () => {
  const all = followed('*.log', { 'a.log': 'a\n' });
  expect(all.sources.map(({ name }) => name)).toEqual([all.at('a.log')]);
  for (const name of ['b.log', 'a2.log', 'c.txt']) writeFileSync(all.at(name), `${name}\n`);
  mkdirSync(all.at('d.log'));
  expect(await appearing(all)).toEqual(['a2.log', 'b.log']);
  expect(all.said).toEqual([]);
});
test('older files of a log belong to who follows it, renamed or copied, whatever their names', async () => {
  const all = followed('app*', { 'app.log': 'one\n', 'app-x.log': 'other\n' });
  const source = all.sources.find(({ name }) => name === all.at('app.log'))!;
  const other = all.sources.find(({ name }) => name === all.at('app-x.log'))!;
  expect([await until(source, 'one\n'), await until(other, 'other\n')]).toEqual(['one\n', 'other\n']);
  copyFileSync(all.at('app.log'), all.at('app-20260101.log'));
  truncateSync(all.at('app.log'));
  appendFileSync(all.at('app.log'), 'two\n');
  expect(await until(source, 'two\n')).toBe('two\n');
  renameSync(all.at('app.log'), all.at('app-20260102.log'));
  writeFileSync(all.at('app.log'), 'three\n');
  expect(await until(source, 'three\n')).toBe('three\n');
  renameSync(all.at('app.log'), all.at('app.log.1'));
  writeFileSync(all.at('app.log.2.gz'), gzipSync('one\n'));
  copyFileSync(all.at('app-x.log'), all.at('app-x1.log'));
  writeFileSync(all.at('app-20260103.log'), 'new\n');
  expect(await appearing(all)).toEqual(['app-20260103.log']);
  expect(all.said).toEqual([
    'app-x1.log is not followed: it begins as a log does that is followed, and is taken for a copy of it',
  ]);
});
test('an older file that was there from the beginning is no log of its own', async () => {
  const all = followed('app.log*', { 'app.log': 'two\n', 'app.log.1': 'one\n' });
  const [log, older] = all.sources as [Source, Source];
  expect([await until(log, 'two\n'), await until(older, 'one\n')]).toEqual(['two\n', 'one\n']);
  const more = older.read(new Uint8Array(100));
  renameSync(all.at('app.log.1'), all.at('app.log.2'));
  renameSync(all.at('app.log'), all.at('app.log.1'));
  writeFileSync(all.at('app.log'), 'three\n');
  expect(await until(log, 'three\n')).toBe('three\n');
  expect(await Promise.race([more, pause(600).then(() => 'nothing')])).toBe('nothing');
});
test('what is compressed is named, from the beginning too; folders are no logs', async () => {
  const folder = newFolder();
  mkdirSync(folder.at('sub'));
  folder.write('c.gz', gzipSync('a\n'));
  const all = followed('*', { a: 'a\n' }, folder);
  expect(all.sources.map(({ name }) => name)).toEqual([all.at('a')]);
  writeFileSync(all.at('b.gz'), gzipSync('b\n'));
  expect(await appearing(all)).toEqual([]);
  expect(all.said).toEqual(['b.gz is not followed: it is compressed', 'c.gz is not followed: it is compressed']);
});
