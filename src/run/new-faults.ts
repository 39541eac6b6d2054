// The faults of a step, of this run alone: what earlier ones on its checkpoint have come to their ends with was reported
// then.
import type { ReportedFaults } from '../checkpoint/checkpoint.js';
import { type Job, windowPlanOf } from '../job.js';
import { type EventCounters, lateEvents } from '../model/counters.js';
import type { Account } from '../report/account.js';
import { type Fault, faults } from '../report/thresholds.js';

export const noFaults: ReportedFaults = { rejects: 0, late: 0, tooLate: 0, lines: 0 };

/** The faults of all runs on the checkpoint. */
export function allFaults(account: Account, counters: EventCounters): ReportedFaults {
  const { rejects, candidates: lines } = account;
  return { rejects, late: lateEvents(counters), tooLate: counters.late.late, lines };
}

export function newFaults(
  job: Job,
  account: Account,
  counters: EventCounters,
  reported: ReportedFaults,
): readonly Fault[] {
  const { rejects, late, tooLate, lines } = allFaults(account, counters);
  const counting = windowPlanOf(job)?.window.kind === 'counting';
  const watermarkGiven = job.streams.some((stream) => stream.watermarkGiven);
  return faults(
    { ...job, counting, watermarkGiven },
    {
      read: account.read,
      rejects: rejects - reported.rejects,
      late: late - reported.late,
      tooLate: Math.max(0, (tooLate ?? 0) - (reported.tooLate ?? reported.late)),
      lines: lines - reported.lines,
    },
  );
}
