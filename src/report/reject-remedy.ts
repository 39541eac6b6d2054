// What is to be done about a line that was rejected, shown with the first of them. It is looked for in the line
// alone, after everything was decided and counted.
import { looksLike, type Likeness } from '../event/looks-like.js';
import { patternsOf } from '../event/time/often.js';
import { eventsOf } from '../format/events-of.js';
import type { RecordPlan } from '../format/input/input-format.js';
import type { RejectRecord } from '../format/rejects.js';
import { suggest } from '../text/suggest.js';

/** What people call the time of an event, for a line whose `--time` is elsewhere. */
export const timeNames: readonly string[] =
  'ts time timestamp @timestamp datetime event_time eventTime eventtime occurred_at created_at createdAt date at'.split(
    ' ',
  );

/** So many members of a line are named, and so much of each. */
const shownNames = 12;
const shownLength = 40;

/** How a line was read; of a format that has one, with its header. */
type ReadAs = Pick<RecordPlan, 'time' | 'format' | 'formatName' | 'recordClock'> & {
  readonly header?: string | undefined;
};

/** One sentence without its end; undefined where nothing helps that is not in the error. */
export function rejectRemedy(
  { reason, raw, error }: Pick<RejectRecord, 'reason' | 'raw' | 'error'>,
  plan: ReadAs,
): string | undefined {
  if (reason === 'no-time') return membersText(raw, plan);
  if (reason === 'bad-time') return error.includes('--time-format') ? undefined : patternText(raw, plan);
  if (reason === 'too-deep' && error.includes('--input-format')) return '--input-format text takes lines of any length';
  if (reason === 'too-deep')
    return 'each further .. of a path multiplies what is visited: name the members in between; in a regular expression, repeat less ({300})';
  if (reason !== 'json' && reason !== 'fields' && reason !== 'utf8') return undefined;
  const likeness = otherFormat(raw, plan);
  if (reason === 'utf8' && likeness?.binary !== true)
    return 'if all of it is in another encoding: iconv -f ENCODING -t UTF-8 FILE | flowctl …';
  return likeness && `this looks like ${likeness.what}: ${likeness.remedy}`;
}

/** What a line looks like that is no record of its format; undefined where that is the format that refused it. */
export function otherFormat(line: string, { formatName = 'ndjson' }: Pick<ReadAs, 'formatName'>): Likeness | undefined {
  // Which lines a regular expression is for only its author knows.
  if (formatName === 'regex') return undefined;
  const likeness = /^\s*\{/.test(line) && parsedJson(line) !== undefined ? jsonLines : looksLike(line);
  const named = /^--input-format '?([\w-]+)/.exec(likeness?.remedy ?? '')?.[1];
  // A line of prose between others is no reason to take all for prose.
  const isUsual = named === formatName || (named === 'text' && formatName !== 'ndjson');
  return isUsual ? undefined : likeness;
}

const jsonLines: Likeness = { what: 'JSON lines', remedy: '--input-format ndjson' };

/** Which members a line has that lacks its time. */
function membersText(raw: string, plan: ReadAs): string | undefined {
  const record = recordOf(raw, plan);
  const [path, inLine] = [plan.time?.path.text ?? '', plan.format.inLine];
  if (Array.isArray(record)) {
    const likeness = looksLike(raw);
    return likeness && `this looks like ${likeness.what}: ${likeness.remedy}`;
  }
  if (inLine !== undefined && typeof parsedJson(raw) !== 'object')
    return `of a line of text the time is looked for by --time '${inLine}'`;
  if (typeof record !== 'object' || record === null) return undefined;
  const names = Object.keys(record);
  if (names.length === 0) return 'the line has no members';
  const shown = names
    .slice(0, shownNames)
    .map((name) => (name.length > shownLength ? `${name.slice(0, shownLength)}…` : name));
  const more = names.length > shownNames ? ` and ${names.length - shownNames} more` : '';
  return `the line has ${shown.join(', ')}${more}${meantText(path, names)}`;
}

/** Which pattern would have read the time. */
function patternText(raw: string, plan: ReadAs): string | undefined {
  const value = plan.time?.path.first(recordOf(raw, plan));
  const patterns = typeof value === 'string' ? patternsOf(value) : [];
  return patterns.length === 0
    ? undefined
    : `--time-format ${patterns.map((pattern) => `'${pattern}'`).join(' or ')} reads it`;
}

function meantText(path: string, names: readonly string[]): string {
  const last = /([^.[\]'"]+)['"\]]*$/.exec(path)?.[1] ?? '';
  const meant = suggest(last, names) ?? timeNames.find((name) => names.includes(name));
  if (meant === undefined || meant === last || meant.length > shownLength || /['"\\\p{Cc}]/u.test(meant)) return '';
  return `; did you mean --time ${/^[\p{L}_][\p{L}\p{N}_]*$/u.test(meant) ? meant : `'$["${meant}"]'`}?`;
}

function recordOf(line: string, { format, recordClock, header }: ReadAs): unknown {
  return eventsOf(line, { format, recordClock, control: false, each: undefined, set: [] }, header)[0];
}

function parsedJson(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}
