// Killed at any moment and started again, as often as it takes, a run writes what it would have written undisturbed:
// results, late events and rejects, byte for byte (SPEC §10). FLOWCTL_TORTURE is the number of kills in all.
import { readlinkSync, rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { CheckpointFile } from '../../src/checkpoint/checkpoint-file.js';
import { line } from './log.js';
import { type Folder, inFolder, type Outcome, waitUntil } from '../program.js';

const files = ['out', 'late', 'rejects'];
const scenarios: readonly (readonly [string, readonly string[]])[] = [
  ['early, late and retracting', ['--window', 'tumbling:2s', '--early', 'count(7)', '--accumulation', 'retracting', '--allowed-lateness', '2s', '--agg', 'distinct($.value)']], // prettier-ignore
  ['sessions', ['--window', 'session:700ms', '--late-firing', 'count(1)', '--accumulation', 'retracting', '--allowed-lateness', '3s', '--agg', 'collect($.value)']], // prettier-ignore
  ['sliding, discarding', ['--window', 'sliding:3s/1s', '--early', 'count(5)', '--accumulation', 'discarding', '--agg', 'last($.value)']], // prettier-ignore
  ['pieces of lines', ['--window', 'tumbling:1s', '--each', '$.parts[*]', '--agg', "sum($['@each'])", '--late-format', 'annotated']], // prettier-ignore
];
const kills = Math.ceil(Number(process.env['FLOWCTL_TORTURE'] ?? 200) / (scenarios.length + 1));

/** Two logs whose events interleave, so that the run turns from one to the other between any two lines. */
function writeLogs(folder: Folder): void {
  const [a, b]: [string[], string[]] = [[], []];
  for (let i = 0; i < 2400; i++) {
    const event = JSON.parse(line(i)) as Record<string, unknown>;
    const text = i % 97 === 50 ? '{"half' : JSON.stringify({ ...event, parts: [i, i + 1, i % 3] });
    (i % 3 === 1 ? b : a).push(text);
  }
  folder.write('a.log', `${a.join('\n')}\n`);
  folder.write('b.log', `${b.join('\n')}\n`);
}

function argv(options: readonly string[], ...more: readonly string[]): string[] {
  const common = ['--time', '$.ts', '--key', '$.key', '--watermark', 'bounded:500ms', '--agg', 'count', '-q'];
  return [...common, ...options, '-o', 'out', '--late', 'late', '--rejects', 'rejects', ...more, 'a.log', 'b.log'];
}

/** Starts the run and ends it with `signal` a little after it has begun its work. */
async function disturbed(folder: Folder, options: readonly string[], signal: NodeJS.Signals): Promise<Outcome> {
  const run = folder.start(argv(options, '--checkpoint', 'ckpt', '--checkpoint-every', '30events'));
  await waitUntil(() => !run.isRunning || isLocked(folder, run.pid));
  await Promise.race([run.ended, wait(Math.random() * 300)]);
  run.kill(signal);
  return run.ended;
}

/** Whether the lock is this process's, and not that of one killed before. */
function isLocked(folder: Folder, pid: number): boolean {
  try {
    return readlinkSync(folder.at('ckpt.lock')).startsWith(`{"pid":${pid},`);
  } catch {
    return false;
  }
}

function written(folder: Folder): readonly string[] {
  return files.map((name) => folder.read(name));
}

async function torture(folder: Folder, options: readonly string[], signal: NodeJS.Signals): Promise<void> {
  writeLogs(folder);
  expect(await folder.flowctl(argv(options))).toEqual({ status: 0, stdout: '', stderr: '' });
  const expected = written(folder);
  expect(expected[0]).not.toBe('');
  const checkpoint = new CheckpointFile(folder.at('ckpt'));
  const calm = (): Promise<Outcome> => folder.flowctl(argv(options, '--checkpoint', 'ckpt'));
  for (let killed = 0; killed < kills;) {
    for (const name of [...files, 'ckpt', 'ckpt.1']) rmSync(folder.at(name), { force: true });
    while (checkpoint.read()?.drained !== true) {
      const { status, stderr } = await (killed++ < kills ? disturbed(folder, options, signal) : calm());
      expect({ stderr, ended: status === 0 || status === signal }).toEqual({ stderr: '', ended: true });
    }
    expect(written(folder)).toEqual(expected);
  }
}

describe.concurrent('killed again and again', () => {
  test.each(scenarios)('%s: the same bytes', (_, options) => inFolder((folder) => torture(folder, options, 'SIGKILL')));

  test('and asked to stop again and again: the same bytes', () =>
    inFolder((folder) => torture(folder, scenarios[0]![1], 'SIGTERM')));
});
