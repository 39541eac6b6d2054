// Processes of a pipeline, one of them or all, are killed at any moment, and the same command is started again, as often
// as it takes: every file is what one undisturbed run writes, byte for byte (SPEC §16). FLOWCTL_TORTURE is the number of
// kills in all.
import { rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { type Folder, inFolder, type Running, waitUntil } from '../program.js';
import { type Graph, graphs, joining, latest, newest, processOf, writeLogs } from './graphs.js';

const kills = Math.ceil(Number(process.env['FLOWCTL_TORTURE'] ?? 200) / graphs.length);

/** What a process may say of another that was killed; bash says something too. */
const expected = /was cut off|^(?!flowctl: )/;

async function torture(folder: Folder, graph: Graph): Promise<void> {
  writeLogs(folder, 3000);
  await undisturbed(
    folder,
    graph.script(() => ''),
  );
  const whole = written(folder, graph);
  expect(whole[0]!.length).toBeGreaterThan(1000);
  const script = graph.script(joining('40events'));
  let goneOn = 0;
  for (let killed = 0; killed < kills;) {
    for (const name of [...graph.files, 'st']) rmSync(folder.at(name), { recursive: true, force: true });
    while (!isOver(folder)) {
      if (killed++ < kills) await disturbed(folder, graph, script);
      else await undisturbed(folder, script);
      if (Number(newest(folder)) > 0) goneOn++;
    }
    expect(written(folder, graph)).toEqual(whole);
  }
  // Not all began from the beginning.
  expect(goneOn).toBeGreaterThanOrEqual(Math.floor(kills / 4));
}

async function undisturbed({ bash }: Folder, script: string): Promise<void> {
  expect(await bash(script)).toEqual({ status: 0, stdout: '', stderr: '' });
}

/** Kills one process, or all: as they start, once it is known who takes part, or some snapshots later. */
async function disturbed(folder: Folder, graph: Graph, script: string): Promise<void> {
  const isKnown = graph.names.every((name) => folder.has(`st/${name}`));
  const before = latest(folder);
  const run = folder.startBash(script);
  run.end();
  if (!isKnown) await waitUntil(() => !run.isRunning || graph.names.every((name) => folder.has(`st/${name}`)));
  const more = Math.floor(Math.random() * 40) - 5;
  if (more > 0) await waitUntil(() => !run.isRunning || latest(folder) >= before + more);
  await Promise.race([run.ended, wait(Math.random() * (more > 0 ? 50 : 700))]);
  killSome(folder, graph, run);
  const { stderr } = await run.ended;
  expect(stderr.split('\n').filter((said) => !expected.test(said))).toEqual([]);
}

function killSome(folder: Folder, { names }: Graph, run: Running): void {
  const one = names[Math.floor(Math.random() * names.length * 1.5)];
  const pid = one === undefined ? -run.pid : processOf(folder, one);
  try {
    if (pid !== undefined && run.isRunning) process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

function isOver(folder: Folder): boolean {
  return newest(folder) === 'ended';
}

function written(folder: Folder, { files }: Graph): readonly string[] {
  return files.map((name) => folder.read(name));
}

describe.concurrent('processes killed again and again', () => {
  test.each(graphs)('$title: the same bytes', (graph) => inFolder((folder) => torture(folder, graph)), 600_000);
});
