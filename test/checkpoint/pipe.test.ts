// Pipes have no position (SPEC §10): a run that goes on says from where its input has to come again, and numbers its rows
// so that their reader can drop those it has had. Lines that are passed on as they came have no number.
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { CheckpointFile } from '../../src/checkpoint/checkpoint-file.js';
import { type Folder, inFolder, type Outcome, waitUntil } from '../program.js';
import { line, lines, options } from './log.js';

const argv = [...options, '--late', 'none', '--checkpoint', 'ckpt', '--checkpoint-every', '20ms'];

interface Heard extends Outcome {
  readonly rows: readonly string[];
}

/** Sends the text a little at a time; killed in the middle when `dies`. */
async function run(folder: Folder, text: string, dies: boolean): Promise<Heard> {
  const running = folder.start(argv);
  for (let at = 0; at < text.length && running.isRunning; at += 4000) {
    if (dies && at > 16_000) break;
    running.write(text.slice(at, at + 4000));
    await wait(10);
  }
  if (dies) running.kill('SIGKILL');
  else running.end();
  const outcome = await running.ended;
  // Of a dead run's last row only a part may have come.
  return { ...outcome, rows: outcome.stdout.split('\n').slice(0, -1) };
}

test('the caller is told from where to send again, and the numbered rows add up to the whole', () =>
  inFolder(async (folder) => {
    const text = lines(0, 1500);
    const rows = new Map<number, string>();
    for (let round = 0; ; round++) {
      const { offset, line } = new CheckpointFile(folder.at('ckpt')).read()?.inputs[0]?.position ?? {
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
    folder.write('all.log', text);
    await folder.flowctl([...options, '--late', 'none', '-o', 'all.out', 'all.log']);
    const all = folder.read('all.out').trimEnd().split('\n');
    expect([...rows.keys()].sort((a, b) => a - b)).toEqual(all.map((_, i) => i));
    expect(all.map((_, i) => rows.get(i))).toEqual(all.map((row, i) => `${row.slice(0, -1)},"seq":${i}}`));
  }));

test('lines that dedup passes into a pipe have no number: those since the checkpoint come again, which is said', () =>
  inFolder(async (folder) => {
    const argv = ['dedup', '--time', 'ts', '--within', '1s', '--watermark', 'bounded:500ms', '--control', 'in'];
    const checkpointed = [...argv, '--late', 'late', '--checkpoint', 'ckpt', '--checkpoint-every', '1h'];
    const first = folder.start(checkpointed);
    first.write(`${lines(0, 50)}{"@checkpoint":1}\n${lines(50, 100)}`);
    await waitUntil(() => isIn(folder, 'late', line(96)));
    first.kill('SIGKILL');
    const again = folder.start(checkpointed);
    again.end(lines(50, 150));
    const [before, after] = [await first.ended, await again.ended];
    folder.write('all.log', lines(0, 150));
    const { stdout: whole } = await folder.flowctl([...argv, '--late', 'none', 'all.log']);
    const passed = (text: string): string[] => text.split('\n').slice(0, -1);
    const since = passed(before.stdout).filter((row) => row >= line(50));
    expect(since.length).toBeGreaterThan(40);
    expect(passed(after.stdout).slice(0, since.length)).toEqual(since);
    expect([...new Set([...passed(before.stdout), ...passed(after.stdout)])]).toEqual(passed(whole));
    expect(after.stderr).toContain(
      'flowctl: what the last run wrote to standard output after its checkpoint comes again, without a number to drop it by; a file has each line once (-o FILE)\n',
    );
  }));

test('a @checkpoint line is passed on when what came before it is safe, and once, however the run dies', () =>
  inFolder(async (folder) => {
    const asked = '{"@checkpoint": "1"}\n';
    const control = (out: string): string[] => [...options, '--late', 'none', '--control', 'both', '-o', out];
    const whole = folder.start(control('all').concat('--checkpoint', 'all.ckpt'));
    whole.end(`${lines(0, 50)}${asked}${lines(50, 200)}`);
    await whole.ended;

    const checkpointed = [...control('out'), '--checkpoint', 'ckpt'];
    const first = folder.start(checkpointed);
    first.write(`${lines(0, 50)}${asked}${lines(50, 100)}{"@mark":2}\n`);
    await waitUntil(() => isIn(folder, 'out', '@mark'));
    expect(isIn(folder, 'out', asked)).toBe(true);
    first.kill('SIGKILL');
    await first.ended;
    const { inputs, standing } = new CheckpointFile(folder.at('ckpt')).read()!;
    expect(inputs[0]!.position).toEqual({ offset: lines(0, 50).length + asked.length, line: 51 });
    expect(standing).toMatchObject({ lines: 51, events: 50 });

    const again = folder.start(checkpointed);
    again.end(lines(50, 200));
    expect(await again.ended).toMatchObject({ status: 0 });
    expect(folder.read('out')).toBe(folder.read('all'));
  }));

function isIn(folder: Folder, name: string, text: string): boolean {
  return folder.has(name) && folder.read(name).includes(text);
}

test('a file behind standard input is known again; another one is what follows', () =>
  inFolder(async (folder) => {
    const argv = (out: string): string[] => [...options, '-q', '--late', 'none', '--no-drain', '-o', out];
    const run = (log: string, out = 'out'): Promise<Outcome> =>
      folder.flowctl([...argv(out), '--checkpoint', `${out}.ckpt`], { inputFrom: folder.at(log) });
    folder.write('a.log', lines(0, 100));
    await run('a.log');
    folder.append('a.log', lines(100, 200));
    await run('a.log');
    await run('a.log');
    folder.write('b.log', lines(200, 300));
    expect(await run('b.log')).toEqual({ status: 0, stdout: '', stderr: '' });
    folder.write('all.log', lines(0, 300));
    await run('all.log', 'all');
    expect(folder.read('out')).toBe(folder.read('all'));
  }));
