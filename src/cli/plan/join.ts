// `flowctl join`: --within, --type, and what of each stream it reads.
import type { IntervalJoinSpec } from '../../plan/plan.js';
import { parseDuration } from '../../text/duration.js';
import { UsageError } from '../../text/usage-error.js';
import type { Side } from '../side-flags.js';
import { ColumnSet } from './column-set.js';
import { how } from './how.js';
import type { OptionReader } from './option-reader.js';
import { selection } from './what.js';
import { progress } from './when.js';
import { times } from './where.js';

/** The streams and the operator that the options mean. */
export async function joinModel(reader: OptionReader) {
  const [left, right] = [await sideModel(reader, 'left'), await sideModel(reader, 'right')];
  join(reader, left.findings, right.findings);
  if (left.stream.read.time === null || right.stream.read.time === null)
    reader.lack('time', 'join needs it: where does the time of an event stand?');
  if (!reader.given('within')) reader.lack('within', 'how much later than a left event may a right one be?');
  const [keys, others] = [left.stream.read.keys.length, right.stream.read.keys.length];
  if (keys !== others)
    reader.refuse(
      'key',
      `its parts are compared in order, and there are ${keys} on the left and ${others} on the right`,
    );
  const { clock, zones } = left;
  const steps = [{ operator: intervalJoin(reader), from: ['left', 'right'] }];
  return { streams: [left.stream, right.stream], steps, ...{ clock, zones, triggerText: '' } };
}

function intervalJoin(reader: OptionReader): IntervalJoinSpec {
  const { lateness } = how(reader);
  if (lateness === Infinity) reader.refuse('allowed-lateness', 'unlimited would keep every event for ever');
  return {
    is: 'interval-join',
    type: reader.options.type ?? 'inner',
    ...reader.read('within', interval, { from: 0, to: 0 }),
    allowedLateness: lateness === Infinity ? 0 : lateness,
  };
}

/** What is found of both sides is reported once. */
function join(reader: OptionReader, left: OptionReader, right: OptionReader): void {
  reader.join(left);
  const said = new Set(left.problems.map((problem) => JSON.stringify(problem)));
  reader.problems.push(...right.problems.filter((problem) => !said.has(JSON.stringify(problem))));
}

async function sideModel(reader: OptionReader, name: Side) {
  const findings = reader.of(name);
  const { format, time, timeFormat, zone, zones } = await times(findings);
  const { clock, clockPath, ...paced } = progress(findings);
  const { control } = findings.options;
  const stream = {
    name,
    format,
    read: {
      ...selection(findings),
      ...{ time, clock: clockPath, timeFormat, zone, columns: new ColumnSet().columns },
      numericText: findings.given('numeric-text'),
      control: control === 'in' || control === 'both',
    },
    ...paced,
  };
  return { findings, stream, clock, zones };
}

const form = 'LO..HI: -5m..0s, 0s..1h, -10s..10s';

function interval(text: string): Pick<IntervalJoinSpec, 'from' | 'to'> {
  const [least, most, ...more] = text.split('..');
  if (least === undefined || most === undefined || more.length > 0)
    throw new UsageError(`"${text}" is no interval of time`, form);
  const [from, to] = [parseDuration(least.trim(), true), parseDuration(most.trim(), true)];
  if (from > to) throw new UsageError(`"${text}" ends before it begins`, form);
  return { from, to };
}
