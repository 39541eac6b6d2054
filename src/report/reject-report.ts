// The messages about rejects at standard error: the first few as they come, at the end how many of how many, and once
// what would have read them. What was in a notice already is not repeated.
import { bounded, workAllowed } from '../event/jsonpath/work.js';
import type { RejectReason } from '../model/batch.js';
import type { RejectRecord } from '../format/rejects.js';
import { inputName } from '../text/file-name.js';
import type { ReportOptions } from './options.js';
import type { Paint } from '../os/host.js';
import { rejectNotice } from './reject-notice.js';
import { rejectRemedy } from './reject-remedy.js';
import { mostRejected, rejectsText, remedyText, type RejectCounts } from './rejects-text.js';
import type { Sample } from './sample.js';

/** So many rejects are shown; the rest is counted. */
const shownRejects = 3;

/** What is known of a reject beside its record. */
export interface RejectPlace {
  /** The number of the stream that it is of. */
  readonly stream: number;
  /** Byte of the record at which it went wrong; undefined: the record as a whole. */
  readonly column: number | undefined;
  /** What the record was read by, of a format that has one. */
  readonly header: string | undefined;
}

export class RejectReport {
  readonly #job: Pick<ReportOptions, 'streams' | 'rejects'>;
  #shown = 0;
  /** By reason, what was written of it: once is enough, and lines of one file look alike. */
  readonly #remedies = new Map<RejectReason, string>();

  constructor(job: Pick<ReportOptions, 'streams' | 'rejects'>) {
    this.#job = job;
  }

  /** The message about a reject, without its last line end; undefined: enough were shown, or the user keeps them. */
  notice(record: RejectRecord, place: RejectPlace, paint: Paint): string | undefined {
    if (this.#keeps || this.#shown === shownRejects) return undefined;
    this.#shown++;
    const { column } = place;
    const remedy = this.#newRemedy(record, place);
    return rejectNotice({ ...record, source: inputName(record.source) }, column, paint, remedy).trimEnd();
  }

  /**
   * How many lines were rejected, where it is more than were shown; of those that the user keeps, where it is most.
   * @param counted whether their number was written already
   * @param samples of each stream
   */
  total(counts: RejectCounts, counted: boolean, samples: readonly Sample[]): string | undefined {
    if (this.#hides(counts)) return undefined;
    const head = counted ? [] : [rejectsText(counts, this.#keeps ? undefined : shownRejects)];
    const lines = [...head, ...this.remedies(counts, samples)];
    return lines.length === 0 ? undefined : lines.join('\n  ');
  }

  /** What reads the lines, where most were rejected and it was in no notice; one at most. */
  remedies(counts: RejectCounts, samples: readonly Sample[]): readonly string[] {
    if (this.#hides(counts) || !mostRejected(counts)) return [];
    const [reason] = (Object.keys(counts.byReason) as RejectReason[]).sort(
      (a, b) => counts.byReason[b] - counts.byReason[a],
    );
    if (reason === undefined || this.#remedies.has(reason)) return [];
    const textOf = (sample: Sample) =>
      bounded(workAllowed(1 << 20), () => remedyText(reason, sample.recordPlan, sample));
    return samples
      .map(textOf)
      .filter((text) => text !== undefined)
      .slice(0, 1);
  }

  #hides(counts: RejectCounts): boolean {
    if (counts.rejects <= shownRejects || this.#job.rejects?.kind === 'none') return true;
    return this.#keeps && !mostRejected(counts);
  }

  /** Rejects that the user keeps (or throws away, with `none`) need not be shown as well. */
  get #keeps(): boolean {
    return this.#job.rejects !== undefined;
  }

  #newRemedy(record: RejectRecord, { stream, header }: RejectPlace): string | undefined {
    if (this.#remedies.has(record.reason)) return undefined;
    const remedy = rejectRemedy(record, { ...this.#job.streams[stream]!.recordPlan, header });
    const said = [...this.#remedies.values()];
    // The error itself may name the option that helps.
    const known = remedy ?? (record.error.includes('--time-format') ? record.error : undefined);
    if (known !== undefined) this.#remedies.set(record.reason, known);
    return remedy !== undefined && said.includes(remedy) ? undefined : remedy;
  }
}
