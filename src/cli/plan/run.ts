// Everything that is no question of the model: where records go, limits, checkpoints, reports.
import type { Job } from '../../job.js';
import type { Destination } from '../../model/destination.js';
import type { CheckpointPlan, DestinationSpec, Plan, SourcePlan } from '../../plan/plan.js';
import { parseDuration } from '../../text/duration.js';
import { parseCount, parseEvery, parseMaxBad, parseMemory, parseSize, parseThreads } from '../amount.js';
import { parseDestination } from '../destination.js';
import type { OptionReader } from './option-reader.js';
import { quoted } from '../problem.js';
import { outputFormat } from './rows.js';

type RunOptions = Pick<Plan, 'outputs' | 'resultFormat' | 'limits' | 'checkpoint' | 'drain' | 'threads'> & {
  readonly source: SourcePlan;
  readonly reports: Pick<Job, 'progress' | 'quiet' | 'verbose' | 'color'>;
};

export function run(reader: OptionReader): RunOptions {
  const { options } = reader;
  if (reader.given('quiet') && reader.given('verbose')) reader.refuse('quiet', 'not together with --verbose');
  return {
    source: source(reader),
    outputs: outputs(reader),
    resultFormat: {
      ...outputFormat(reader.apart()),
      times: options['time-output'] ?? 'iso',
      pane: options.pane ?? 'auto',
      control: options.control === 'out' || options.control === 'both',
    },
    drain: !reader.given('no-drain'),
    checkpoint: checkpoint(reader),
    threads: reader.read('threads', parseThreads, 'auto'),
    limits: limits(reader),
    reports: {
      progress: reader.given('progress'),
      quiet: reader.given('quiet'),
      verbose: reader.given('verbose'),
      color: options.color ?? 'auto',
    },
  };
}

function source(reader: OptionReader): SourcePlan {
  if (reader.given('rotate-wait') && !reader.given('follow'))
    reader.refuse('rotate-wait', 'says something of files that are followed: add --follow');
  return {
    follow: reader.given('follow'),
    rotateWait: reader.read('rotate-wait', parseDuration, 5000),
    reconnect: reader.given('reconnect'),
    accept: reader.read('accept', (text) => parseCount(text, 1), null),
  };
}

function outputs(reader: OptionReader): Plan['outputs'] {
  const to = (name: 'late' | 'rejects' | 'stats' | 'duplicates' | 'timeouts') => reader.read(name, destination, null);
  return {
    results: reader.read('output', destination, { is: 'stdout' }),
    ...{ late: to('late'), rejects: to('rejects'), stats: to('stats') },
    ...(reader.given('duplicates') ? { duplicates: to('duplicates') } : {}),
    ...(reader.given('timeouts') ? { timeouts: to('timeouts') } : {}),
    lateFormat: reader.given('each') ? 'annotated' : (reader.options['late-format'] ?? 'raw'),
    append: reader.given('append'),
    lineBuffered: reader.given('line-buffered'),
  };
}

function destination(text: string): DestinationSpec {
  const { kind, ...rest }: Destination = parseDestination(text);
  return { is: kind, ...rest } as DestinationSpec;
}

function limits(reader: OptionReader): Plan['limits'] {
  const count = (name: 'max-keys' | 'max-open-windows' | 'max-rows' | 'max-partials') =>
    reader.read(name, (text) => parseCount(text, 1), null);
  return {
    maxLine: reader.read('max-line', parseSize, 16 * 1024 ** 2),
    maxKeys: count('max-keys'),
    maxOpenWindows: count('max-open-windows'),
    ...(reader.given('max-rows') ? { maxRows: count('max-rows') } : {}),
    ...(reader.given('max-partials') ? { maxPartials: count('max-partials') } : {}),
    maxMemory: reader.read('max-memory', parseMemory, null),
    maxBad: reader.read('max-bad', parseMaxBad, null),
    strict: reader.given('strict'),
    failOnLate: reader.given('fail-on-late'),
  };
}

function checkpoint(reader: OptionReader): CheckpointPlan | null {
  const { checkpoint: file, pipeline: directory } = reader.options;
  const path = directory ?? file;
  if (file === '') reader.refuse('checkpoint', 'the name of the file is empty', '--checkpoint FILE');
  for (const name of ['checkpoint-every', 'fresh'] as const)
    if (path === undefined && reader.given(name))
      reader.refuse(name, 'says something of a checkpoint, but none is asked for: add --checkpoint FILE');
  if (path === undefined && reader.given('no-drain'))
    reader.refuse('no-drain', 'open windows are kept in a checkpoint, and none is asked for: add --checkpoint FILE');
  const every = reader.read('checkpoint-every', parseEvery, { ms: 10_000 });
  const name = nameInPipeline(reader);
  if (path === undefined) return null;
  return { path, ...(name === undefined ? {} : { name }), every, fresh: reader.given('fresh') };
}

/** What a process may be called: a file that no other file of the pipeline's directory is called. */
const memberName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

function nameInPipeline(reader: OptionReader): string | undefined {
  const { pipeline: directory, name } = reader.options;
  const form = '--pipeline DIR --name NAME';
  if (directory === undefined) {
    if (name !== undefined) reader.refuse('name', 'is that of a process in a pipeline, and none is given', form);
    return undefined;
  }
  if (directory === '') reader.refuse('pipeline', 'the name of the directory is empty', form);
  if (reader.given('checkpoint'))
    reader.refuse('pipeline', 'not together with --checkpoint, whose place it takes', form);
  if (reader.given('no-drain'))
    reader.refuse(
      'no-drain',
      'not together with --pipeline: its processes go on until their inputs end, and end together',
    );
  if (name === undefined) reader.refuse('pipeline', 'every process in it needs a name of its own', form);
  else if (!memberName.test(name) || /\.(lock|new)$/.test(name))
    reader.refuse('name', `${quoted(name)} is none: letters, digits, ., _ and -, the first a letter or a digit`, form);
  return name ?? '';
}
