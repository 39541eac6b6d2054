// A run that goes on from a checkpoint of a complete run (SPEC §10): its windows were all closed, so with nothing new
// there is nothing to do, and anything new would have to be counted in windows that are not there any more. Such a run
// writes --stats too: its counts are those of the run that is complete.
import type { Checkpoint, SavedStep } from '../checkpoint/checkpoint.js';
import { operatorOpeners, type OperatorOpener, type OperatorOpeners } from './open-operator.js';
import { Pipeline } from '../pipeline/pipeline.js';
import { KeyTable } from '../event/key-table.js';
import { type Job, lagOf } from '../job.js';
import { openSink } from '../sink/open.js';
import { Account } from '../report/account.js';
import type { Checkpoints } from './checkpoints.js';
import { Failure } from './failure.js';
import { inputName } from '../text/file-name.js';
import { openInputs } from './open-inputs.js';
import { Inputs } from './inputs.js';
import { isUnchanged, placeToGoOn } from './match-inputs.js';
import { Report, type ReportedStep } from '../report/report.js';
import { runView } from './run-view.js';
import type { Host } from '../os/host.js';

/**
 * Makes sure that no input has anything new; a pipe is read, which may wait.
 * @returns the exit status
 * @throws Failure naming the input that has
 */
export async function completedRun(
  job: Job,
  checkpoints: Checkpoints,
  resumed: Checkpoint,
  host: Host,
): Promise<number> {
  const openers = await operatorOpeners(job, []);
  const reports = checkpoints.takeUp(() => completedReports(job, openers, resumed, host));
  try {
    await checkInputs(job, resumed, host);
  } catch (error) {
    await writeStats(job, reports, host, error instanceof Failure ? error.status : 1).catch(() => undefined);
    throw error;
  }
  await writeStats(job, reports, host, 0);
  return 0;
}

async function checkInputs(job: Job, resumed: Checkpoint, host: Host): Promise<void> {
  const saved = resumed.inputs;
  const refused = (what: string): Failure => refusal(job, what);
  const { operands, sources, known } = openInputs(job, resumed, (text) => host.say(`flowctl: ${text}`));
  try {
    for (const [i, source] of sources.entries()) {
      const input = saved[known.get(i) ?? -1];
      if (input !== undefined && isUnchanged(operands[i]!, input)) continue;
      if ('accept' in source && source.bringsFiles === true) continue;
      if ('accept' in source) throw refused(`${inputName(source.name)} can only bring new input`);
      const location = input && placeToGoOn(source, operands[i]!, input);
      if (location !== undefined) source.resume?.(location);
      const read = Promise.resolve(source.read(Buffer.alloc(4096)));
      const n = await Promise.race([read, host.stop.asked.then(() => 0)]);
      if (n > 0) throw refused(`${inputName(source.name)} has new input`);
    }
  } finally {
    for (const source of sources) source.close();
  }
}

async function writeStats(job: Job, reports: readonly Report[], host: Host, status: number): Promise<void> {
  if (job.stats === undefined) return;
  const { append, lineBuffered } = job;
  const notice = (text: string): void => host.say(`flowctl: ${text}`);
  const stats = openSink(job.stats, { append, lineBuffered, taken: new Map(), notice });
  for (const report of reports) stats.write(report.stats(status));
  await stats.close();
}

/** All that the complete run has counted, by step. */
function completedReports(job: Job, openers: OperatorOpeners, resumed: Checkpoint, host: Host): readonly Report[] {
  const { keys } = resumed.standing;
  if (job.then.length === 0) return [completedReport(job, openers[0], { ...resumed, keyCount: keys }, host, undefined)];
  const saved = [{ ...resumed, keyCount: keys }, ...(resumed.steps ?? []).map((step) => ({ ...step, keyCount: 0 }))];
  return [job, ...job.then].map((step, i) =>
    completedReport(step, openers[i]!, saved[i]!, host, { number: i + 1, verb: step.verb }),
  );
}

/** @param step which of several it is */
function completedReport(
  job: Job,
  opener: OperatorOpener,
  saved: Pick<SavedStep, 'keys' | 'account' | 'engine' | 'told'> & { readonly keyCount: number },
  host: Host,
  step: ReportedStep | undefined,
): Report {
  const nobody = (): void => undefined;
  const rows = {
    ...{
      pane: nobody,
      retraction: nobody,
      event: nobody,
      events: nobody,
      duplicate: nobody,
      lineOf: () => new Uint8Array(0),
    },
    ...{ matched: nobody, timedOut: nobody },
    ...{ rowOf: () => ({ values: '', early: false }), filled: nobody, silence: nobody },
    ...{ joined: nobody, eventOf: () => '', eventBytes: () => new Uint8Array(0), areLines: () => false },
    isComplete: () => true,
  };
  const account = new Account();
  const keys = new KeyTable(job.streams[0].recordPlan.keys.map((key) => key.name));
  const pipeline = new Pipeline(job.pipeline, opener(rows, keys), { late: nobody, stepDone: nobody });
  keys.load(saved.keys);
  account.load(saved.account);
  pipeline.load(saved.engine, keys.size);
  const openKeys = { count: saved.keyCount };
  const run = runView({ job, host, pipeline, openKeys, inputs: new Inputs(), unread: () => [] });
  const report = new Report({ job, host, account, run, lag: lagOf(job), lateName: undefined, step });
  report.takeUp(saved.told.late);
  return report;
}

function refusal({ checkpoint }: Job, what: string): Failure {
  const { path = '', name } = checkpoint ?? {};
  const remedy =
    name === undefined
      ? 'start over with --fresh, and add --no-drain to leave windows open for what is added between runs'
      : 'start over with --fresh, given to all processes of the pipeline';
  return new Failure(`${what}, but by ${path} the run is complete and all its windows are closed; ${remedy}`);
}
