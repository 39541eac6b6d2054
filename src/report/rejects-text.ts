// How many lines were no usable events, and where that are most of them, what they look like and which option would
// have read them.
import type { TimeFormat } from '../event/event-time.js';
import { eventsOf } from '../format/events-of.js';
import type { RecordPlan } from '../format/input/input-format.js';
import type { RejectReason } from '../model/batch.js';
import { groupedNumber } from '../text/grouped-number.js';
import { shown } from './concern.js';
import { membersText } from './members.js';
import { visible } from './reject-notice.js';
import { otherFormat, timeNames } from './reject-remedy.js';
import type { Sample } from './sample.js';

export interface RejectCounts {
  /** Lines of this run that might have been events, and those of them that were none. */
  readonly lines: number;
  readonly rejects: number;
  readonly byReason: Readonly<Record<RejectReason, number>>;
}

/** Whether most lines were no events: then something else is wrong than a line or two. */
export function mostRejected({ lines, rejects }: Pick<RejectCounts, 'lines' | 'rejects'>): boolean {
  return 2 * rejects > lines;
}

/** @param above so many have been shown; undefined: the user keeps them */
export function rejectsText({ lines, rejects }: Pick<RejectCounts, 'lines' | 'rejects'>, above?: number): string {
  const head = `${groupedNumber(rejects)} of ${groupedNumber(lines)} ${lines === 1 ? 'line' : 'lines'} ${rejects === 1 ? 'was' : 'were'} rejected`;
  return above === undefined || above >= rejects ? head : `${head}; the first ${above} are shown above`;
}

/** What would have read the lines that most were rejected for this reason; undefined: nothing that is known. */
export function remedyText(reason: RejectReason, plan: RecordPlan, sample: Sample): string | undefined {
  const { time } = plan;
  if (reason === 'json' || reason === 'fields' || reason === 'utf8') return likenessText(sample, plan);
  if (time === undefined) return undefined;
  const { path, format } = time;
  if (reason === 'no-time')
    return visible(`there is no ${path.text} (--time)${membersText(path, sample.events, timeNames)}`);
  if (reason !== 'bad-time') return undefined;
  const value = sample.events.map((event) => path.first(event)).find((at) => isNoTime(at, format));
  const example = value === undefined ? '' : `, e.g. ${shown(value)}`;
  return visible(`what stands at ${path.text} is no time of --time-format ${format.name}${example}; see help time`);
}

function isNoTime(value: unknown, format: TimeFormat): boolean {
  return value !== undefined && value !== null && Number.isNaN(format.read(value, () => JSON.stringify(value)));
}

/** What most lines look like that are no records; those that are show nothing of the others. */
function likenessText(sample: Sample, { format, formatName = '', recordClock }: RecordPlan): string | undefined {
  const forms = sample.lines
    .filter((line) => line.trim() !== '')
    .filter((line) => eventsOf(line, { format, recordClock, control: false, each: undefined, set: [] }).length === 0)
    .map((line) => otherFormat(line, { formatName }));
  const most = forms.find((form) => 2 * forms.filter((other) => other?.what === form?.what).length > forms.length);
  return most && `the lines look like ${most.what}: ${most.remedy}`;
}
