// Live inputs and checkpoints: a followed log that is rotated while its reader is killed, connections that are made to us,
// deadlines that passed while nobody was there, outputs that are rotated.
import { appendFileSync, existsSync, renameSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { CheckpointFile } from '../../src/checkpoint/checkpoint-file.js';
import { type Folder, inFolder, waitUntil } from '../program.js';
import { lines, options } from './log.js';

const checkpointed = ['-q', '--max-future', 'off', '--checkpoint', 'ckpt', '--checkpoint-every', '20ms'];
const outputs = ['-o', 'out', '--late', 'late'];

/** Waits until the checkpoint has so many lines. */
async function counted(folder: Folder, wanted: number): Promise<void> {
  while ((linesIn(folder) ?? 0) < wanted) await wait(5);
}

function linesIn(folder: Folder): number | undefined {
  return new CheckpointFile(folder.at('ckpt')).read()?.standing.lines;
}

test('a followed log: rotated and killed, every line counts once', () =>
  inFolder(async (folder) => {
    const log = folder.at('app.log');
    const follow = [...options, ...outputs, ...checkpointed, '--follow', 'app.log'];
    writeFileSync(log, '');
    let written = 0;
    for (let round = 0; round < 6; round++) {
      const reader = folder.start(follow);
      for (let step = 0; step < 5; step++, written += 40) {
        appendFileSync(log, lines(written, written + 40));
        if (step === 2 && round % 2 === 0) {
          // While the reader is there, it sees the end of the old one before the next rotation.
          await counted(folder, written + 40);
          renameSync(log, `${log}.${round}`);
          writeFileSync(log, '');
        }
        await wait(10 * Math.random());
      }
      if (round < 5) await counted(folder, written - 120);
      else await counted(folder, written);
      reader.kill(round === 5 ? 'SIGTERM' : 'SIGKILL');
      await reader.ended;
    }
    expect(await folder.flowctl([...options, ...outputs, ...checkpointed, 'app.log'])).toMatchObject({ status: 0 });
    const all = ['out', 'late'].map((name) => folder.read(name));
    folder.write('all.log', lines(0, written));
    await folder.flowctl([...options, '-q', '-o', 'all.out', '--late', 'all.late', 'all.log']);
    expect(all).toEqual(['all.out', 'all.late'].map((name) => folder.read(name)));
  }));

test('connections are gone with the run that took them, and their senders are told what to send again', () =>
  inFolder(async (folder) => {
    const listen = [...options, ...outputs, '--checkpoint', 'ckpt', '--checkpoint-every', '10ms', '--accept', '1'];
    const argv = [...listen, 'unix-listen:socket'];
    const first = folder.start(argv);
    const socket = await connected(folder.at('socket'));
    socket.write(lines(0, 50));
    await counted(folder, 50);
    first.kill('SIGKILL');
    await first.ended;
    socket.destroy();

    const second = folder.start(argv);
    const again = await connected(folder.at('socket'));
    again.end(lines(50, 100));
    const { status, stderr } = await second.ended;
    expect(status).toBe(0);
    expect(stderr).toBe(
      `flowctl: unix-listen:socket#1 was counted up to byte ${lines(0, 50).length} (50 lines); what comes now has to be what followed\n`,
    );
    folder.write('all.log', lines(0, 100));
    await folder.flowctl([...options, '-q', '-o', 'all.out', '--late', 'all.late', 'all.log']);
    expect(folder.read('out')).toBe(folder.read('all.out'));
  }));

async function connected(path: string): Promise<ReturnType<typeof connect>> {
  while (!existsSync(path)) await wait(5);
  for (;;) {
    const socket = connect(path);
    const error = await new Promise<unknown>((resolve) => {
      socket.once('connect', () => resolve(undefined));
      socket.once('error', resolve);
    });
    if (error === undefined) return socket.on('error', () => undefined);
    await wait(5);
  }
}

test('deadlines that passed while nobody was there are met at once, in the order of their windows', () =>
  inFolder(async (folder) => {
    const late = ['--time', '$.ts', '--key', '$.key', '--window', 'tumbling:1s', '--early', 'delay(300ms)'];
    const argv = [...late, '--watermark', 'bounded:1h', '-o', 'out', '--late', 'none', ...checkpointed, '--no-drain'];
    const input = folder.at('in.log');
    writeFileSync(input, '{"ts":5000,"key":"b"}\n{"ts":3000,"key":"a"}\n{"ts":3001,"key":"c"}\n');
    expect(await folder.flowctl([...argv, 'in.log'])).toMatchObject({ status: 0 });
    expect(folder.read('out')).toBe('');
    await wait(350);
    expect(await folder.flowctl([...argv, 'in.log'])).toMatchObject({ status: 0 });
    const rows = folder.read('out').trimEnd().split('\n');
    expect(rows.map((row) => (JSON.parse(row) as { key: { key: string } }).key.key)).toEqual(['a', 'c', 'b']);
  }));

test('outputs that are rotated by SIGHUP lose no row and repeat none, however the run dies', () =>
  inFolder(async (folder) => {
    const argv = [...options, ...outputs, ...checkpointed];
    const text = lines(0, 400);
    const first = folder.start(argv);
    first.write(lines(0, 100));
    await counted(folder, 100);
    renameSync(folder.at('out'), folder.at('out.1'));
    first.kill('SIGHUP');
    await waitUntil(() => folder.has('out'));
    first.write(lines(100, 200));
    await counted(folder, 150);
    first.kill('SIGKILL');
    await first.ended;

    const { offset } = new CheckpointFile(folder.at('ckpt')).read()!.inputs[0]!.position;
    const second = folder.start(argv);
    second.end(text.slice(offset));
    expect(await second.ended).toMatchObject({ status: 0 });
    folder.write('all.log', text);
    await folder.flowctl([...options, '-q', '-o', 'all.out', '--late', 'none', 'all.log']);
    const halves = ['out.1', 'out'].map((name) => folder.read(name));
    expect(halves.join('')).toBe(folder.read('all.out'));
    expect(halves[1]).not.toBe('');
  }));
