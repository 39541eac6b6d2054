// Pipes have no position (SPEC §10): a run that goes on says from where its input has to come again, and numbers its rows
// so that their reader can drop those it has had.
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { CheckpointFile } from '../../src/checkpoint/checkpoint-file.js';
import { inFolder } from '../in-process.js';
import { lines, options } from './log.js';
import { type Ended, finish, start } from './program.js';

const argv = [...options, '--late', 'none', '--checkpoint', 'ckpt', '--checkpoint-every', '20ms'];

interface Heard extends Ended {
  readonly rows: readonly string[];
}

/** Sends the text a little at a time; killed in the middle when `dies`. */
async function run(folder: string, text: string, dies: boolean): Promise<Heard> {
  const { child, ended } = start(folder, argv, { stdin: 'pipe', stdout: 'pipe' });
  let heard = '';
  child.stdout!.on('data', (piece: Buffer) => (heard += piece.toString()));
  child.stdin!.on('error', () => undefined);
  for (let at = 0; at < text.length && child.exitCode === null; at += 4000) {
    if (dies && at > 16_000) break;
    child.stdin!.write(text.slice(at, at + 4000));
    await wait(10);
  }
  if (dies) child.kill('SIGKILL');
  else child.stdin!.end();
  const outcome = await ended;
  // Of a dead run's last row only a part may have come.
  return { ...outcome, rows: heard.split('\n').slice(0, -1) };
}

test('the caller is told from where to send again, and the numbered rows add up to the whole', () =>
  inFolder(async (folder) => {
    const text = lines(0, 1500);
    const rows = new Map<number, string>();
    for (let round = 0; ; round++) {
      const { offset, line } = new CheckpointFile(join(folder, 'ckpt')).read()?.inputs[0]?.position ?? {
        offset: 0,
        line: 0,
      };
      const { rows: heard, stderr, status } = await run(folder, text.slice(offset), offset < 60_000 && round < 20);
      const word = `flowctl: standard input was counted up to byte ${offset} (${line} lines); what comes now has to be what followed\n`;
      expect(stderr).toBe(offset === 0 ? '' : word);
      for (const row of heard) {
        const { seq } = JSON.parse(row) as { seq: number };
        expect(rows.get(seq) ?? row).toBe(row);
        rows.set(seq, row);
      }
      if (status === 0) break;
    }
    writeFileSync(join(folder, 'all.log'), text);
    await finish(folder, [...options, '--late', 'none', '-o', 'all.out', 'all.log']);
    const all = readFileSync(join(folder, 'all.out'), 'utf8').trimEnd().split('\n');
    expect([...rows.keys()].sort((a, b) => a - b)).toEqual(all.map((_, i) => i));
    expect(all.map((_, i) => rows.get(i))).toEqual(all.map((row, i) => `${row.slice(0, -1)},"seq":${i}}`));
  }));

test('a @checkpoint line is passed on when what came before it is safe, and once, however the run dies', () =>
  inFolder(async (folder) => {
    const asked = '{"@checkpoint": "1"}\n';
    const control = (out: string): string[] => [...options, '--late', 'none', '--control', 'both', '-o', out];
    const whole = start(folder, control('all').concat('--checkpoint', 'all.ckpt'), { stdin: 'pipe' });
    whole.child.stdin!.end(`${lines(0, 50)}${asked}${lines(50, 200)}`);
    await whole.ended;

    const checkpointed = [...control('out'), '--checkpoint', 'ckpt'];
    const { child, ended } = start(folder, checkpointed, { stdin: 'pipe' });
    child.stdin!.write(`${lines(0, 50)}${asked}${lines(50, 100)}{"@mark":2}\n`);
    while (!isIn(folder, 'out', '@mark')) await wait(5);
    expect(isIn(folder, 'out', asked)).toBe(true);
    child.kill('SIGKILL');
    await ended;
    const { inputs, standing } = new CheckpointFile(join(folder, 'ckpt')).read()!;
    expect(inputs[0]!.position).toEqual({ offset: lines(0, 50).length + asked.length, line: 51 });
    expect(standing).toMatchObject({ lines: 51, events: 50 });

    const again = start(folder, checkpointed, { stdin: 'pipe' });
    again.child.stdin!.end(lines(50, 200));
    expect(await again.ended).toMatchObject({ status: 0 });
    expect(readFileSync(join(folder, 'out'), 'utf8')).toBe(readFileSync(join(folder, 'all'), 'utf8'));
  }));

function isIn(folder: string, name: string, text: string): boolean {
  const path = join(folder, name);
  return existsSync(path) && readFileSync(path, 'utf8').includes(text);
}

test('a file behind standard input is known again; another one is what follows', () =>
  inFolder(async (folder) => {
    const argv = (out: string): string[] => [...options, '-q', '--late', 'none', '--no-drain', '-o', out];
    const run = (log: string, out = 'out'): Promise<Ended> =>
      finish(folder, [...argv(out), '--checkpoint', `${out}.ckpt`], { stdinFrom: join(folder, log) });
    writeFileSync(join(folder, 'a.log'), lines(0, 100));
    await run('a.log');
    appendFileSync(join(folder, 'a.log'), lines(100, 200));
    await run('a.log');
    await run('a.log');
    writeFileSync(join(folder, 'b.log'), lines(200, 300));
    expect(await run('b.log')).toEqual({ status: 0, signal: null, stderr: '' });
    writeFileSync(join(folder, 'all.log'), lines(0, 300));
    await run('all.log', 'all');
    expect(readFileSync(join(folder, 'out'), 'utf8')).toBe(readFileSync(join(folder, 'all'), 'utf8'));
  }));
