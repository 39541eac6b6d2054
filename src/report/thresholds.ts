// What is found fault with in a run that has come to its end (SPEC §9, status 3): --max-bad and --fail-on-late. Whoever
// gets such a status is told why, with --quiet too.
import type { ReportedFaults } from '../checkpoint/checkpoint.js';
import type { Job } from '../job.js';
import { groupedNumber } from '../text/grouped-number.js';

/**
 * Why the run is not as it should be, a sentence each; none when it is.
 * @param found rejects and late events of this run
 */
export function brokenThresholds(
  job: Pick<Job, 'maxBad' | 'failOnLate'>,
  { rejects, late }: ReportedFaults,
): readonly string[] {
  const bad = rejects === 1 ? '1 line was no usable event' : `${groupedNumber(rejects)} lines were no usable events`;
  const behind = late === 1 ? '1 event was late' : `${groupedNumber(late)} events were late`;
  return [
    ...(rejects > job.maxBad ? [`${bad}, more than --max-bad ${job.maxBad} allows (exit status 3)`] : []),
    ...(job.failOnLate && late > 0 ? [`${behind}, and --fail-on-late allows none (exit status 3)`] : []),
  ];
}
