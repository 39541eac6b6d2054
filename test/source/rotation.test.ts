// Rotation at any moment, by any scheme, while a log is read by runs that follow each other or followed: each line comes
// once. Where that cannot be told a warning names the files; in what happens here it always can.
import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Location, Source } from '../../src/source/source.js';
import { newFolder } from '../program.js';
import { LogWriter, numbersOf, schemes } from './log-writer.js';
import { all, file, open } from './reading.js';

type Happening =
  | { readonly is: 'write' | 'late'; readonly lines: number }
  | { readonly is: 'rotate' | 'gz' | 'zst' | 'read' | 'stop' };

const steps: Readonly<Record<Happening['is'], (log: LogWriter, lines: number) => void>> = {
  write: (log, lines) => log.write(lines),
  late: (log, lines) => log.writeLate(lines),
  rotate: (log) => log.rotate(),
  gz: (log) => log.compress('gz'),
  zst: (log) => log.compress('zst'),
  read: () => undefined,
  stop: () => undefined,
};

const lines = fc.integer({ min: 1, max: 200 });
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ is: fc.constant('write' as const), lines }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('late' as const), lines }) },
  { weight: 4, arbitrary: fc.constant({ is: 'read' as const }) },
  { weight: 5, arbitrary: fc.constant({ is: 'rotate' as const }) },
  { weight: 1, arbitrary: fc.constant({ is: 'stop' as const }) },
  { weight: 2, arbitrary: fc.constantFrom({ is: 'gz' as const }, { is: 'gz' as const }, { is: 'zst' as const }) },
);
const runs = Math.ceil(Number(process.env['FLOWCTL_TORTURE'] ?? 200) / 8);

/** The times of a file system move on by ticks, a few milliseconds each. */
const tick = 12;

describe('each line of a log that is rotated comes once', () => {
  test('in runs that follow each other', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...schemes),
        fc.constantFrom('rename' as const, 'copy' as const),
        fc.array(happening, { minLength: 4, maxLength: 16 }),
        async (scheme, how, happenings) => {
          const log = new LogWriter(newFolder().path, scheme, how);
          const runs = new Runs(log);
          await runs.run();
          for (const what of [...happenings, { is: 'read' } as const]) {
            steps[what.is](log, 'lines' in what ? what.lines : 0);
            if (what.is === 'read') await runs.run();
            await pause(tick);
          }
          log.leaveOld();
          judge(log, runs);
        },
      ),
      { numRuns: runs },
    );
  }, 120_000);

  test('in a run that follows it, is stopped and goes on', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...schemes),
        fc.constantFrom('rename' as const, 'copy' as const),
        fc.array(fc.tuple(happening, fc.constantFrom(tick, tick, 300)), { minLength: 4, maxLength: 12 }),
        async (scheme, how, happenings) => {
          const log = new LogWriter(newFolder().path, scheme, how);
          const follower = new Follower(log);
          follower.start();
          for (const [what, ms] of happenings) {
            steps[what.is](log, 'lines' in what ? what.lines : 0);
            if (what.is === 'stop') await follower.stop();
            if (what.is === 'read') follower.start();
            await pause(ms);
          }
          follower.start();
          await follower.settle();
          await follower.stop();
          log.leaveOld();
          judge(log, follower);
        },
      ),
      { numRuns: Math.ceil(runs / 5) },
    );
  }, 120_000);
});

/** Every line once, in order but for those that came late; or it stands in a file that a warning named. */
function judge(log: LogWriter, { text, said, named }: Pick<Reader, 'text' | 'said' | 'named'>): void {
  const inOrder = (numbers: readonly number[]): readonly number[] =>
    log.hadLate ? [...numbers].sort((a, b) => a - b) : numbers;
  const numbers = inOrder(numbersOf(text));
  const expected = inOrder(log.lines).filter((n) => numbers.includes(n) || !named.has(n));
  expect({ numbers, said }).toEqual({ numbers: expected, said });
}

/** What was read of a log, and said. */
class Reader {
  readonly said: string[] = [];
  /** The lines of the files that warnings named. */
  readonly named = new Set<number>();
  text = '';
  protected readonly log: LogWriter;

  constructor(log: LogWriter) {
    this.log = log;
  }

  protected readonly heard = (message: string): void => {
    this.said.push(message);
    for (const n of this.log.linesIn(message)) this.named.add(n);
  };
}

/** Runs that go on from each other's checkpoints. */
class Runs extends Reader {
  #location: Location | undefined;

  async run(): Promise<void> {
    const source = open(file(this.log.path), { notice: this.heard });
    if (this.#location !== undefined) source.resume!(this.#location);
    const from = this.#location?.offset ?? 0;
    const text = await all(source);
    this.text += text;
    this.#location = asSaved(source.locate(from + Buffer.byteLength(text)));
    source.close();
  }
}

/** Follows a log, and may be stopped and resumed; a stopped run reads nothing, as one that is busy. */
class Follower extends Reader {
  #source: Source | undefined;
  #location: Location | undefined;
  #reading: Promise<void> | undefined;
  #count = 0;

  start(): void {
    if (this.#source !== undefined) return;
    this.#source = open(file(this.log.path), { follow: true, rotateWaitMs: 400, notice: this.heard });
    this.#count = this.#location?.offset ?? 0;
    if (this.#location !== undefined) this.#source.resume!(this.#location);
    this.#reading = this.#read(this.#source);
  }

  /** As a checkpoint does it: at the end of the last whole line. */
  async stop(): Promise<void> {
    if (this.#source === undefined) return;
    const torn = Buffer.byteLength(this.text) - Buffer.byteLength(this.text.slice(0, this.text.lastIndexOf('\n') + 1));
    this.#location = asSaved(this.#source.locate(this.#count - torn));
    this.text = this.text.slice(0, this.text.length - torn);
    this.#source.close();
    await this.#reading;
    this.#source = undefined;
  }

  /** Until everything that can be told has come. */
  async settle(): Promise<void> {
    const isComplete = (): boolean => new Set([...numbersOf(this.text), ...this.named]).size >= this.log.lines.length;
    for (let looks = 0; looks < 100 && !isComplete(); looks++) await pause(50);
  }

  async #read(source: Source): Promise<void> {
    const into = new Uint8Array(1000);
    while (true) {
      const n = await source.read(into);
      if (n === 0) return;
      this.text += Buffer.from(into.subarray(0, n)).toString();
      this.#count += n;
    }
  }
}

function asSaved(location: Location | undefined): Location {
  return JSON.parse(JSON.stringify(location)) as Location;
}
