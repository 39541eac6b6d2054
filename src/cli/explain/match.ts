// What `explain` writes of match.
import { automatonOf, type Automaton } from '../../operator/match/automaton.js';
import { parsePattern } from '../../operator/match/parse-pattern.js';
import type { MatchSpec } from '../../plan/plan.js';
import { durationText } from '../../text/duration.js';
import { shownName } from '../../text/file-name.js';
import type { Planned } from '../plan.js';
import { lateText } from './late.js';
import { placeName } from './places.js';
import { conditionsText, keysText, timeText, watermarkText, type OperatorTerms } from './stream.js';

export function matchTerms(planned: Planned, operator: MatchSpec): OperatorTerms {
  const { job, plan } = planned;
  const [{ recordPlan }] = job.streams;
  const keys = keysText(recordPlan);
  const of = keys === '' ? 'of all events' : `of events of the same ${keys}`;
  const { pattern, within } = operator;
  const automaton = automatonOf(parsePattern(pattern));
  const reach = within === null ? '' : `, the last less than ${durationText(within)} after the first`;
  return {
    meaning: [
      [
        'What',
        `${of}, in order of ${timeText(plan, recordPlan.time!)}, sequences that match \`${pattern}\`${reach}${conditionsText(plan)}`,
      ],
      ['Names', namesText(operator, automaton)],
      ['When', `${watermarkText(job, plan)} ${whenText(operator, automaton)}`],
      ['After a match', skipText(operator.skip)],
    ],
    consequences: [
      ['State', stateText(operator)],
      ['Timeouts', timeoutsText(planned)],
      ['Late events', lateText(job)],
      ['End of input', endText(planned)],
    ],
  };
}

function namesText({ define }: MatchSpec, { names }: Automaton): string {
  const meant = names.map((name) => {
    const expression = define.find((member) => member.name === name)?.expression;
    return expression === undefined ? `${name} holds of every event` : `${name} where \`${expression}\``;
  });
  return `${meant.join('; ')}.`;
}

function whenText({ skip, allowedLateness }: MatchSpec, { mayWait, endsNegatively }: Automaton): string {
  const less = allowedLateness === 0 ? '' : `, less ${durationText(allowedLateness)},`;
  const judged = `An event is judged once the watermark${less} has come to its time, so that events are in order. A match is written when its last event is judged`;
  const waits = skip.is !== 'none' && mayWait ? ', or the next, where that might have prolonged it' : '';
  const ends = endsNegatively ? '; one that ends with what must not come, when the time for that is over' : '';
  return `${judged}${waits}${ends}.`;
}

function skipText(skip: MatchSpec['skip']): string {
  if (skip.is === 'none') return 'every other match is written too, whatever events they share.';
  const one = 'of those with the same first event no other is written';
  if (!('name' in skip))
    return skip.is === 'next'
      ? `${one}; those with another may share events with it.`
      : `${one}, and the next one begins behind its last event.`;
  const which = skip.is === 'to-first' ? 'first' : 'last';
  return `${one}, and the next one begins at the ${which} event that was taken as ${skip.name}, or behind.`;
}

function stateText({ within, allowedLateness }: MatchSpec): string {
  const ahead = 'events that are ahead of the watermark';
  if (within === null)
    return `${ahead}, and those of partial matches of each key, for as long as nothing ends them: --within D would.`;
  return `${ahead}, and those of partial matches, which are of the last ${durationText(within + allowedLateness)} of event time; each event once, whatever it is a part of.`;
}

function timeoutsText({ job: { step } }: Planned): string {
  const to = step.is === 'match' ? step.timeouts : undefined;
  const counted = 'partial matches whose next event comes too late are counted';
  return to === undefined || to.kind === 'none' ? `${counted}.` : `${counted}, and go to ${placeName(to)}.`;
}

function endText({ job: { drain, checkpoint } }: Planned): string {
  if (!drain && checkpoint !== undefined)
    return `partial matches are kept in ${shownName(checkpoint.path)} for the next run.`;
  return 'all events are judged, and partial matches time out.';
}
