// What `explain` writes of a join of two streams.
import type { IntervalJoinSpec } from '../../plan/plan.js';
import { durationText } from '../../text/duration.js';
import { shownName } from '../../text/file-name.js';
import type { Planned } from '../plan.js';
import { lateText } from './late.js';
import { conditionsText, keysText, timeText, watermarkText, type ExplainedTerm, type OperatorTerms } from './stream.js';

export function joinTerms(planned: Planned, operator: IntervalJoinSpec): OperatorTerms {
  const { job } = planned;
  const keys = keysText(job.streams[0].recordPlan);
  const same = keys === '' ? '' : ` of the same ${keys}`;
  return {
    meaning: [
      [
        'What',
        `a left and a right event${same} belong together when ${reachText(operator)}. ${written[operator.type]}`,
      ],
      ...job.streams.map((_, stream) => sideTerm(planned, stream)),
    ],
    consequences: [
      [
        'State',
        `left events of the last ${heldText(operator.to, operator)} of event time, right ones of the last ${heldText(-operator.from, operator)}, and what is ahead of the watermark.`,
      ],
      ['Late events', lateText(job)],
      ['End of input', end(planned, operator)],
    ],
  };
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

/** Events that could match come for so long. */
function heldText(reach: number, { allowedLateness }: IntervalJoinSpec): string {
  return durationText(Math.max(0, reach + allowedLateness));
}

function end({ job: { drain, checkpoint } }: Planned, { type }: IntervalJoinSpec): string {
  if (!drain && checkpoint !== undefined)
    return `events that may still be matched are kept in ${shownName(checkpoint.path)} for the next run.`;
  return type === 'inner' || type === 'semi'
    ? 'nothing is held back.'
    : 'every event that none has matched is written.';
}
