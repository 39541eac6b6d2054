// What holds for every verb beside `run`, whatever its options and input (OPERATORS §0): bytes do not depend on how the
// input is cut up, nor on whether a run was stopped and went on. A failure prints its seed and the smallest input.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { perform } from '../in-process.js';
import { inFolder } from '../program.js';
import { randomText } from './random-lines.js';
import { cut, destinations, fromFiles, fromSocket, nameless, type Written, written } from './runs.js';

const reading = fc
  .record({
    watermark: fc.constantFrom('ascending', 'bounded:10ms', 'bounded:30ms', 'none', 'punctuated'),
    lateness: fc.constantFrom('0s', '15ms'),
    control: fc.constantFrom('in', 'both'),
    where: fc.constantFrom([], ['--where', '@.v != 5']),
  })
  .map(({ watermark, lateness, control, where }) => [
    ...['--time', 't', '--time-format', 'ms', '--watermark', watermark, '--late-format', 'annotated'],
    ...['--allowed-lateness', lateness, '--control', control, ...where],
  ]);

const keyed = ['--key', 'k'];
const oneOf = (...texts: readonly (readonly string[])[]) => fc.constantFrom(...texts);

/** By verb: what is asked of it beside how its events are read. */
const asked = {
  dedup: fc
    .tuple(oneOf(['--within', '10ms'], ['--within', '40ms']), oneOf([], ['--keep', 'earliest']), oneOf([], keyed))
    .map((options) => options.flat()),
  sort: fc.constant([]),
  top: fc
    .tuple(
      oneOf(['--window', 'tumbling:20ms'], ['--window', 'session:9ms']),
      oneOf([], ['--accumulation', 'retracting']),
      oneOf([], ['--trigger', 'repeat(count(2))', '--allow-unsafe-trigger']),
    )
    .map((options) => ['2', '--by', 'v', ...keyed, ...options.flat()]),
  match: fc
    .tuple(
      fc.constantFrom('a ..b', 'a ..b+ c', 'a ...b{1,2} c', 'a !b c', 'a .. !b'),
      oneOf([], ['--skip', 'none'], ['--skip', 'next']),
    )
    .map(([pattern, skip]) => [
      ...['--pattern', pattern, '--within', '30ms', ...keyed, ...skip],
      ...['--define', 'a=@.v < 0', '--define', 'b=@.v > 3'],
    ]),
  fill: oneOf(['--silence', '15ms', ...keyed], ['--silence', '40ms', ...keyed]),
  disorder: fc
    .tuple(oneOf([], keyed), oneOf([], ['--json']), oneOf([], ['--window', 'sliding:20ms/10ms']))
    .map((options) => options.flat()),
} as const;

type Verb = keyof typeof asked;
const verbs = Object.keys(asked) as Verb[];

function jobOf(verb: Verb): fc.Arbitrary<readonly string[]> {
  // It measures what all of them would be, and takes none.
  const read = verb === 'disorder' ? fc.constant(['--time', 't', '--time-format', 'ms']) : reading;
  return fc
    .tuple<[readonly string[], readonly string[]]>(asked[verb], read)
    .map(([own, how]) => [verb, ...own, ...how]);
}

/** What is written when the run stops where it has read so far, and goes on when there is the rest. */
function stoppedAt(job: readonly string[], content: string, place: number): Promise<Written> {
  return inFolder(async (folder) => {
    const bytes = Buffer.from(content);
    const line = bytes.lastIndexOf('\n', place % (bytes.length + 1)) + 1;
    const argv = [...job, '--checkpoint', folder.at('c'), ...destinations(folder), folder.at('input-0')];
    folder.write('input-0', bytes.subarray(0, line).toString());
    await perform([...argv, '--no-drain']);
    folder.write('input-0', content);
    await perform(argv);
    return written(folder);
  });
}

describe.each(verbs)('%s', (verb) => {
  test('gives the same bytes however its input is cut up', async () => {
    await fc.assert(
      fc.asyncProperty(jobOf(verb), randomText, fc.array(fc.nat(), { maxLength: 12 }), async (job, content, at) => {
        const whole = nameless(await fromFiles(job, [content]));
        expect(nameless(await fromSocket(job, cut(content, at)))).toEqual(whole);
      }),
      { numRuns: 60 },
    );
  });

  test('gives the same bytes when it stops anywhere and goes on', async () => {
    await fc.assert(
      fc.asyncProperty(jobOf(verb), randomText, fc.nat(), async (job, content, place) => {
        const whole = nameless(await fromFiles(job, [content]));
        expect(nameless(await stoppedAt(job, content, place))).toEqual(whole);
      }),
      { numRuns: 60 },
    );
  });
});
