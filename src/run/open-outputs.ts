// The destinations of a job become its outputs. The late stream is what the user named, else descriptor 3 if the caller
// opened it, else nothing but a count.
import type { Checkpoint, SavedOutput } from '../checkpoint/checkpoint.js';
import { eventText } from '../format/event-text.js';
import type { KeyTable } from '../event/key-table.js';
import type { Job } from '../job.js';
import type { Destination } from '../sink/destination.js';
import { isOutputClosed } from '../os/closed-output.js';
import { callersDescriptor } from '../os/descriptor.js';
import { annotatedLate, rawLate } from '../format/late.js';
import { type OutputPosition, refuseUnresumable } from '../sink/resumable.js';
import { openSink } from '../sink/open.js';
import { fileIdOf } from '../os/file-id.js';
import type { BorrowPrinter } from '../format/block-printer.js';
import { rejectWriter } from '../format/rejects.js';
import { RowWriter } from '../format/row-writer.js';
import type { Sink } from '../sink/sink.js';
import type { Account } from '../report/account.js';
import { Failure } from './failure.js';
import type { Outputs } from './outputs.js';

export interface OpenedOutputs {
  /** For messages; undefined when late events are only counted. */
  readonly lateName: string | undefined;
  /**
   * The output that goes where standard error goes (`2>&1 |`): messages take their turn in it, lest one stands in the
   * middle of a row.
   */
  readonly shared: Sink | undefined;
  /** Into none of them but the stats anything is written once the run is over. */
  readonly apart: boolean;
}

/** What outputs are made of beside the job. */
export interface OutputParts {
  readonly keys: KeyTable;
  readonly account: Account;
  readonly warn: (text: string) => void;
  /** How an earlier run left the outputs: files are cut back to that, and none is emptied. */
  readonly checkpoint: Checkpoint | undefined;
}

/**
 * Opens the outputs of the job.
 * @param borrowPrinter gives a printer of rows in another thread, if one is free
 */
export function openOutputs(
  outputs: Outputs,
  job: Job,
  { keys, account, warn, checkpoint }: OutputParts,
  borrowPrinter: BorrowPrinter,
): OpenedOutputs {
  if (job.results.kind === 'stdout' && isOutputClosed())
    throw new Failure('cannot write standard output: it is closed');
  const resumed = checkpoint?.outputs;
  const taken = new Map<string, Sink>();
  const options = {
    append: job.append || resumed !== undefined,
    keep: job.append,
    lineBuffered: job.lineBuffered,
    taken,
    notice: warn,
  };
  const at = (output: SavedOutput | null | undefined): OutputPosition | undefined =>
    output ? { ...output, clean: checkpoint?.clean === true } : undefined;
  const known = { results: at(resumed?.results), late: at(resumed?.late), rejects: at(resumed?.rejects) };
  for (const name of ['results', 'late', 'rejects'] as const) {
    const [to, resume] = [job[name], known[name]];
    if (to !== undefined && resume !== undefined) refuseUnresumable(to, resume, job.append);
  }
  const open = (to: Destination | undefined, resume: OutputPosition | undefined): Sink | undefined =>
    to === undefined || to.kind === 'none' ? undefined : openSink(to, { ...options, resume });
  const late = open(job.late, known.late);
  const rejects = open(job.rejects, known.rejects);
  const stats = job.stats && openSink(job.stats, { ...options, append: job.append });
  const results = openSink(job.results, { ...options, resume: known.results });
  // Of what goes down a pipe nothing can be taken back: its reader drops what it has had already by its number.
  const numbered = job.checkpoint !== undefined && results.place === undefined;
  const annotated = job.lateFormat === 'annotated' || job.projection.each !== undefined;
  const lag = job.engine.generator.lag ?? 0;
  outputs.open({
    results,
    late,
    rejects,
    stats,
    rows: new RowWriter(
      {
        keyText: (key) => keys.text(key),
        names: job.aggregateNames,
        cells: job.engine.aggregates,
        timeOutput: job.timeOutput,
        kind: job.engine.window.kind,
        sequence: numbered ? (resumed?.sequence ?? 0) : undefined,
      },
      results,
      borrowPrinter,
    ),
    writeLate:
      late &&
      (annotated
        ? annotatedLate(late, (batch, row) => eventText(batch, row, job.projection.text), job.timeOutput)
        : rawLate(late)),
    writeReject: rejects && rejectWriter(rejects),
    timeOutput: job.timeOutput,
    controlOut: job.controlOut,
    strict: job.strict,
    account,
    lag,
    warn,
    resumed,
  });
  const shared = taken.get(fileIdOf(2)?.id ?? '');
  const words = [shared, stats].filter((sink) => sink !== undefined);
  return { lateName: late?.name, shared, apart: !words.some((sink) => [results, late, rejects].includes(sink)) };
}

/** `3>late.ndjson`: asked before anything of ours could be taken for it. */
export function descriptorThree(): Destination | undefined {
  return callersDescriptor(3) === 'writable' ? { kind: 'fd', fd: 3 } : undefined;
}
