// Live inputs and checkpoints: a followed log that is rotated while its reader is killed, connections that are made to us,
// deadlines that passed while nobody was there, outputs that are rotated.
import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { CheckpointFile } from '../../src/checkpoint/checkpoint-file.js';
import { inFolder } from '../in-process.js';
import { lines, options } from './log.js';
import { finish, start } from './program.js';

const checkpointed = ['-q', '--max-future', 'off', '--checkpoint', 'ckpt', '--checkpoint-every', '20ms'];
const outputs = ['-o', 'out', '--late', 'late'];

/** Waits until the checkpoint has so many lines. */
async function counted(folder: string, wanted: number): Promise<void> {
  while ((linesIn(folder) ?? 0) < wanted) await wait(5);
}

function linesIn(folder: string): number | undefined {
  return new CheckpointFile(join(folder, 'ckpt')).read()?.standing.lines;
}

test('a followed log: rotated and killed, every line counts once', () =>
  inFolder(async (folder) => {
    const log = join(folder, 'app.log');
    const follow = [...options, ...outputs, ...checkpointed, '--follow', 'app.log'];
    writeFileSync(log, '');
    let written = 0;
    for (let round = 0; round < 6; round++) {
      const { child, ended } = start(folder, follow);
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
      child.kill(round === 5 ? 'SIGTERM' : 'SIGKILL');
      await ended;
    }
    expect(await finish(folder, [...options, ...outputs, ...checkpointed, 'app.log'])).toMatchObject({ status: 0 });
    const all = ['out', 'late'].map((name) => readFileSync(join(folder, name), 'utf8'));
    writeFileSync(join(folder, 'all.log'), lines(0, written));
    await finish(folder, [...options, '-q', '-o', 'all.out', '--late', 'all.late', 'all.log']);
    expect(all).toEqual(['all.out', 'all.late'].map((name) => readFileSync(join(folder, name), 'utf8')));
  }));

test('connections are gone with the run that took them, and their senders are told what to send again', () =>
  inFolder(async (folder) => {
    const listen = [...options, ...outputs, '--checkpoint', 'ckpt', '--checkpoint-every', '10ms', '--accept', '1'];
    const argv = [...listen, 'unix-listen:socket'];
    const first = start(folder, argv);
    const socket = await connected(join(folder, 'socket'));
    socket.write(lines(0, 50));
    await counted(folder, 50);
    first.child.kill('SIGKILL');
    await first.ended;
    socket.destroy();

    const second = start(folder, argv);
    const again = await connected(join(folder, 'socket'));
    again.end(lines(50, 100));
    const { status, stderr } = await second.ended;
    expect(status).toBe(0);
    expect(stderr).toBe(
      `flowctl: unix-listen:socket#1 was counted up to byte ${lines(0, 50).length} (50 lines); what comes now has to be what followed\n`,
    );
    writeFileSync(join(folder, 'all.log'), lines(0, 100));
    await finish(folder, [...options, '-q', '-o', 'all.out', '--late', 'all.late', 'all.log']);
    expect(readFileSync(join(folder, 'out'), 'utf8')).toBe(readFileSync(join(folder, 'all.out'), 'utf8'));
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
    const input = join(folder, 'in.log');
    writeFileSync(input, '{"ts":5000,"key":"b"}\n{"ts":3000,"key":"a"}\n{"ts":3001,"key":"c"}\n');
    expect(await finish(folder, [...argv, 'in.log'])).toMatchObject({ status: 0 });
    expect(readFileSync(join(folder, 'out'), 'utf8')).toBe('');
    await wait(350);
    expect(await finish(folder, [...argv, 'in.log'])).toMatchObject({ status: 0 });
    const rows = readFileSync(join(folder, 'out'), 'utf8').trimEnd().split('\n');
    expect(rows.map((row) => (JSON.parse(row) as { key: { key: string } }).key.key)).toEqual(['a', 'c', 'b']);
  }));

test('outputs that are rotated by SIGHUP lose no row and repeat none, however the run dies', () =>
  inFolder(async (folder) => {
    const argv = [...options, ...outputs, ...checkpointed];
    const text = lines(0, 400);
    const first = start(folder, argv, { stdin: 'pipe' });
    first.child.stdin!.write(lines(0, 100));
    await counted(folder, 100);
    renameSync(join(folder, 'out'), join(folder, 'out.1'));
    first.child.kill('SIGHUP');
    while (!existsSync(join(folder, 'out'))) await wait(5);
    first.child.stdin!.write(lines(100, 200));
    await counted(folder, 150);
    first.child.kill('SIGKILL');
    await first.ended;

    const { offset } = new CheckpointFile(join(folder, 'ckpt')).read()!.inputs[0]!.position;
    const second = start(folder, argv, { stdin: 'pipe' });
    second.child.stdin!.end(text.slice(offset));
    expect(await second.ended).toMatchObject({ status: 0 });
    writeFileSync(join(folder, 'all.log'), text);
    await finish(folder, [...options, '-q', '-o', 'all.out', '--late', 'none', 'all.log']);
    const halves = ['out.1', 'out'].map((name) => readFileSync(join(folder, name), 'utf8'));
    expect(halves.join('')).toBe(readFileSync(join(folder, 'all.out'), 'utf8'));
    expect(halves[1]).not.toBe('');
  }));
