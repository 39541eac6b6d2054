// How many lines were no usable events, and where that are most of them, what they look like and which option would have
// read them.
import type { ReadPlan } from '../event/read-plan.js';
import type { TimeFormat } from '../event/event-time.js';
import type { RejectReason } from '../model/batch.js';
import { groupedNumber } from '../text/grouped-number.js';
import { shown } from './concern.js';
import { lineForm } from './line-form.js';
import { membersText } from './members.js';
import { visible } from './reject-notice.js';
import type { Sample } from './sample.js';

export interface RejectCounts {
  /** Lines of this run that might have been events, and those of them that were none. */
  readonly lines: number;
  readonly rejects: number;
  readonly byReason: Readonly<Record<RejectReason, number>>;
  /** So many have been shown; undefined: they go where the user wants them. */
  readonly shown: number | undefined;
}

/** Whether most lines were no events: then something else is wrong than a line or two. */
export function mostRejected({ lines, rejects }: Pick<RejectCounts, 'lines' | 'rejects'>): boolean {
  return 2 * rejects > lines;
}

/** One line, and a second where most lines were rejected. */
export function rejectsText(counts: RejectCounts, plan: ReadPlan, sample: Sample): string {
  const { lines, rejects } = counts;
  const head = `${groupedNumber(rejects)} of ${groupedNumber(lines)} ${lines === 1 ? 'line' : 'lines'} ${rejects === 1 ? 'was' : 'were'} rejected`;
  const seen =
    counts.shown === undefined || counts.shown >= rejects ? '' : `; the first ${counts.shown} are shown above`;
  const why = mostRejected(counts) ? remedy(counts, plan, sample) : undefined;
  return why === undefined ? `${head}${seen}` : `${head}${seen}\n  ${visible(why)}`;
}

function remedy({ byReason }: RejectCounts, { time }: ReadPlan, sample: Sample): string | undefined {
  const [reason] = (Object.keys(byReason) as RejectReason[]).sort((a, b) => byReason[b] - byReason[a]);
  if (reason === 'json') return jsonRemedy(sample);
  if (time === undefined) return undefined;
  const { path, format } = time;
  if (reason === 'no-time') return `there is no ${path.text} (--time)${membersText(path, sample.events)}`;
  if (reason !== 'bad-time') return undefined;
  const value = sample.events.map((event) => path.first(event)).find((at) => isNoTime(at, format));
  const example = value === undefined ? '' : `, e.g. ${shown(value)}`;
  return `what stands at ${path.text} is no time of --time-format ${format.name}${example}; see help time`;
}

function isNoTime(value: unknown, format: TimeFormat): boolean {
  return value !== undefined && value !== null && Number.isNaN(format.read(value, () => JSON.stringify(value)));
}

/** Lines that are JSON, though none that was taken, say nothing of the others. */
function jsonRemedy(sample: Sample): string | undefined {
  const others = sample.lines.filter((line) => line.trim() !== '' && !isJson(line));
  const form = others.length === 0 ? undefined : lineForm(others);
  return form === undefined ? undefined : `the lines look like ${form}`;
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
