// What `explain` writes of sort.
import { hasWatermark, type Job, lagOf } from '../../job.js';
import type { SortSpec } from '../../plan/plan.js';
import { durationText } from '../../text/duration.js';
import { shownName } from '../../text/file-name.js';
import type { Planned } from '../plan.js';
import { lateText } from './late.js';
import { conditionsText, timeText, watermarkText, type OperatorTerms } from './stream.js';

export function sortTerms({ job, plan }: Planned, operator: SortSpec): OperatorTerms {
  const { time } = job.streams[0].recordPlan;
  return {
    meaning: [
      ['What', `events are passed on as they came, in order of ${timeText(plan, time!)}${conditionsText(plan)}`],
      ['When', `${watermarkText(job, plan)} ${when(operator)}`],
    ],
    consequences: [
      ['State', held(job, operator)],
      ['Order', 'what is written never goes back in time; events of one instant keep their order of arrival.'],
      ['Late events', lateText(job)],
      ['End of input', end(job)],
    ],
  };
}

function when({ allowedLateness }: SortSpec): string {
  const later = allowedLateness === 0 ? '' : ` ${durationText(allowedLateness)} later than`;
  return `An event is written once the watermark has come to${later} its time.`;
}

function held(job: Job, { allowedLateness }: SortSpec): string {
  const lag = lagOf(job);
  if (!hasWatermark(job))
    return `every event, up to the end of the input; ${job.checkpoint === undefined ? 'beyond a third of --max-memory in a temporary file' : '--max-memory bounds them'}.`;
  if (lag === undefined) return 'the events that are ahead of the watermark.';
  const [{ inputs }] = job.streams;
  const most = inputs.length > 1 ? ', and what an input is ahead of the others' : '';
  // The generator is a millisecond behind what was seen, because more may come of that instant.
  const last = lag - 1 + allowedLateness;
  const within = last === 0 ? 'of the newest instant' : `of the last ${durationText(last)} of event time`;
  return `the events ${within}, with their lines${most}.`;
}

function end({ drain, checkpoint }: Job): string {
  if (!drain && checkpoint !== undefined)
    return `every event that is held is kept in ${shownName(checkpoint.path)} for the next run.`;
  return 'every event that is held is written.';
}
