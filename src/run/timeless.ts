// Why an event of the processing domain has no time (SPEC §4): what is missing, and where it was looked for.
import type { Job } from '../job.js';
import type { Instant } from '../model/instant.js';

/**
 * @param stream of which the event is
 * @param processing the clock: −∞ while it is not known, +∞ after `{"@clock":"max"}`
 */
export function timelessText(
  { clock, streams }: Pick<Job, 'clock' | 'streams'>,
  stream: number,
  processing: Instant,
): string {
  if (processing === Infinity) return 'the clock is at "max": after that there is no processing time';
  if (clock === 'event')
    return `the clock is not known yet: no event so far has a time at ${streams[stream]!.recordPlan.clock!.path.text}`;
  return 'the clock is not known yet: no @clock line came before this event';
}
