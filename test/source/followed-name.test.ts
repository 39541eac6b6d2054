// --follow follows a name: what cannot be read is waited for and named, and files and named pipes may take turns.
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, renameSync, rmdirSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Source } from '../../src/source/source.js';
import { newFolder } from '../program.js';
import { file, open, until } from './reading.js';

interface Followed {
  readonly path: string;
  readonly source: Source;
  readonly said: readonly string[];
}

/** @param patience how long a name may be nobody's before that is said, in ms */
function follow(path: string, patience = 60_000): Followed {
  const said: string[] = [];
  const notice = (message: string): unknown => said.push(message.replace(path, 'app.log'));
  const source = open(file(path), { follow: true, rotateWaitMs: patience, notice });
  onTestFinished(() => source.close());
  return { path, source, said };
}

function place(content?: string): string {
  const path = newFolder().at('app.log');
  if (content !== undefined) writeFileSync(path, content);
  return path;
}

/** A name that cannot be read, whoever tries: a link to itself. */
function unreadable(path: string): void {
  symlinkSync(path, path);
}

function makePipe(path: string, content: string): void {
  execFileSync('mkfifo', [path]);
  write(path, content);
}

/** Not waited for: it is written once somebody reads. */
function write(path: string, content: string): void {
  execFileSync('bash', ['-c', 'printf %s "$1" >"$0" 2>&- &', path, content], { stdio: 'ignore' });
}

describe('a name that cannot be read', () => {
  test('for a moment is waited for', async () => {
    const { path, source, said } = follow(place('one\n'));
    await until(source, 'one\n');
    const later = until(source, 'three\n');
    renameSync(path, `${path}.1`);
    unreadable(path);
    appendFileSync(`${path}.1`, 'two\n');
    await pause(400);
    unlinkSync(path);
    writeFileSync(path, 'three\n');
    expect(await later).toBe('two\nthree\n');
    expect(said).toEqual([]);
  });
  test('for longer is named, once, and again when it can be read', async () => {
    const { path, source, said } = follow(place('one\n'), 300);
    await until(source, 'one\n');
    const later = until(source, 'two\n');
    renameSync(path, `${path}.1`);
    unreadable(path);
    await expect.poll(() => said).toEqual([
      'cannot read app.log any more: Too many levels of symbolic links; it is waited for',
    ]); // prettier-ignore
    await pause(600);
    unlinkSync(path);
    writeFileSync(path, 'two\n');
    await later;
    expect(said.slice(1)).toEqual(['app.log can be read now']);
  });
  test('from the beginning is named at once, for it may be mistyped', async () => {
    const { path, source, said } = follow(place());
    const later = until(source, 'one\n');
    expect(said).toEqual(['cannot read app.log yet: No such file or directory; it is waited for']);
    writeFileSync(path, 'one\n');
    expect(await later).toBe('one\n');
    expect(said.slice(1)).toEqual(['app.log can be read now']);
  });
  test('because a directory has it is waited for too', async () => {
    const { path, source, said } = follow(place('one\n'), 100);
    await until(source, 'one\n');
    const later = until(source, 'two\n');
    unlinkSync(path);
    mkdirSync(path);
    await expect.poll(() => said).toEqual(['cannot read app.log any more: it is a directory; it is waited for']);
    rmdirSync(path);
    writeFileSync(path, 'two\n');
    expect(await later).toBe('two\n');
  });
  test('when a run goes on is no reason to forget its place', async () => {
    const first = follow(place('one\ntwo\n'));
    await until(first.source, 'two\n');
    const at = first.source.locate(4)!;
    first.source.close();
    renameSync(first.path, `${first.path}.1`);
    unreadable(first.path);
    const { path, source } = follow(first.path);
    source.resume!(at);
    expect(source.locate(4)).toEqual(at);
    const later = until(source, 'two\n');
    await pause(300);
    unlinkSync(path);
    writeFileSync(path, '');
    expect(await later).toBe('two\n');
    expect(source.locate(8)!.offset).toBe(8);
  });
});

describe('a followed pipe', () => {
  test('made anew is opened anew', async () => {
    const path = place();
    makePipe(path, 'one\n');
    const { source } = follow(path);
    expect(await until(source, 'one\n')).toBe('one\n');
    const later = until(source, 'three\n');
    write(path, 'tw');
    await pause(100);
    unlinkSync(path);
    makePipe(path, '\ufeffthree\n');
    expect(await later).toBe('tw\nthree\n');
  });
  test('and a file take turns under one name', async () => {
    const { path, source } = follow(place('one\n'));
    await until(source, 'one\n');
    unlinkSync(path);
    makePipe(path, '\ufefftwo\n');
    expect(await until(source, 'two\n')).toBe('two\n');
    expect(source.locate(8)).toBe(undefined);
    unlinkSync(path);
    writeFileSync(path, '\ufeffthree\nfour\n');
    expect(await until(source, 'four\n')).toBe('three\nfour\n');
    expect(source.locate(14)!.offset).toBe(9);
  });
  test('that comes where nothing was yet', async () => {
    const { path, source } = follow(place());
    const later = until(source, 'one\n');
    await pause(50);
    makePipe(path, 'one\n');
    expect(await later).toBe('one\n');
  });
});
