// Going on from a checkpoint (SPEC §10): what is refused, what is said, and what is taken up.
import {
  appendFileSync,
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CheckpointFile } from '../../src/checkpoint/checkpoint-file.js';
import { decode, encode } from '../../src/checkpoint/format.js';
import type { Saved } from '../../src/model/saved.js';
import { perform, type Performance } from '../in-process.js';
import { inFolder } from '../program.js';
import { lines, options } from './log.js';

interface Place {
  readonly at: (name: string) => string;
  /** One run over `app.log`, with more arguments; what it failed with instead of its outcome. */
  readonly run: (...more: readonly string[]) => Promise<Performance | string>;
}

function place(act: (place: Place) => Promise<void>): Promise<void> {
  return inFolder(async (folder) => {
    const { at } = folder;
    const files = ['--late', at('late'), '--rejects', at('rejects'), '--checkpoint', at('ckpt')];
    const output = (more: readonly string[]): string[] => (more.includes('-o') ? [] : ['-o', at('out')]);
    writeFileSync(at('app.log'), lines(0, 100));
    await act({
      at,
      run: (...more) =>
        perform([...options, ...files, ...output(more), ...more, at('app.log')]).catch((error: unknown) =>
          (error as Error).message.replaceAll(`${folder.path}/`, ''),
        ),
    });
  });
}

const done: Performance = { status: 0, said: '' };

/** Makes the last checkpoint one of a run that died later, before it came to its end. */
async function dieAfter(path: string): Promise<void> {
  const file = new CheckpointFile(path);
  await file.write(file.encode({ ...file.read()!, clean: false }));
}

describe('a complete run', () => {
  test('is left alone when nothing is new', () =>
    place(async ({ at, run }) => {
      await run();
      const before = ['out', 'late', 'ckpt'].map((name) => [readFileSync(at(name)), statSync(at(name)).ino]);
      expect(await run()).toEqual(done);
      expect(['out', 'late', 'ckpt'].map((name) => [readFileSync(at(name)), statSync(at(name)).ino])).toEqual(before);
    }));

  test('keeps books all the same, of what the complete run has counted', () =>
    place(async ({ at, run }) => {
      const stats = (): Record<string, unknown> => JSON.parse(readFileSync(at('stats'), 'utf8')) as never;
      await run('--stats', at('stats'));
      const { bytes, disorder, ...before } = stats();
      expect(Number(bytes)).toBeGreaterThan(0);
      expect(await run('--stats', at('stats'))).toEqual(done);
      expect(stats()).toEqual({
        ...before,
        bytes: 0,
        disorder: { ...(disorder as object), p50: 0, p90: 0, p99: 0, max: 0 },
      });
      appendFileSync(at('app.log'), lines(100, 101));
      expect(await run('--stats', at('stats'))).toMatch(/^app\.log has new input/);
      expect(stats()).toMatchObject({ status: 1, lines: before['lines'], events: before['events'] });
    }));

  test('takes no new input', () =>
    place(async ({ at, run }) => {
      await run();
      const out = readFileSync(at('out'));
      appendFileSync(at('app.log'), lines(100, 101));
      expect(await run()).toBe(
        'app.log has new input, but by ckpt the run is complete and all its windows are closed; ' +
          'start over with --fresh, and add --no-drain to leave windows open for what is added between runs',
      );
      expect(readFileSync(at('out'))).toEqual(out);
    }));

  test('takes no other file either, unless it is empty', () =>
    place(async ({ at, run }) => {
      await run();
      writeFileSync(at('b.log'), '');
      expect(await run(at('b.log'))).toEqual(done);
      writeFileSync(at('b.log'), lines(0, 1));
      expect(await run(at('b.log'))).toMatch(/^b\.log has new input/);
    }));

  test('is done again from the beginning with --fresh', () =>
    place(async ({ at, run }) => {
      await run();
      const once = readFileSync(at('out'), 'utf8');
      expect(await run('--fresh')).toEqual(done);
      expect(readFileSync(at('out'), 'utf8')).toBe(once);
    }));
});

describe('options', () => {
  test('that mean something else are refused, with the difference shown', () =>
    place(async ({ run }) => {
      await run('--no-drain');
      expect(await run('--no-drain', '--on-time', 'always', '--max-future', '1h')).toBe(
        'ckpt was written with options that mean something else:\n' +
          '  --max-future  off → 1h\n' +
          '  --on-time     if-triggered → always\n' +
          'use the options it was written with, or start over with --fresh',
      );
    }));

  test('that mean the same in other words are not', () =>
    place(async ({ run }) => {
      await run('--no-drain');
      expect(await run('--no-drain', '--on-time', 'if-triggered', '--tz', 'UTC')).toEqual(done);
    }));

  test('that do not touch the results may change', () =>
    place(async ({ run }) => {
      await run('--no-drain');
      expect(await run('--strict', '--max-open-windows', '1000')).toEqual(done);
    }));
});

describe('outputs', () => {
  test('are cut back to what the checkpoint knows', () =>
    place(async ({ at, run }) => {
      await run('--no-drain');
      await dieAfter(at('ckpt'));
      for (const name of ['out', 'late', 'rejects']) appendFileSync(at(name), 'written after the checkpoint\n');
      await run('--no-drain');
      for (const name of ['out', 'late', 'rejects']) expect(readFileSync(at(name), 'utf8')).not.toContain('written');
    }));

  test('to which somebody has added since a clean stop are refused, or kept with --append', () =>
    place(async ({ at, run }) => {
      await run('--no-drain');
      appendFileSync(at('late'), 'mine');
      writeFileSync(at('app.log'), lines(0, 200));
      const [out, late] = [readFileSync(at('out')), readFileSync(at('late'))];
      expect(await run('--no-drain')).toBe(
        'cannot go on writing late: somebody has added 4 bytes to it since the last run stopped; ' +
          '--append keeps them and goes on behind them',
      );
      expect([readFileSync(at('out')), readFileSync(at('late'))]).toEqual([out, late]);
      expect(await run('--no-drain', '--append')).toEqual(done);
      expect(readFileSync(at('late'), 'utf8')).toMatch(/\nmine\n\{/);
      expect(await run('--no-drain')).toEqual(done);
      expect(readFileSync(at('late'), 'utf8')).toMatch(/\nmine\n\{/);
    }));

  test('that a run which died had written itself are no one else’s, though the run before it stopped cleanly', () =>
    place(async ({ at, run }) => {
      await run('--no-drain');
      const previous = readFileSync(at('ckpt.1'));
      writeFileSync(at('app.log'), `${lines(0, 200)}broken\n`);
      expect(await run('--no-drain', '--strict')).toMatch(/--strict/);
      expect(new CheckpointFile(at('ckpt')).read()?.clean).toBe(false);
      expect(readFileSync(at('ckpt.1'))).toEqual(previous);
      writeFileSync(at('app.log'), lines(0, 200));
      expect(await run('--no-drain')).toEqual(done);
      const rows = readFileSync(at('out'), 'utf8').split('\n');
      expect(new Set(rows).size).toBe(rows.length);
    }));

  test('that are gone are an error, and no output is made or changed', () =>
    place(async ({ at, run }) => {
      await run('--no-drain');
      const late = readFileSync(at('late'));
      renameSync(at('out'), at('moved'));
      rmSync(at('rejects'));
      writeFileSync(at('app.log'), lines(0, 200));
      expect(await run('--no-drain')).toMatch(/^cannot go on writing out: it is gone, and had \d+ bytes; put it back, or start over with --fresh$/); // prettier-ignore
      expect([existsSync(at('out')), existsSync(at('rejects')), readFileSync(at('late'))]).toEqual([
        false,
        false,
        late,
      ]);
      expect(await run('--no-drain', '-o', at('elsewhere'))).toEqual(done);
    }));

  test('that a resumed run names for the first time are added to, not emptied', () =>
    place(async ({ at, run }) => {
      await run('--no-drain');
      writeFileSync(at('other'), 'mine\n');
      await run('--no-drain', '-o', at('other'));
      expect(readFileSync(at('other'), 'utf8')).toMatch(/^mine\n/);
    }));

  test('are recorded before the first row, so that a run that dies early leaves nothing behind', () =>
    place(async ({ at, run }) => {
      writeFileSync(at('out'), 'from before\n');
      writeFileSync(at('app.log'), `${lines(0, 50)}broken\n`);
      expect(await run('--append', '--strict')).toMatch(/--strict/);
      writeFileSync(at('app.log'), lines(0, 50));
      await run('--append');
      const rows = readFileSync(at('out'), 'utf8').split('\n');
      expect(rows[0]).toBe('from before');
      expect(new Set(rows).size).toBe(rows.length);
    }));
});

describe('inputs', () => {
  test('that were not read to their end may not be left out', () =>
    place(async ({ at, run }) => {
      writeFileSync(at('b.log'), `${lines(0, 3000)}broken\n${lines(0, 10)}`);
      expect(await run('--strict', '--checkpoint-every', '1events', at('b.log'))).toMatch(/--strict/);
      expect(await run()).toMatch(
        /^b\.log was read up to byte \d+ \(\d+ lines\) and is not among the inputs any more; name it again/,
      );
      expect(await run(at('b.log'))).toMatchObject({ status: 0 });
    }));

  test('that are new are read from their beginning', () =>
    place(async ({ at, run }) => {
      await run('--no-drain');
      writeFileSync(at('b.log'), lines(100, 200));
      await run('--no-drain', at('b.log'));
      writeFileSync(at('app.log'), lines(0, 200));
      await run('--no-drain', '--fresh', '-o', at('ref'));
      expect(readFileSync(at('out'), 'utf8')).toBe(readFileSync(at('ref'), 'utf8'));
    }));
});

test('bad lines and late events are held against the run that met them, not against the next', () =>
  place(async ({ at, run }) => {
    appendFileSync(at('app.log'), 'bad\nbad\n');
    const strict = ['--no-drain', '--max-bad', '1', '--fail-on-late'];
    expect(await run(...strict)).toMatchObject({ status: 3 });
    expect(await run(...strict)).toEqual(done);
    appendFileSync(at('app.log'), lines(100, 104));
    expect(await run(...strict)).toEqual(done);
    appendFileSync(at('app.log'), 'bad\nbad\n');
    expect(await run(...strict)).toMatchObject({ status: 3 });
  }));

describe('the file', () => {
  const modes = (at: (name: string) => string): number[] => ['ckpt', 'ckpt.1'].map((name) => statSync(at(name)).mode & 0o777); // prettier-ignore

  test('is its owner’s alone, unless the owner gives it another mode', () =>
    place(async ({ at, run }) => {
      await run('--no-drain');
      expect(modes(at)).toEqual([0o600, 0o600]);
      chmodSync(at('ckpt'), 0o644);
      appendFileSync(at('app.log'), lines(100, 200));
      await run('--no-drain');
      expect(modes(at)).toEqual([0o644, 0o644]);
    }));

  test('that says what cannot be is refused, FILE.1 is named, and nothing is made or changed', () =>
    place(async ({ at, run }) => {
      await run('--no-drain');
      const { engine, ...rest } = decode(readFileSync(at('ckpt'))) as Record<string, Saved>;
      const { driver, steps } = engine as Record<string, Saved> & { steps: Record<string, Saved>[] };
      const forged = { ...rest, engine: { driver: driver!, steps: steps.map((step) => ({ ...step, cells: [null] })) } };
      writeFileSync(at('ckpt'), Buffer.concat(encode(forged)));
      rmSync(at('late'));
      const before = readdirSync(dirname(at('ckpt'))).map((name) => [name, readFileSync(at(name))]);
      expect(await run('--no-drain', '--stats', at('stats'))).toBe(
        'ckpt is damaged: its content makes no sense; the one before it is kept as ckpt.1: ' +
          'copy that over it to go on from there, or start over with --fresh',
      );
      expect(readdirSync(dirname(at('ckpt'))).map((name) => [name, readFileSync(at(name))])).toEqual(before);
    }));

  test('keeps the one before it as FILE.1, which can be gone on from', () =>
    place(async ({ at, run }) => {
      await run('--no-drain');
      appendFileSync(at('app.log'), lines(100, 200));
      await run('--no-drain');
      const out = readFileSync(at('out'), 'utf8');
      writeFileSync(at('ckpt'), readFileSync(at('ckpt.1')));
      await run('--no-drain');
      expect(readFileSync(at('out'), 'utf8')).toBe(out);
    }));

  test('that is damaged is refused, and FILE.1 is named', () =>
    place(async ({ at, run }) => {
      await run('--no-drain');
      await run('--no-drain');
      const bytes = readFileSync(at('ckpt'));
      writeFileSync(at('ckpt'), bytes.subarray(0, bytes.length - 1));
      expect(await run('--no-drain')).toBe(
        'ckpt ends too early; the one before it is kept as ckpt.1: ' +
          'copy that over it to go on from there, or start over with --fresh',
      );
    }));

  test('that is none is not overwritten', () =>
    place(async ({ at, run }) => {
      writeFileSync(at('ckpt'), 'my diary\n');
      expect(await run()).toBe('ckpt is no checkpoint of flowctl; start over with --fresh');
      expect(readFileSync(at('ckpt'), 'utf8')).toBe('my diary\n');
      expect(existsSync(at('out'))).toBe(false);
    }));

  test('is not touched by what a dead run left beside it', () =>
    place(async ({ at, run }) => {
      await run('--no-drain');
      writeFileSync(`${at('ckpt')}.new`, readFileSync(at('ckpt')).subarray(0, 100));
      expect(await run('--no-drain')).toEqual(done);
      expect(existsSync(`${at('ckpt')}.new`)).toBe(false);
      expect(new CheckpointFile(at('ckpt')).read()?.standing.lines).toBe(100);
    }));
});
