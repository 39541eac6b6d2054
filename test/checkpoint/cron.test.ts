// A week of cron: a log that grows and is rotated at any moment, runs at any moment, windows of a day and a clock that
// comes from the data. However it falls out, in the end there is what one run over the whole log writes.
import { appendFileSync, copyFileSync, readFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { perform } from '../in-process.js';
import { type Folder, inFolder } from '../program.js';

const minute = 60_000;
/** Seven days from a Monday, an event every twenty minutes, each arriving up to three hours late. */
const week = Array.from({ length: 7 * 72 }, (_, i) => {
  const at = Date.UTC(2026, 2, 23) + i * 20 * minute;
  return `${JSON.stringify({ ts: at - ((i * 7919) % 180) * minute, at, host: `h${i % 2}`, n: i })}\n`;
}).join('');

/** The Sunday of this week is 23 hours long in Berlin. */
const options = [
  ...['--time', '$.ts', '--key', '$.host', '--window', 'calendar:day', '--tz', 'Europe/Berlin', '--clock', '$.at'],
  ...[
    '--watermark',
    'bounded:1h',
    '--allowed-lateness',
    '1h',
    '--early',
    'aligned(6h)',
    '--accumulation',
    'retracting',
  ],
  ...['--agg', 'count', '--agg', 'sum($.n)', '--agg', 'last($.n)', '-q'],
];

type Happening = { readonly is: 'grow'; readonly bytes: number } | { readonly is: 'run' | 'rename' | 'copy-truncate' };

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ is: fc.constant('grow' as const), bytes: fc.integer({ min: 1, max: 9000 }) }) },
  { weight: 3, arbitrary: fc.constant({ is: 'run' as const }) },
  { weight: 1, arbitrary: fc.constantFrom({ is: 'rename' as const }, { is: 'copy-truncate' as const }) },
);

class Cron {
  readonly #folder: Folder;
  #written = 0;
  /** Where in the week the present file begins. */
  #begun = 0;
  #rotations = 0;
  /** A copy can be known by its first line only, and the names of the copies follow each other too fast for their times. */
  #rotatable = false;

  constructor(folder: Folder) {
    this.#folder = folder;
    writeFileSync(this.#at('app.log'), '');
  }

  async happens(what: Happening): Promise<void> {
    if (what.is === 'grow') this.#grow(what.bytes);
    else if (what.is === 'run') await this.run('--no-drain');
    else if (this.#rotatable) this.#rotate(what.is);
  }

  async run(...more: readonly string[]): Promise<void> {
    await this.#perform('cron', this.#at('app.log'), more);
    this.#rotatable = this.#written > week.indexOf('\n', this.#begun);
  }

  /** The rest of the week comes in, and all of it is compared with one run. */
  async ends(): Promise<void> {
    await this.run('--no-drain');
    this.#grow(week.length);
    await this.run('--no-drain');
    await this.run();
    writeFileSync(this.#at('week.log'), week);
    await this.#perform('once', this.#at('week.log'), []);
    for (const kind of ['out', 'late']) {
      const [cron, once] = ['cron', 'once'].map((name) => readFileSync(this.#at(`${name}.${kind}`), 'utf8'));
      expect(cron).toBe(once);
    }
  }

  async #perform(name: string, log: string, more: readonly string[]): Promise<void> {
    const files = ['-o', this.#at(`${name}.out`), '--late', this.#at(`${name}.late`)];
    const { status, said } = await perform([
      ...options,
      ...files,
      '--checkpoint',
      this.#at(`${name}.ckpt`),
      ...more,
      log,
    ]);
    expect({ status, said }).toEqual({ status: 0, said: '' });
  }

  #grow(bytes: number): void {
    appendFileSync(this.#at('app.log'), week.slice(this.#written, this.#written + bytes));
    this.#written = Math.min(week.length, this.#written + bytes);
  }

  #rotate(how: 'rename' | 'copy-truncate'): void {
    this.#rotatable = false;
    const log = this.#at('app.log');
    const old = this.#at(`app.log.${++this.#rotations}`);
    // Whoever rotates a log lets its writer end the line first.
    this.#grow(week.indexOf('\n', this.#written - 1) + 1 - this.#written);
    this.#begun = this.#written;
    if (how === 'rename') {
      renameSync(log, old);
      writeFileSync(log, '');
    } else {
      copyFileSync(log, old);
      truncateSync(log);
    }
  }

  #at(name: string): string {
    return this.#folder.at(name);
  }
}

test('a week of cron writes what one run writes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 5, maxLength: 25 }), (happenings) =>
      inFolder(async (folder) => {
        const cron = new Cron(folder);
        for (const what of happenings) await cron.happens(what);
        await cron.ends();
      }),
    ),
    { numRuns: Math.ceil(Number(process.env['FLOWCTL_TORTURE'] ?? 200) / 8) },
  );
});
