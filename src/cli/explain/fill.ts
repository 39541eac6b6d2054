// What `explain` writes of fill.
import type { Job } from '../../job.js';
import type { GapsSpec, SilenceSpec } from '../../plan/plan.js';
import { parsePath } from '../../event/path.js';
import { durationText } from '../../text/duration.js';
import { shownName } from '../../text/file-name.js';
import { windowWords } from '../../window/index.js';
import type { Planned } from '../plan.js';
import { lateText } from './late.js';
import { conditionsText, keysText, timeText, watermarkText, type OperatorTerms } from './stream.js';

export function gapsTerms({ job, plan }: Planned, operator: GapsSpec): OperatorTerms {
  const time = timeText(plan, job.streams[0].recordPlan.time!);
  const most = durationText(operator.for);
  return {
    meaning: [
      [
        'What',
        `rows are passed on as they came, by ${time}, and filled in for ${windowWords(operator.every)} where a key has none${conditionsText(plan)} ${values[operator.with]}`,
      ],
      [
        'When',
        `${watermarkText(job, plan)} A row is written once the watermark has come to its time, a filled one at the end of its window; rows of windows that are not complete are passed on at once.`,
      ],
    ],
    consequences: [
      [
        'State',
        `a row's values and two instants for each key that had a row in the last ${most} of event time, and the rows that are ahead of the watermark.`,
      ],
      ['A key is left out', `when it had no row for ${most}; with its next row it begins anew.`],
      ['Late events', late(operator)],
      ['End of input', end(job, `every key is filled in for ${most} after its last row.`)],
    ],
  };
}

const values: Readonly<Record<GapsSpec['with'], string>> = {
  null: 'Its values are null.',
  zero: 'Its values are 0 for numbers and [] for lists, else null.',
  previous: 'Its values are those of the last row of its key.',
};

function late({ accumulation }: GapsSpec): string {
  const back =
    accumulation === 'retracting'
      ? ', after the row that was filled in its place is taken back'
      : ', beside the row that was filled in its place';
  return `there are none: a row that comes late is passed on at once${back}.`;
}

export function silenceTerms({ job, plan }: Planned, { after, expect, allowedLateness }: SilenceSpec): OperatorTerms {
  const { recordPlan } = job.streams[0];
  const keys = keysText(recordPlan);
  const later = allowedLateness === 0 ? '' : `, and ${durationText(allowedLateness)} more for late events`;
  return {
    meaning: [
      [
        'What',
        `${keys === '' ? 'a row' : `for each ${keys} a row`} when nothing has come for ${durationText(after)}, by ${timeText(plan, recordPlan.time!)}, and one when something comes again${conditionsText(plan)}`,
      ],
      [
        'When',
        `${watermarkText(job, plan)} A silence is known once the watermark has come to ${durationText(after)} after the last event${later}.`,
      ],
      ...expectedTerm(expect),
    ],
    consequences: [
      [
        'State',
        'an instant for each key that ever came, since a silent one may be heard of again; --max-keys bounds them.',
      ],
      ['Late events', lateText(job)],
      ['End of input', end(job, 'is no silence: nothing is written for it.')],
    ],
  };
}

function expectedTerm(expect: SilenceSpec['expect']): OperatorTerms['meaning'] {
  if (expect === undefined) return [];
  const at = expect.read.keys.map(({ path }) => parsePath(path).text).join(' and ');
  const text = `the keys at ${at} in ${shownName(expect.path)}, written as ${expect.format.is}, from the first event on; it is read as a whole before that.`;
  return [['Expected', text]];
}

function end({ drain, checkpoint }: Job, otherwise: string): string {
  return !drain && checkpoint !== undefined
    ? `what is known is kept in ${shownName(checkpoint.path)} for the next run.`
    : otherwise;
}
