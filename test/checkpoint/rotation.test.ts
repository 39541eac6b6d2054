// Runs that follow each other as from cron, while the log that they read grows and is rotated (SPEC §10): in sum they
// write what one run over all of it writes, byte for byte.
import {
  appendFileSync,
  copyFileSync,
  cpSync,
  readFileSync,
  renameSync,
  truncateSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { describe, expect, test } from 'vitest';
import { perform } from '../in-process.js';
import { inFolder } from '../program.js';
import { line, lines, options } from './log.js';

interface Cron {
  /** The path of a file in the folder. */
  readonly at: (name: string) => string;
  /** One run over the log. */
  readonly run: (...inputs: readonly string[]) => Promise<string>;
}

/** Lets runs follow each other and holds what they wrote against one run over lines 0 to `all`. */
async function cron(all: number, act: (cron: Cron) => Promise<void>): Promise<void> {
  await inFolder(async (folder) => {
    const { at } = folder;
    const argv = (name: string): string[] => [
      ...options,
      ...['--no-drain', '--checkpoint', at(`${name}.ckpt`), '-o', at(`${name}.out`), '--late', at(`${name}.late`)],
    ];
    await act({
      at,
      run: async (...inputs) => {
        const { status, said } = await perform([...argv('cron'), ...(inputs.length === 0 ? [at('app.log')] : inputs)]);
        expect(status).toBe(0);
        return said;
      },
    });
    writeFileSync(at('all.log'), lines(0, all));
    await perform([...argv('once'), at('all.log')]);
    for (const kind of ['out', 'late'])
      expect(readFileSync(at(`cron.${kind}`), 'utf8')).toBe(readFileSync(at(`once.${kind}`), 'utf8'));
    expect(readFileSync(at('once.out'), 'utf8')).not.toBe('');
  });
}

describe('a log that', () => {
  test('grows is read on', () =>
    cron(300, async ({ at, run }) => {
      writeFileSync(at('app.log'), lines(0, 100));
      await run();
      await run();
      appendFileSync(at('app.log'), lines(100, 220));
      await run();
      appendFileSync(at('app.log'), lines(220, 300));
      await run();
    }));

  test('is renamed is read to its end, then the one that has its name', () =>
    cron(300, async ({ at, run }) => {
      writeFileSync(at('app.log'), lines(0, 100));
      await run();
      appendFileSync(at('app.log'), lines(100, 150));
      renameSync(at('app.log'), at('app.log.1'));
      writeFileSync(at('app.log'), lines(150, 200));
      await run();
      renameSync(at('app.log'), at('app.log.2'));
      writeFileSync(at('app.log'), lines(200, 300));
      await run();
    }));

  test('is renamed before there is another of its name is read on all the same', () =>
    cron(300, async ({ at, run }) => {
      writeFileSync(at('app.log'), lines(0, 100));
      await run();
      appendFileSync(at('app.log'), lines(100, 150));
      renameSync(at('app.log'), at('app.log.1'));
      await run();
      writeFileSync(at('app.log'), lines(150, 300));
      await run();
    }));

  test('is copied and truncated is finished in its copy', () =>
    cron(300, async ({ at, run }) => {
      writeFileSync(at('app.log'), lines(0, 100));
      await run();
      appendFileSync(at('app.log'), lines(100, 150));
      copyFileSync(at('app.log'), at('app.log.1'));
      truncateSync(at('app.log'));
      appendFileSync(at('app.log'), lines(150, 200));
      await run();
      appendFileSync(at('app.log'), lines(200, 300));
      await run();
    }));

  test.each(['renamed', 'copied and truncated'])('is %s more than once between two runs is read whole', (how) =>
    cron(300, async ({ at, run }) => {
      writeFileSync(at('app.log.9'), 'from long ago\n');
      utimesSync(at('app.log.9'), 1000, 1000);
      writeFileSync(at('app.log'), lines(0, 100));
      await run();
      appendFileSync(at('app.log'), lines(100, 150));
      for (let generation = 1; generation <= 3; generation++) {
        for (let older = generation - 1; older > 0; older--)
          renameSync(at(`app.log.${older}`), at(`app.log.${older + 1}`));
        utimesSync(at('app.log'), 2000 * generation, 2000 * generation);
        if (how === 'renamed') renameSync(at('app.log'), at('app.log.1'));
        else cpSync(at('app.log'), at('app.log.1'), { preserveTimestamps: true });
        writeFileSync(at('app.log'), lines(100 + 50 * generation, 150 + 50 * generation));
      }
      writeFileSync(at('app.log.bak'), lines(0, 150));
      copyFileSync(at('app.log'), at('app.log.0'));
      await run();
    }),
  );

  test('is found by a pattern under another name is known again, and what has its name is new', () =>
    cron(300, async ({ at, run }) => {
      writeFileSync(at('app.log'), lines(0, 100));
      await run(at('app.log*'));
      appendFileSync(at('app.log'), lines(100, 150));
      renameSync(at('app.log'), at('app.log.1'));
      writeFileSync(at('app.log'), lines(150, 200));
      await run(at('app.log*'));
      appendFileSync(at('app.log'), lines(200, 300));
      await run(at('app.log*'));
    }));

  test('is copied and truncated is known again by a pattern too', () =>
    cron(300, async ({ at, run }) => {
      writeFileSync(at('app.log'), lines(0, 100));
      await run(at('app.log*'));
      appendFileSync(at('app.log'), lines(100, 150));
      copyFileSync(at('app.log'), at('app.log.1'));
      truncateSync(at('app.log'));
      appendFileSync(at('app.log'), lines(150, 300));
      await run(at('app.log*'));
    }));

  test('was read to its end may be removed when a pattern does not find it any more', () =>
    cron(300, async ({ at, run }) => {
      writeFileSync(at('app-1.log'), lines(0, 100));
      writeFileSync(at('app-2.log'), lines(100, 200));
      await run(at('app-*.log'));
      unlinkSync(at('app-1.log'));
      writeFileSync(at('app-3.log'), lines(200, 300));
      await run(at('app-*.log'));
      await run(at('app-*.log'));
    }));

  test('ends in the middle of a line is read up to that line', () =>
    cron(300, async ({ at, run }) => {
      const half = line(100).slice(0, 20);
      writeFileSync(at('app.log'), lines(0, 100) + half);
      await run();
      await run();
      appendFileSync(at('app.log'), `${lines(100, 200).slice(20)}${line(200)}`);
      await run();
      appendFileSync(at('app.log'), '\n');
      renameSync(at('app.log'), at('app.log.1'));
      writeFileSync(at('app.log'), lines(201, 300));
      await run();
    }));

  test('is empty at first is read when it is not', () =>
    cron(100, async ({ at, run }) => {
      writeFileSync(at('app.log'), '');
      await run();
      appendFileSync(at('app.log'), lines(0, 100));
      await run();
    }));
});

describe('a log that cannot be the one of the checkpoint is refused by name:', () => {
  const refusal = (change: (log: string) => void): Promise<string> =>
    inFolder(async (folder) => {
      const log = folder.at('app.log');
      writeFileSync(log, lines(0, 100));
      const argv = [
        ...options,
        '--no-drain',
        '--checkpoint',
        folder.at('ckpt'),
        '-o',
        folder.at('out'),
        '--late',
        'none',
        log,
      ];
      await perform(argv);
      change(log);
      const outcome = await perform(argv).catch((error: unknown) => (error as Error).message.replace(folder.path, ''));
      return typeof outcome === 'string' ? outcome : 'taken';
    });

  test('shorter', async () => {
    expect(await refusal((log) => truncateSync(log, 4200))).toMatch(/\/app\.log: it has 4200 bytes, .* at byte \d+/);
  });

  test('another one', async () => {
    expect(await refusal((log) => writeFileSync(log, lines(500, 900)))).toMatch(/\/app\.log: it does not begin with/);
  });

  test('gone', async () => {
    expect(await refusal(unlinkSync)).toMatch(/\/app\.log: it is gone/);
  });

  test('gone, but there is one that we cannot unpack', async () => {
    const compress = (log: string): void => {
      writeFileSync(`${log}.1.xz`, Buffer.from('fd377a585a000000000000', 'hex'));
      writeFileSync(log, '');
    };
    expect(await refusal(compress)).toMatch(
      /\/app\.log: it does not begin with .*; if it became \S+\/app\.log\.1\.xz, unpack that beside it and try again$/,
    );
  });
});
