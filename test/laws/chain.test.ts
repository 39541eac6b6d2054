// `A then B then C` writes what `A | B | C` writes with control lines on between them (SPEC §16), whatever the steps, and
// however the input is cut up or the run is stopped and resumed.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dribble, perform } from '../in-process.js';
import { type Folder, inFolder } from '../program.js';
import { cut } from './runs.js';

/** A verb with its options but for those of time, watermark and outputs. */
interface Step {
  readonly words: readonly string[];
  /** Lines are passed on as they came, and have their time where it was. */
  readonly passes: boolean;
}

const making = (words: readonly string[]): Step => ({ words, passes: false });
const passing = (words: readonly string[]): Step => ({ words, passes: true });

const windows = fc.constantFrom('tumbling:10ms', 'sliding:20ms/10ms', 'session:5ms', 'calendar:day');
const triggers = fc.constantFrom('default', 'repeat(count(2))', 'watermark(early=count(2), late=count(1))', 'always');
const lateness = fc.constantFrom('0s', '15ms', 'unlimited');
const accumulation = fc.constantFrom('accumulating', 'retracting');

const runOf = (key: string, value: string) =>
  fc
    .tuple(windows, triggers, lateness, accumulation, fc.constantFrom('default', 'latest'))
    .map(([window, trigger, late, how, stamp]) => {
      const firing = ['--trigger', trigger, '--accumulation', how, '--allowed-lateness', late];
      const aggregates = ['--agg', 'count', '--agg', `sum=sum(${value})`];
      const stamped = stamp === 'latest' ? ['--timestamp', 'latest'] : [];
      return making(['run', '--window', window, '--key', `k=${key}`, ...firing, ...aggregates, ...stamped]);
    });
const topOf = (key: string, value: string) =>
  fc.tuple(windows, accumulation).map(([window, how]) => {
    const asked = ['--by', value, '--window', window, '--key', `k=${key}`, '--accumulation', how];
    return making(['top', '2', ...asked]);
  });
const dedupOf = (key: string) =>
  fc
    .constantFrom('first', 'earliest')
    .map((keep) => passing(['dedup', '--within', '8ms', '--keep', keep, '--key', key]));
const sort = fc.constant(passing(['sort']));
const silenceOf = (key: string) => fc.constant(making(['fill', '--silence', '15ms', '--key', `k=${key}`]));
const matchOf = (key: string, value: string) => {
  const asked = ['--pattern', 'A .. B', '--define', `B=@.${value} > 1`, '--within', '40ms', '--key', `k=${key}`];
  return fc.constant(making(['match', ...asked]));
};

/** Stands for the file of a table, whose keys are in `k`. */
const table = 'TABLE';
const rows = '{"k":"a","n":1}\n{"k":"ä","n":2}\n{"k":"c","n":3}\n{"k":"a","n":4}\n';
const ofTable = (key: string): readonly string[] => ['--table-key', 'k', '--key', `k=${key}`];
const tableJoinOf = (key: string) =>
  fc
    .constantFrom('inner', 'left', 'anti')
    .map((type) => making(['join', '--table', table, '--type', type, ...ofTable(key)]));
const expectOf = (key: string) =>
  fc.constant(making(['fill', '--silence', '15ms', '--expect', table, ...ofTable(key)]));

/** Steps that read events whose keys and numbers stand there. */
const stepOf = (key: string, value: string): fc.Arbitrary<Step> =>
  fc.oneof(
    ...[runOf(key, value), topOf(key, value), dedupOf(key), sort, silenceOf(key), matchOf(key, value)],
    ...[tableJoinOf(key), expectOf(key)],
  );
/** `fill` after windows of 10 ms. */
const gaps = fc
  .tuple(fc.constantFrom('null', 'zero', 'previous'), accumulation)
  .map(([values, how]) => passing(['fill', '--for', '30ms', '--with', values, '--accumulation', how]));

/** Where the rows of a step have their keys and a number. */
function placesIn({ words }: Step, before: readonly [string, string]): readonly [string, string] {
  const places: Readonly<Record<string, readonly [string, string]>> = {
    run: ['$.key.k', 'sum'],
    top: ['$.key.k', 'rank'],
    match: ['$.key.k', 'last'],
    fill: ['$.key.k', 'silent'],
    join: ['$.key.k', 'right.n'],
  };
  return places[words[0]!] ?? before;
}

const isTumbling = ({ words }: Step): boolean => words[0] === 'run' && words.includes('tumbling:10ms');

/** The first step reads `k` and `v`; each after it what the one before has made of them. */
const steps = fc
  .tuple(stepOf('k', 'v'), fc.integer({ min: 1, max: 2 }))
  .chain(([first, more]) => following([first], ['k', 'v'], more));

function following(
  steps: readonly Step[],
  before: readonly [string, string],
  more: number,
): fc.Arbitrary<readonly Step[]> {
  if (more === 0) return fc.constant(steps);
  const last = steps.at(-1)!;
  const places = placesIn(last, before);
  const next = stepOf(...places);
  const any = isTumbling(last) ? fc.oneof({ weight: 2, arbitrary: next }, { weight: 1, arbitrary: gaps }) : next;
  return any.chain((step) => following([...steps, step], places, more - 1));
}

const aLine = fc.oneof(
  {
    weight: 10,
    arbitrary: fc
      .record({
        t: fc.integer({ min: 0, max: 120 }),
        k: fc.constantFrom('a', 'b', 'ä'),
        v: fc.integer({ min: -3, max: 9 }),
      })
      .map((event) => JSON.stringify(event)),
  },
  { weight: 1, arbitrary: fc.constantFrom('', '{"t":"?"}', 'no json', '{"t":5,"v":"text"}') },
  { weight: 1, arbitrary: fc.constantFrom('{"@mark":1}', '{"@watermark":20}', '{"@idle":true}') },
);
const lines = fc.array(
  aLine.map((line) => `${line}\n`),
  { minLength: 1, maxLength: 40 },
);
const watermark = fc.constantFrom('ascending', 'bounded:10ms', 'bounded:40ms', 'none');

/** In the year 2242, in ms. */
const farAhead = 8_600_000_000_000;

const ofEvents = ['--time', 't', '--time-format', 'ms'];

/** The words, with the file of the table in them there. */
function inFiles(words: readonly string[], folder: Folder): readonly string[] {
  if (words.includes(table)) folder.write('table', rows);
  return words.map((word) => (word === table ? folder.at('table') : word));
}

/** A command for each step, as in a pipe: between them control lines are on. */
function commands(steps: readonly Step[], bound: string, folder: Folder, input: string): readonly string[][] {
  let time: readonly string[] = ofEvents;
  return steps.map(({ words, passes }, i) => {
    const last = i === steps.length - 1;
    const own = i === 0 ? bound : 'punctuated';
    const windows = words[0] === 'fill' && words[1] === '--for' ? ['--every', '10ms'] : [];
    const [reads, writes] = [i === 0 ? input : folder.at(`rows-${i - 1}`), folder.at(last ? 'results' : `rows-${i}`)];
    const whole = [
      ...inFiles(words, folder),
      ...windows,
      ...time,
      '--watermark',
      own,
      '--control',
      'both',
      '-o',
      writes,
      reads,
    ];
    time = passes ? time : ['--time', '$.ts'];
    return [...whole, '--late', folder.at(`late-${i}`), '--rejects', folder.at(`rejects-${i}`)];
  });
}

/** The same as one command. */
function chain(steps: readonly Step[], bound: string, folder: Folder, ...more: readonly string[]): string[] {
  return steps.flatMap((step, i) => {
    const words = inFiles(step.words, folder);
    const last = i === steps.length - 1;
    const first = i === 0 ? [...ofEvents, '--watermark', bound, '--control', 'in', ...more] : ['then'];
    const late = ['--late', folder.at(`late-${i}`), '--rejects', folder.at(`rejects-${i}`)];
    const results = last ? ['-o', folder.at('results'), '--control', 'out'] : [];
    return i === 0 ? [...words, ...first, ...late, ...results] : [...first, ...words, ...late, ...results];
  });
}

/** Rows, and what each step has refused; where rejects stand in the input counts control lines in a pipe. */
function written(steps: readonly Step[], folder: Folder): readonly string[] {
  const place = /"source":"(?:[^"\\]|\\.)*","line":\d+,"offset":\d+/g;
  const refused = steps.flatMap((_, i) => [
    folder.read(`late-${i}`),
    folder.read(`rejects-${i}`).replace(place, '"source":"…"'),
  ]);
  return [folder.read('results'), ...refused];
}

function inPipe(steps: readonly Step[], bound: string, content: string): Promise<readonly string[]> {
  return inFolder(async (folder) => {
    folder.write('in', content);
    for (const words of commands(steps, bound, folder, folder.at('in'))) await perform(words);
    return written(steps, folder);
  });
}

test('the rows of a chain are those of a pipe', async () => {
  await fc.assert(
    fc.asyncProperty(steps, watermark, lines, async (steps, bound, lines) => {
      const piped = await inPipe(steps, bound, lines.join(''));
      const chained = await inFolder(async (folder) => {
        folder.write('in', lines.join(''));
        await perform(chain(steps, bound, folder, folder.at('in')));
        return written(steps, folder);
      });
      expect(chained).toEqual(piped);
    }),
    { numRuns: 150 },
  );
});

/** Between the commands a socket, so that each after the first reads as things come. */
function overSockets(steps: readonly Step[], bound: string, content: string): Promise<readonly string[]> {
  return inFolder(async (folder) => {
    folder.write('in', content);
    const [first, ...others] = commands(steps, bound, folder, folder.at('in'));
    await perform(first!);
    for (const [i, words] of others.entries()) {
      const socket = folder.at(`s${i}`);
      const rows = folder.at(`rows-${i}`);
      const live = words.flatMap((word) => (word === rows ? ['--accept', '1', `unix-listen:${socket}`] : [word]));
      await Promise.all([perform(live), dribble(socket, [readFileSync(rows)])]);
    }
    return written(steps, folder);
  });
}

test('however far rows are ahead of the clock', async () => {
  const ahead = lines.map((all) =>
    all.map((line) => line.replace(/"t":(\d+)/, (_, t) => `"t":${farAhead + Number(t)}`)),
  );
  await fc.assert(
    fc.asyncProperty(steps, watermark, ahead, async (steps, bound, lines) => {
      const chained = await inFolder(async (folder) => {
        folder.write('in', lines.join(''));
        await perform(chain(steps, bound, folder, folder.at('in')));
        return written(steps, folder);
      });
      expect(chained).toEqual(await overSockets(steps, bound, lines.join('')));
    }),
    { numRuns: 40 },
  );
});

test('however the bytes come', async () => {
  const places = fc.array(fc.nat(), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(steps, watermark, lines, places, async (steps, bound, lines, at) => {
      const content = lines.join('');
      const piped = await inPipe(steps, bound, content);
      const chained = await inFolder(async (folder) => {
        const socket = folder.at('s');
        const performance = perform(chain(steps, bound, folder, '--accept', '1', `unix-listen:${socket}`));
        await Promise.all([performance, dribble(socket, cut(content, at))]);
        return written(steps, folder);
      });
      expect(chained).toEqual(piped);
    }),
    { numRuns: 60 },
  );
});

test('and however often the run is stopped and resumed', async () => {
  await fc.assert(
    fc.asyncProperty(steps, watermark, lines, async (steps, bound, lines) => {
      const piped = await inPipe(steps, bound, lines.join(''));
      const resumed = await inFolder(async (folder) => {
        const words = chain(steps, bound, folder, '--checkpoint', folder.at('state'), folder.at('in'));
        for (const [n, line] of lines.entries()) {
          folder.append('in', line);
          await perform(n < lines.length - 1 ? [...words, '--no-drain'] : words);
        }
        return written(steps, folder);
      });
      expect(resumed).toEqual(piped);
    }),
    { numRuns: 25 },
  );
});
