// Everything that is no question of the model: where records go, limits, checkpoints, reports.
import type { Job } from '../../job.js';
import { parseDuration } from '../../text/duration.js';
import { parseCount, parseEvery, parseMaxBad, parseSize, parseThreads } from '../amount.js';
import { parseDestination } from '../destination.js';
import type { OptionReader } from './option-reader.js';

type Destinations = Pick<Job, 'results' | 'late' | 'rejects' | 'stats'>;
type RunOptions = Omit<
  Job,
  'inputs' | 'projection' | 'engine' | 'aggregateNames' | 'calls' | 'clock' | 'guardsFiles' | 'meaning'
>;

export function run(reading: OptionReader): RunOptions {
  const { options } = reading;
  const count = (name: 'accept' | 'max-keys', least: number): number =>
    reading.read(name, (text) => parseCount(text, least), Infinity);
  if (reading.given('quiet') && reading.given('verbose')) reading.refuse('quiet', 'not together with --verbose');
  if (reading.given('rotate-wait') && !reading.given('follow'))
    reading.refuse('rotate-wait', 'says something of files that are followed: add --follow');
  return {
    ...places(reading),
    controlOut: options.control === 'out' || options.control === 'both',
    timeOutput: options['time-output'] ?? 'iso',
    lateFormat: reading.given('each') ? 'annotated' : (options['late-format'] ?? 'raw'),
    append: reading.given('append'),
    lineBuffered: reading.given('line-buffered'),
    follow: reading.given('follow'),
    rotateWaitMs: reading.read('rotate-wait', parseDuration, 5000),
    reconnect: reading.given('reconnect'),
    accept: count('accept', 1),
    drain: !reading.given('no-drain'),
    checkpoint: checkpoint(reading),
    threads: reading.read('threads', parseThreads, 'auto'),
    maxLine: reading.read('max-line', parseSize, 16 * 1024 ** 2),
    maxKeys: count('max-keys', 1),
    strict: reading.given('strict'),
    maxBad: reading.read('max-bad', parseMaxBad, { lines: Infinity }),
    failOnLate: reading.given('fail-on-late'),
    watermarkGiven: reading.given('watermark'),
    progress: reading.given('progress'),
    quiet: reading.given('quiet'),
    verbose: reading.given('verbose'),
    color: options.color ?? 'auto',
  };
}

function places(reading: OptionReader): Destinations {
  return {
    results: reading.read('output', parseDestination, { kind: 'stdout' }),
    late: reading.read('late', parseDestination, undefined),
    rejects: reading.read('rejects', parseDestination, undefined),
    stats: reading.read('stats', parseDestination, undefined),
  };
}

function checkpoint(reading: OptionReader): Job['checkpoint'] {
  const { checkpoint: path } = reading.options;
  if (path === '') reading.refuse('checkpoint', 'the name of the file is empty', '--checkpoint FILE');
  for (const name of ['checkpoint-every', 'fresh'] as const)
    if (path === undefined && reading.given(name))
      reading.refuse(name, 'says something of a checkpoint, but none is asked for: add --checkpoint FILE');
  if (path === undefined && reading.given('no-drain'))
    reading.refuse('no-drain', 'open windows are kept in a checkpoint, and none is asked for: add --checkpoint FILE');
  const every = reading.read('checkpoint-every', parseEvery, { ms: 10_000 });
  return path === undefined ? undefined : { path, every, fresh: reading.given('fresh') };
}
