// What `explain` writes of dedup.
import type { Job } from '../../job.js';
import type { DedupSpec } from '../../plan/plan.js';
import { durationText } from '../../text/duration.js';
import { shownName } from '../../text/file-name.js';
import type { Planned } from '../plan.js';
import { lateText } from './late.js';
import { placeName } from './places.js';
import { conditionsText, keysText, timeText, watermarkText, type OperatorTerms } from './stream.js';

export function dedupTerms(planned: Planned, operator: DedupSpec): OperatorTerms {
  const { job, plan } = planned;
  const { within, keep, allowedLateness } = operator;
  const [{ recordPlan }] = job.streams;
  const { path } = recordPlan.keys[0]!;
  const same = path.text === '$' ? 'events that are equal as JSON' : `events of the same ${keysText(recordPlan)}`;
  const reach = `${durationText(within)} apart, by ${timeText(plan, recordPlan.time!)}`;
  const held = `${durationText(within + allowedLateness)} of event time`;
  return {
    meaning: [
      ['What', `of ${same}, less than ${reach}, one is passed on as it came${conditionsText(plan)}`],
      ['When', `${watermarkText(job, plan)} ${when(keep)}`],
    ],
    consequences: [
      [
        'State',
        `an instant for each key that was passed on in the last ${held}${keep === 'first' ? '' : ', with its line'}.`,
      ],
      ['Duplicates', duplicates(planned)],
      ['Late events', lateText(job)],
      ['End of input', end(planned, operator)],
      ...(job.checkpoint === undefined || job.checkpoint.name !== undefined
        ? []
        : [['After a crash', afterCrash(job)] as const]),
    ],
  };
}

function when(keep: DedupSpec['keep']): string {
  return keep === 'first'
    ? 'The first to arrive is passed on at once.'
    : 'The earliest is passed on once the watermark says that no earlier one will come, in order of event time.';
}

function duplicates({ job: { step } }: Planned): string {
  const to = step.is === 'dedup' ? step.duplicates : undefined;
  return to === undefined || to.kind === 'none' ? 'are counted.' : `are counted, and go to ${placeName(to)}.`;
}

function afterCrash({ results }: Job): string {
  return results.kind === 'file'
    ? 'a file has each line once; a pipe has those since the last checkpoint twice.'
    : 'lines passed on since the last checkpoint come again, without a number to drop them by; a file (-o FILE) has each once.';
}

function end({ job: { drain, checkpoint } }: Planned, { keep }: DedupSpec): string {
  if (!drain && checkpoint !== undefined)
    return `what is remembered is kept in ${shownName(checkpoint.path)} for the next run.`;
  return keep === 'first' ? 'nothing is held back.' : 'every event that is held is passed on.';
}
