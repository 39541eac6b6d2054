// A checkpoint may be forged, or damaged where its checksum was made anew: the checksum is right, and what it says is
// impossible. Whatever was changed, the run refuses it in words or goes on from what it says; it never stumbles.
import { appendFileSync, copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CheckpointFile } from '../../src/checkpoint/checkpoint-file.js';
import { decode, encode } from '../../src/checkpoint/format.js';
import { checkpointText } from '../../src/checkpoint/show.js';
import type { Saved } from '../../src/model/saved.js';
import { perform } from '../in-process.js';
import { type Folder, inFolder } from '../program.js';
import { lines } from './log.js';

const headLength = 40;

/** A file with this body, and with checksums that are right. */
function withBody(body: Buffer): Buffer {
  const head = Buffer.alloc(headLength);
  head.write('flowctl checkpoint\r\n');
  head.writeUInt32LE(1, 20);
  head.writeBigUInt64LE(BigInt(body.length), 24);
  head.writeUInt32LE(crc32(body), 32);
  head.writeUInt32LE(crc32(head.subarray(0, 36)), 36);
  return Buffer.concat([head, body]);
}

function count(n: bigint): number[] {
  return n < 128n ? [Number(n)] : [Number(n & 127n) | 128, ...count(n >> 7n)];
}

describe('a file of some bytes that stands for more than memory holds', () => {
  test.each<[string, readonly number[]]>([
    ['tuples without members', [18, ...count(2n ** 40n), 0]],
    ['records without members', [15, ...count(2n ** 40n), 0, 0]],
    ['a column of one number', [7, ...count(2n ** 32n - 1n), 8, 0, 0, 0, 0, 0, 0, 0, 0]],
    ['a list of one number', [12, ...count(2n ** 31n), 8, 0, 0, 0, 0, 0, 0, 0, 0]],
    ['flags', [14, ...count(2n ** 31n), 8, 0, 0, 0, 0, 0, 0, 0, 0]],
    ['texts without letters', [13, 0, ...count(2n ** 31n), 8, 0, 0, 0, 0, 0, 0, 0, 0]],
    ['a list of more members than there are bytes', [11, ...count(2n ** 40n), 0, 0]],
    ['texts of negative lengths', [13, 0, 2, 0, 0, 0, 0, 0, 0, 0, 240, 191, 0, 0, 0, 0, 0, 0, 240, 63]],
    ['null', [0]],
    ['a record without members', [10, 0, 0]],
    ['lists in lists', Array.from({ length: 400_000 }, (_, i) => (i % 2 === 0 ? 11 : 1))],
  ])('%s: is damaged', (_, body) =>
    inFolder((folder) => {
      const path = folder.at('ckpt');
      writeFileSync(path, withBody(Buffer.from(body)));
      expect(() => new CheckpointFile(path).read()).toThrow(/^\S+ (is damaged: its content makes no sense|ends too early|holds \w+ .*)$/); // prettier-ignore
      expect(() => checkpointText(path, false, 0)).toThrow(/ckpt (is damaged|ends|holds)/);
      return Promise.resolve();
    }),
  );
});

const aggregates = ['count', 'sum($.value)', 'mean($.value)', 'min($.value)', 'stddev($.value)', 'distinct($.value)', 'collect($.value)', 'first($.key)'].flatMap((a) => ['--agg', a]); // prettier-ignore
const sketches = ['approx_quantile($.value, 0.9)', 'approx_distinct($.value)', 'median($.value)', 'top($.value, 2)', 'histogram($.value, 1, 10)', 'max_by($.key, $.value, 2)', 'odd=count where value > 3'].flatMap((a) => ['--agg', a]); // prettier-ignore
const timed = ['--time', '$.ts', '--key', '$.key', '--watermark', 'bounded:500ms', ...aggregates];
const jobs: readonly (readonly string[])[] = [
  [...timed, '--window', 'tumbling:1s', '--allowed-lateness', '2s', '--accumulation', 'retracting'],
  [
    ...timed,
    '--window',
    'session:300ms',
    '--allowed-lateness',
    '2s',
    '--early',
    'count(3)',
    '--accumulation',
    'retracting',
  ],
  [...timed, '--window', 'sliding:2s/500ms', '--trigger', 'repeat(any(count(7), delay(1h)))'],
  ['--key', '$.key', '--window', 'count:7/3', ...aggregates],
  ['--time', '$.ts', '--key', '$.key', '--window', 'sliding:1s/500ms', ...sketches],
];

/** Another value than the one that belongs there. */
const other = fc.oneof(
  fc.constantFrom<Saved>(null, true, -1, 0.5, NaN, Infinity, 2 ** 31, 2 ** 53, 1e300, '', 'x', 7n, -(2n ** 300n)),
  fc.constantFrom<Saved>([], {}, [[]], [null], [{}], { size: 1 }, Float64Array.of(NaN, 1), Int32Array.of(-1)),
);

/** The tree with something else at the place that `path` leads to; each step is taken modulo what is there. */
function changed(tree: Saved, path: readonly number[], to: Saved): Saved {
  const [step, ...rest] = path;
  if (step === undefined || typeof tree !== 'object' || tree === null) return to;
  if (ArrayBuffer.isView(tree)) {
    const copy = tree.slice();
    if (typeof to === 'number' && copy.length > 0) copy[step % copy.length] = to;
    return typeof to === 'number' ? copy : rest.length > 0 ? copy.slice(1) : to;
  }
  if (Array.isArray(tree)) {
    const list = tree as readonly Saved[];
    if (list.length === 0) return to;
    return list.map((member, i) => (i === step % list.length ? changed(member, rest, to) : member));
  }
  const names = Object.keys(tree);
  const name = names[step % Math.max(1, names.length)];
  const members = tree as Record<string, Saved>;
  if (name === undefined) return to;
  if (rest.length === 0 && step % 5 === 0)
    return Object.fromEntries(Object.entries(members).filter(([n]) => n !== name));
  return { ...members, [name]: changed(members[name]!, rest, to) };
}

/** The tree with every member of this name made into something else. */
function everywhere(tree: Saved, name: string, to: (was: Saved) => Saved): Saved {
  if (Array.isArray(tree)) return (tree as readonly Saved[]).map((member) => everywhere(member, name, to));
  if (typeof tree !== 'object' || tree === null || ArrayBuffer.isView(tree)) return tree;
  const members = Object.entries(tree).map(([n, member]) => [
    n,
    n === name ? to(member) : everywhere(member, name, to),
  ]);
  return Object.fromEntries(members) as Saved;
}

/** The same column with another number in every place. */
const filled = (value: number) => (was: Saved) => (was instanceof Float64Array ? was.slice().fill(value) : was);

/** What people are told; nothing of it comes from the language. */
const refusal =
  /is damaged|ends too early| holds |cannot go on|cannot read|was written with options|among the inputs any more|has new input|was written by a newer|is shorter|begins otherwise|not the file/;

async function goOn(folder: Folder, job: readonly string[], forged: Buffer): Promise<void> {
  const { at } = folder;
  writeFileSync(at('ckpt'), forged);
  copyFileSync(at('out.kept'), at('out'));
  const argv = [...job, '--no-drain', '--checkpoint', at('ckpt'), '-o', at('out'), '--late', 'none', at('app.log')];
  try {
    checkpointText(at('ckpt'), false, 0);
    expect([0, 3]).toContain((await perform(argv)).status);
  } catch (error) {
    const { name, message } = error as Error;
    expect(['Error', 'SinkFailure', 'Failure']).toContain(name);
    expect(message).toMatch(refusal);
    return;
  }
  for (const row of readFileSync(at('out'), 'utf8').split('\n').slice(0, -1)) JSON.parse(row);
}

describe.each(jobs.map((job) => [job.join(' ').replace(/--agg \S+ ?/g, ''), job] as const))('%s', (_, job) => {
  /** A folder with a run that has stopped, its checkpoint, and more input for the next. */
  function stopped(act: (folder: Folder, file: Buffer) => Promise<void>): Promise<void> {
    return inFolder(async (folder) => {
      const { at } = folder;
      writeFileSync(at('app.log'), lines(0, 60));
      await perform([
        ...job,
        '--no-drain',
        '--checkpoint',
        at('ckpt'),
        '-o',
        at('out'),
        '--late',
        'none',
        at('app.log'),
      ]);
      copyFileSync(at('out'), at('out.kept'));
      appendFileSync(at('app.log'), lines(60, 120));
      await act(folder, readFileSync(at('ckpt')));
    });
  }

  test('as it was written it is gone on from', () =>
    stopped(async (folder, file) => {
      await goOn(folder, job, Buffer.concat(encode(decode(file))));
      expect(readFileSync(folder.at('out')).length).toBeGreaterThan(readFileSync(folder.at('out.kept')).length);
    }));

  test.each<[string, string, (was: Saved) => Saved]>([
    ['triggers that lack their parts', 'states', (was) => (Array.isArray(was) ? was.map(() => []) : was)],
    ['windows that end before they begin', 'end', filled(-1e300)],
    ['windows that end where none does', 'end', filled(2 ** 52 + 1)],
    ['fewer elements than none', 'placement', filled(-1e300)],
    ['more elements than can be counted', 'placement', filled(1e300)],
    ['more of a line consumed than it has', 'begun', () => ({ rows: 1000, asides: 1000 })],
    ['rejects of a line consumed that has none', 'begun', () => ({ rows: 0, asides: 1 })],
    ['sketches of half a number', 'cells', (was) => everywhere(was, 'counts', filled(0.5))],
  ])('with %s', (_, name, to) =>
    stopped((folder, file) => goOn(folder, job, Buffer.concat(encode(everywhere(decode(file), name, to))))),
  );

  test('with any value in the place of another', () =>
    stopped(async (folder, file) => {
      const tree = decode(file);
      const path = fc.array(fc.nat({ max: 60 }), { minLength: 1, maxLength: 6 });
      await fc.assert(
        fc.asyncProperty(path, other, (way, to) => goOn(folder, job, Buffer.concat(encode(changed(tree, way, to))))),
        { numRuns: 150 },
      );
    }));

  test('with any bytes in the place of others', () =>
    stopped(async (folder, file) => {
      const body = file.subarray(headLength);
      const change = fc.tuple(fc.nat({ max: body.length - 1 }), fc.nat({ max: 255 }));
      await fc.assert(
        fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
          const forged = Buffer.from(body);
          for (const [place, byte] of changes) forged[place] = byte;
          return goOn(folder, job, withBody(forged));
        }),
        { numRuns: 150 },
      );
    }));
});
