// What is to be done about a line that was rejected, for who is shown the first of them. It is looked for in the line
// alone, after everything was decided and counted.
import { looksLike } from '../event/looks-like.js';
import type { Path } from '../event/path.js';
import { patternsOf } from '../event/time/often.js';
import type { InputFormat, RecordPlan } from '../format/input/input-format.js';
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

/** One sentence without its end; undefined where nothing helps that the error does not say. */
export function rejectRemedy(
  { reason, raw, error }: Pick<RejectRecord, 'reason' | 'raw' | 'error'>,
  { time, format }: Pick<RecordPlan, 'time' | 'format'>,
): string | undefined {
  if (reason === 'no-time') return membersText(raw, time?.path.text ?? '', format);
  if (reason === 'bad-time') return error.includes('--time-format') ? undefined : patternText(raw, time?.path);
  if (reason === 'too-deep')
    return 'each further .. of a path multiplies what is visited: name the members in between; in a regular expression, repeat less ({300})';
  if (reason !== 'json' && reason !== 'utf8') return undefined;
  const likeness = looksLike(raw);
  if (reason === 'utf8' && likeness?.binary !== true)
    return 'if all of it is in another encoding: iconv -f ENCODING -t UTF-8 FILE | flowctl …';
  return likeness && `this looks like ${likeness.what}: ${likeness.remedy}`;
}

/** Which members a line has that lacks its time. */
function membersText(raw: string, path: string, { inLine }: InputFormat): string | undefined {
  const record = parsed(raw);
  if (Array.isArray(record)) {
    const likeness = looksLike(raw);
    return likeness && `this looks like ${likeness.what}: ${likeness.remedy}`;
  }
  if (typeof record !== 'object' || record === null)
    return inLine === undefined ? undefined : `of a line of text the time is looked for by --time '${inLine}'`;
  const names = Object.keys(record);
  if (names.length === 0) return 'the line has no members';
  const shown = names
    .slice(0, shownNames)
    .map((name) => (name.length > shownLength ? `${name.slice(0, shownLength)}…` : name));
  const more = names.length > shownNames ? ` and ${names.length - shownNames} more` : '';
  return `the line has ${shown.join(', ')}${more}${meantText(path, names)}`;
}

/** Which pattern would have read the time. */
function patternText(raw: string, path: Path | undefined): string | undefined {
  const value = path?.first(parsed(raw));
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

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}
