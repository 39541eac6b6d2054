// What `explain` writes of a join of two streams.
import type { StreamJoinSpec } from '../../plan/build-join.js';
import type { AsOfJoinSpec, IntervalJoinSpec, WindowJoinSpec } from '../../plan/plan.js';
import { durationText } from '../../text/duration.js';
import { shownName } from '../../text/file-name.js';
import { windowWords } from '../../window/index.js';
import type { Planned } from '../plan.js';
import { lateText } from './late.js';
import { conditionsText, keysText, timeText, watermarkText, type ExplainedTerm, type OperatorTerms } from './stream.js';

export function joinTerms(planned: Planned, operator: StreamJoinSpec): OperatorTerms {
  const { job } = planned;
  const keys = keysText(job.streams[0].recordPlan);
  return {
    meaning: [['What', whatText(operator, keys)], ...job.streams.map((_, stream) => sideTerm(planned, stream))],
    consequences: [
      ['State', stateText(operator)],
      ['Late events', lateText(job)],
      ['End of input', end(planned, operator)],
    ],
  };
}

function whatText(operator: StreamJoinSpec, keys: string): string {
  if (operator.is === 'window-join') return windowText(operator, keys);
  return operator.is === 'as-of-join' ? asOfText(operator, keys) : intervalText(operator, keys);
}

function stateText(operator: StreamJoinSpec): string {
  if (operator.is === 'as-of-join') return versionsText(operator);
  if (operator.is === 'interval-join') return eventsText(operator);
  const { allowedLateness } = operator;
  const more = allowedLateness === 0 ? '' : `, up to ${durationText(allowedLateness)} after their ends`;
  return `all events of both sides in windows that may still take some${more}; an event is held for each of its windows.`;
}

function windowText({ type, window, allowedLateness }: WindowJoinSpec, keys: string): string {
  const same = keys === '' ? '' : ` of the same ${keys}`;
  const late =
    allowedLateness === 0
      ? ''
      : ` What comes later, up to ${durationText(allowedLateness)}, is written at once, marked late; a row that says that there is none is taken back first.`;
  return `a left and a right event${same} belong together when they are in the same window: ${windowWords(window)}. ${writtenAtEnd[type]}${late}`;
}

function intervalText(operator: IntervalJoinSpec, keys: string): string {
  const same = keys === '' ? '' : ` of the same ${keys}`;
  return `a left and a right event${same} belong together when ${reachText(operator)}. ${written[operator.type]}`;
}

function asOfText({ type, tolerance, gone, allowedLateness }: AsOfJoinSpec, keys: string): string {
  const same = keys === '' ? '' : ` of the same ${keys}`;
  const age = tolerance === null ? '' : `, unless that is more than ${durationText(tolerance)} older`;
  const ends = gone === null ? '' : ` One for which \`${gone}\` holds ends what came before, and is never an answer.`;
  const without =
    type === 'left' ? ', also where there is no right one' : '; where there is no right one it is left out';
  const less = allowedLateness === 0 ? '' : `, less ${durationText(allowedLateness)},`;
  return `each left event is put together with the last right one${same} that is not later${age}.${ends} A left event is written once the watermark${less} has come to its time, in order of time${without}.`;
}

function versionsText({ tolerance, gone, allowedLateness }: AsOfJoinSpec): string {
  const kept =
    tolerance === null
      ? `one right event of each key, for as long as the run goes on: --tolerance D${gone === null ? ' or --gone EXPR' : ''} would end that`
      : `one right event of each key, if it is of the last ${durationText(tolerance + allowedLateness)} of event time`;
  return `${kept}; and all events that are ahead of the watermark.`;
}

function eventsText(operator: IntervalJoinSpec): string {
  return `left events of the last ${heldText(operator.to, operator)} of event time, right ones of the last ${heldText(-operator.from, operator)}, and what is ahead of the watermark.`;
}

function sideTerm({ job, plan }: Planned, stream: number): ExplainedTerm {
  const { recordPlan } = job.streams[stream]!;
  const keys = recordPlan.keys.map(({ path }) => path.text).join(' and ');
  const read = `${keys === '' ? '' : `the key at ${keys}, `}${timeText(plan, recordPlan.time!, stream)}`;
  const title = stream === 0 ? 'Left' : 'Right';
  return [title, `${read}${conditionsText(plan, stream)} ${watermarkText(job, plan, stream)}`];
}

function reachText({ from, to }: IntervalJoinSpec): string {
  const distance = from === to ? durationText(to) : `${durationText(from)} to ${durationText(to)}`;
  return `the time of the right one less that of the left one is ${distance}`;
}

const written: Readonly<Record<IntervalJoinSpec['type'], string>> = {
  inner: 'Pairs are written as soon as both are there.',
  left: 'Pairs are written as soon as both are there, and a left event that none has matched once none can.',
  right: 'Pairs are written as soon as both are there, and a right event that none has matched once none can.',
  full: 'Pairs are written as soon as both are there, and an event that none has matched once none can.',
  semi: 'A left event is written at its first match, once.',
  anti: 'A left event that none has matched is written once none can.',
};

const writtenAtEnd: Readonly<Record<IntervalJoinSpec['type'], string>> = {
  inner: 'Pairs are written once the watermark has come to its end.',
  left: 'Pairs are written once the watermark has come to its end, and left events where there are no right ones.',
  right: 'Pairs are written once the watermark has come to its end, and right events where there are no left ones.',
  full: 'Pairs are written once the watermark has come to its end, and the events where there are some of one side alone.',
  semi: 'Left events are written once the watermark has come to its end, where there are right ones.',
  anti: 'Left events are written once the watermark has come to its end, where there are no right ones.',
};

/** Events that could match come for so long. */
function heldText(reach: number, { allowedLateness }: IntervalJoinSpec): string {
  return durationText(Math.max(0, reach + allowedLateness));
}

function end({ job: { drain, checkpoint } }: Planned, { is, type }: StreamJoinSpec): string {
  if (!drain && checkpoint !== undefined) {
    const held = is === 'as-of-join' ? 'left events that wait, and right ones' : 'events that may still be matched';
    return `${held} are kept in ${shownName(checkpoint.path)} for the next run.`;
  }
  if (is === 'as-of-join') return 'every left event that waits is written.';
  if (is === 'window-join') return 'every window that is open is written.';
  return type === 'inner' || type === 'semi'
    ? 'nothing is held back.'
    : 'every event that none has matched is written.';
}
