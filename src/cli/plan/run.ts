// Everything that is no question of the model: where records go, limits, checkpoints, reports.
import type { Job } from '../../job.js';
import type { Destination } from '../../sink/destination.js';
import type { CheckpointPlan, DestinationSpec, Plan, SourcePlan } from '../../plan/plan.js';
import { parseDuration } from '../../text/duration.js';
import { parseCount, parseEvery, parseMaxBad, parseMemory, parseSize, parseThreads } from '../amount.js';
import { parseDestination } from '../destination.js';
import type { OptionReader } from './option-reader.js';
import { outputFormat } from './rows.js';

type RunOptions = Pick<Plan, 'outputs' | 'resultFormat' | 'limits' | 'checkpoint' | 'drain' | 'threads'> & {
  readonly source: SourcePlan;
  readonly reports: Pick<Job, 'progress' | 'quiet' | 'verbose' | 'color'>;
};

export function run(reading: OptionReader): RunOptions {
  const { options } = reading;
  if (reading.given('quiet') && reading.given('verbose')) reading.refuse('quiet', 'not together with --verbose');
  return {
    source: source(reading),
    outputs: outputs(reading),
    resultFormat: {
      ...outputFormat(reading.apart()),
      times: options['time-output'] ?? 'iso',
      pane: options.pane ?? 'auto',
      control: options.control === 'out' || options.control === 'both',
    },
    drain: !reading.given('no-drain'),
    checkpoint: checkpoint(reading),
    threads: reading.read('threads', parseThreads, 'auto'),
    limits: limits(reading),
    reports: {
      progress: reading.given('progress'),
      quiet: reading.given('quiet'),
      verbose: reading.given('verbose'),
      color: options.color ?? 'auto',
    },
  };
}

function source(reading: OptionReader): SourcePlan {
  if (reading.given('rotate-wait') && !reading.given('follow'))
    reading.refuse('rotate-wait', 'says something of files that are followed: add --follow');
  return {
    follow: reading.given('follow'),
    rotateWait: reading.read('rotate-wait', parseDuration, 5000),
    reconnect: reading.given('reconnect'),
    accept: reading.read('accept', (text) => parseCount(text, 1), null),
  };
}

function outputs(reading: OptionReader): Plan['outputs'] {
  const to = (name: 'late' | 'rejects' | 'stats' | 'duplicates') => reading.read(name, destination, null);
  return {
    results: reading.read('output', destination, { is: 'stdout' }),
    ...{ late: to('late'), rejects: to('rejects'), stats: to('stats') },
    ...(reading.given('duplicates') ? { duplicates: to('duplicates') } : {}),
    lateFormat: reading.given('each') ? 'annotated' : (reading.options['late-format'] ?? 'raw'),
    append: reading.given('append'),
    lineBuffered: reading.given('line-buffered'),
  };
}

function destination(text: string): DestinationSpec {
  const { kind, ...rest }: Destination = parseDestination(text);
  return { is: kind, ...rest } as DestinationSpec;
}

function limits(reading: OptionReader): Plan['limits'] {
  const count = (name: 'max-keys' | 'max-open-windows') => reading.read(name, (text) => parseCount(text, 1), null);
  return {
    maxLine: reading.read('max-line', parseSize, 16 * 1024 ** 2),
    maxKeys: count('max-keys'),
    maxOpenWindows: count('max-open-windows'),
    maxMemory: reading.read('max-memory', parseMemory, null),
    maxBad: reading.read('max-bad', parseMaxBad, null),
    strict: reading.given('strict'),
    failOnLate: reading.given('fail-on-late'),
  };
}

function checkpoint(reading: OptionReader): CheckpointPlan | null {
  const { checkpoint: path } = reading.options;
  if (path === '') reading.refuse('checkpoint', 'the name of the file is empty', '--checkpoint FILE');
  for (const name of ['checkpoint-every', 'fresh'] as const)
    if (path === undefined && reading.given(name))
      reading.refuse(name, 'says something of a checkpoint, but none is asked for: add --checkpoint FILE');
  if (path === undefined && reading.given('no-drain'))
    reading.refuse('no-drain', 'open windows are kept in a checkpoint, and none is asked for: add --checkpoint FILE');
  const every = reading.read('checkpoint-every', parseEvery, { ms: 10_000 });
  return path === undefined ? null : { path, every, fresh: reading.given('fresh') };
}
