// Two runs on one checkpoint: the second is turned away. A run that died holds nothing.
import { existsSync, lutimesSync, readlinkSync, symlinkSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { expect, test } from 'vitest';
import { type LockOwner, thisProcess } from '../../src/checkpoint/lock-owner.js';
import { InUse, Lock } from '../../src/checkpoint/lock.js';
import { inFolder, waitUntil } from '../program.js';
import { lines, options } from './log.js';

const now = Date.now();

/** What comes of taking a lock that names this holder. */
function takenFrom(holder: Partial<LockOwner>, idleMs = 0): Promise<string> {
  return inFolder((folder) => {
    const target = folder.at('ckpt');
    const touched = new Date(now - idleMs);
    symlinkSync(JSON.stringify({ ...thisProcess(now - 5000), ...holder }), `${target}.lock`);
    lutimesSync(`${target}.lock`, touched, touched);
    return Promise.resolve(outcome(target));
  });
}

function outcome(target: string): string {
  try {
    new Lock(target, 'ckpt', now).release();
    expect(existsSync(`${target}.lock`)).toBe(false);
    return 'taken';
  } catch (error) {
    if (error instanceof InUse) return error.message;
    throw error;
  }
}

const since = new Date(now - 5000).toISOString();

test('a living process keeps its lock', async () => {
  expect(await takenFrom({})).toBe(`ckpt is in use by process ${process.pid}, since ${since}`);
});

test('a dead one does not', async () => {
  expect(await takenFrom({ pid: 2 ** 22 - 1 })).toBe('taken');
});

test('nor one whose number another process has now', async () => {
  expect(await takenFrom({ started: '1' })).toBe('taken');
});

test('nor one from before the machine was started anew', async () => {
  expect(await takenFrom({ boot: 'another' })).toBe('taken');
});

test('one that cannot be seen from here keeps it as long as it shows that it lives', async () => {
  const elsewhere = { host: 'elsewhere', boot: 'another', pid: 7 };
  expect(await takenFrom(elsewhere)).toBe(`ckpt is in use by process 7 on elsewhere, since ${since}`);
  expect(await takenFrom(elsewhere, 61_000)).toBe('taken');
  const contained = { host: hostname(), space: 'pid:[1]', pid: 7 };
  expect(await takenFrom(contained)).toBe(`ckpt is in use by process 7 on ${hostname()}, since ${since}`);
  expect(await takenFrom(contained, 61_000)).toBe('taken');
});

test('a lock that says nothing is given a moment', () =>
  inFolder((folder) => {
    const lock = folder.at('ckpt.lock');
    writeFileSync(lock, '');
    expect(outcome(folder.at('ckpt'))).toBe('ckpt is being taken by another run');
    utimesSync(lock, 0, 0);
    expect(outcome(folder.at('ckpt'))).toBe('taken');
    return Promise.resolve();
  }));

test('a run whose lock was taken away finds out before it writes, and leaves the other its own', () =>
  inFolder((folder) => {
    const path = folder.at('ckpt.lock');
    const lock = new Lock(folder.at('ckpt'), 'ckpt', now);
    lock.assertHeld();
    unlinkSync(path);
    symlinkSync('another', path);
    expect(() => lock.assertHeld()).toThrow(InUse);
    lock.release();
    expect(readlinkSync(path)).toBe('another');
    return Promise.resolve();
  }));

test('the second run exits 75, and the first goes on undisturbed', () =>
  inFolder(async (folder) => {
    const argv = [...options, '-q', '--checkpoint', 'ckpt', '-o', 'out'];
    const first = folder.start(argv);
    first.write(lines(0, 10));
    await waitUntil(() => folder.has('ckpt'));
    expect(readlinkSync(folder.at('ckpt.lock'))).toContain(`"pid":${first.pid}`);
    const second = await folder.flowctl(argv);
    expect(second).toMatchObject({ status: 75 });
    expect(second.stderr).toMatch(/^flowctl: ckpt is in use by process \d+, since \S+\n$/);
    first.end();
    expect(await first.ended).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(folder.has('ckpt.lock')).toBe(false);
  }));
