// What a run does with a line that is no usable event (SPEC §3).
import type { Reject } from '../model/batch.js';
import type { Job } from '../job.js';
import type { Pipeline } from '../pipeline/pipeline.js';
import type { Account } from '../report/account.js';
import { visible } from '../report/reject-notice.js';
import { rejectRecord } from '../report/reject-record.js';
import { rejectRemedy } from '../report/reject-remedy.js';
import type { Report } from '../report/report.js';
import type { RejectRecord } from '../format/rejects.js';
import { inputName } from '../text/file-name.js';
import { Failure } from './failure.js';
import type { Input } from './input.js';
import type { Outputs } from './outputs.js';

/** What a step of a run keeps of its lines. */
export interface RejectSources {
  readonly job: Job;
  readonly pipeline: Pipeline;
  readonly account: Account;
  readonly outputs: Outputs;
  readonly report: Report;
}

/** @throws Failure with --strict */
export function takeReject(
  { job, pipeline, account, outputs, report }: RejectSources,
  input: Input,
  reject: Reject,
): void {
  if (job.clock === 'event' && reject.clock > -Infinity) pipeline.clock(reject.clock);
  const record = rejectRecord(input.source.name, input.batch!, reject);
  const header = input.batch!.preludeAt?.(reject.start);
  account.rejected[reject.reason]++;
  outputs.reject(record);
  if (job.strict) {
    const remedy = rejectRemedy(record, { ...job.streams[input.stream]!.recordPlan, header });
    const hint = remedy === undefined ? '' : `\n  ${visible(remedy)}`;
    throw new Failure(`${where(record)}: ${record.error} (--strict)${hint}`, 4);
  }
  report.rejected(record, { stream: input.stream, column: reject.column, header });
}

function where({ source, line, offset }: RejectRecord): string {
  return `${inputName(source)}: line ${line}, byte ${offset}`;
}
