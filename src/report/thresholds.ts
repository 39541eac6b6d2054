// The faults of a run that has come to its end (SPEC §9): nothing usable came (status 1), or --max-bad or
// --fail-on-late was broken, or events came late though no option provided for them (status 3). The reason is written
// with --quiet too.
import { groupedNumber } from '../text/grouped-number.js';

export interface Fault {
  /** What it makes the exit status. */
  readonly status: 1 | 3;
  /** A sentence for the user. */
  readonly text: string;
  /** What its sentence has the number of, which is not repeated elsewhere. */
  readonly counts?: 'rejects' | 'late';
}

/** What came in this run, but for `read`. */
export interface Came {
  /** Lines that were usable, in this run and those that it goes on from. */
  readonly read: number;
  readonly rejects: number;
  /** Events that no window took, for whatever reason; and those for which all windows were past. */
  readonly late: number;
  readonly tooLate: number;
  /** Lines that are neither blank nor control lines. */
  readonly lines: number;
}

/** `--max-bad`. */
type MostBad = { readonly lines: number } | { readonly percent: number };

/** What the options give, as far as faults depend on it; a job has all of it. */
interface Asked {
  readonly maxBad: MostBad;
  readonly failOnLate: boolean;
  /** Where late events go, if an option gives it. */
  readonly late: object | undefined;
  readonly watermarkGiven: boolean;
  /** Windows are of events by their number, and none is late. */
  readonly counting: boolean;
}

/** Why the run is not as it should be; empty when it is. */
export function faults(job: Asked, came: Came): readonly Fault[] {
  return [...unusable(came), ...brokenThresholds(job, came), ...unforeseen(job, came)];
}

/** The exit status of a run that has come to its end. */
export function statusOfFaults(found: readonly Fault[]): number {
  if (found.length === 0) return 0;
  return found.some(({ status }) => status === 1) ? 1 : 3;
}

function unusable({ read, rejects }: Came): readonly Fault[] {
  if (read > 0 || rejects === 0) return [];
  const all =
    rejects === 1 ? 'the one line that came was rejected' : `all ${groupedNumber(rejects)} lines were rejected`;
  return [{ status: 1, text: `no line was a usable event: ${all} (exit status 1)`, counts: 'rejects' }];
}

function brokenThresholds({ maxBad, failOnLate }: Asked, { rejects, late, lines }: Came): readonly Fault[] {
  const some = `${groupedNumber(rejects)} of ${groupedNumber(lines)} ${lines === 1 ? 'line' : 'lines'}`;
  const bad = `${some} ${rejects === 1 ? 'was no usable event' : 'were no usable events'}`;
  const broken = tooMany(rejects, lines, maxBad).map((most): Fault => {
    return { status: 3, text: `${bad}, more than --max-bad ${most} allows (exit status 3)`, counts: 'rejects' };
  });
  if (!failOnLate || late === 0) return broken;
  const text = `${events(late)} late, and --fail-on-late allows none (exit status 3)`;
  return [...broken, { status: 3, text }];
}

/** The default watermark assumes that events come in order. Where they do not, the status shows it. */
function unforeseen(job: Asked, { late, tooLate }: Came): readonly Fault[] {
  if (tooLate === 0 || job.failOnLate || job.watermarkGiven || job.late !== undefined) return [];
  const why = job.counting
    ? 'late, after the end of all inputs had been announced: '
    : 'late by the default watermark, which believes that events come in order: --watermark bounded:D waits for them, none for the end of the input; ';
  const text = `${events(tooLate)} ${why}--late FILE or 3>FILE keeps them, --late none lets them go (exit status 3)`;
  return [late === tooLate ? { status: 3, text, counts: 'late' } : { status: 3, text }];
}

function events(n: number): string {
  return n === 1 ? '1 event was' : `${groupedNumber(n)} events were`;
}

/** The limit that was broken, as it was given; none when it was not. */
function tooMany(rejects: number, lines: number, maxBad: MostBad): readonly string[] {
  if ('lines' in maxBad) return rejects > maxBad.lines ? [String(maxBad.lines)] : [];
  return 100 * rejects > maxBad.percent * lines ? [`${maxBad.percent}%`] : [];
}
