// The text of a calendar window: `calendar:[N-]UNIT[,start=DATE|WEEKDAY]` (SPEC §2, anchors in §4).
import { has, numberIn, specOf, textIn, type Spec } from '../text/spec.js';
import { UsageError } from '../text/usage-error.js';
import { didYouMean } from '../text/suggest.js';
import { calendarSynonyms } from '../text/synonyms.js';
import { countOf, readArguments } from './arguments.js';
import { calendar, type CalendarStep } from './calendar.js';
import { civil, dayNumber, lengthOfMonth, type CivilDate } from './civil.js';
import { longest } from './limits.js';
import type { WindowEntry } from './window-fn.js';
import { utc } from './zone-rules.js';

const units: ReadonlyMap<string, CalendarStep> = new Map<string, CalendarStep>([
  ['hour', { of: 'hours', count: 1 }],
  ['day', { of: 'days', count: 1 }],
  ['week', { of: 'days', count: 7 }],
  ['month', { of: 'months', count: 1 }],
  ['quarter', { of: 'months', count: 3 }],
  ['year', { of: 'months', count: 12 }],
]);
/** In the order of the first days of 1970, which began on a Thursday. */
const weekdays = ['thursday', 'friday', 'saturday', 'sunday', 'monday', 'tuesday', 'wednesday'];
const epoch: CivilDate = { year: 1970, month: 1, day: 1 };
const mostDays = longest / 864e5;

export const entry: WindowEntry = {
  name: 'calendar',
  form: 'calendar:[N-]hour|day|week|month|quarter|year[,start=DATE|WEEKDAY]',
  doc: 'hours, days, weeks, months, quarters or years of the calendar in the zone of --tz',
  example: 'calendar:day',
  needsTime: true,
  parse(args, { zone }) {
    const { main, named } = readArguments(args, ['start'], entry.form);
    const [, times, unit = ''] = /^(?:(.*)-)?(.*)$/s.exec(main) ?? [];
    const count = times === undefined ? undefined : countOf(times, 'the number of units', entry.form);
    const start = named.get('start');
    stepOf(unit, count ?? 1, main);
    anchorOf(start, unit);
    return specOf('calendar', { unit, count, start, zone });
  },
  text: (spec) => `${unitText(spec)}${has(spec, 'start') ? `,start=${textIn(spec, 'start')}` : ''}`,
  build(spec, zones) {
    const [unit, zone] = [textIn(spec, 'unit'), textIn(spec, 'zone')];
    const step = stepOf(unit, numberIn(spec, 'count', 1), unitText(spec));
    const anchor = anchorOf(has(spec, 'start') ? textIn(spec, 'start') : undefined, unit);
    return calendar(step, anchor, zone === 'UTC' ? utc : zones(zone));
  },
  words(spec) {
    const unit = numberIn(spec, 'count', 1) === 1 ? textIn(spec, 'unit') : unitText(spec);
    const since = has(spec, 'start') ? `, counted from ${textIn(spec, 'start')}` : '';
    return `${unit}s of the calendar in ${textIn(spec, 'zone')}${since}`;
  },
};

/** `3-month` */
function unitText(spec: Spec): string {
  return has(spec, 'count') ? `${numberIn(spec, 'count')}-${textIn(spec, 'unit')}` : textIn(spec, 'unit');
}

function stepOf(unit: string, n: number, main: string): CalendarStep {
  const one = units.get(unit);
  if (one === undefined) {
    const suggestion = didYouMean(unit, units.keys(), calendarSynonyms);
    throw new UsageError(`"${unit}" is no unit of the calendar${suggestion}`, entry.form);
  }
  if (one.of === 'hours' && 24 % n > 0)
    throw new UsageError(`"${main}": a day is cut into parts of 1, 2, 3, 4, 6, 8, 12 or 24 hours`, entry.form);
  const days = one.count * n * (one.of === 'months' ? 365 / 12 : 1);
  if (days > mostDays) throw new UsageError(`"${main}" is longer than 10,000 years`, entry.form);
  return { of: one.of, count: one.count * n };
}

function anchorOf(start: string | undefined, unit: string): CivilDate {
  if (start === undefined) return unit === 'week' ? weekdayAnchor('monday') : epoch;
  if (unit === 'hour') throw new UsageError(`"start=${start}": hours are counted from midnight`, entry.form);
  if (weekdays.includes(start.toLowerCase())) {
    if (unit === 'week') return weekdayAnchor(start.toLowerCase());
    throw new UsageError(`"${start}": only weeks can start on a weekday`, entry.form);
  }
  return dateOf(start);
}

function weekdayAnchor(weekday: string): CivilDate {
  return civil(weekdays.indexOf(weekday));
}

function dateOf(text: string): CivilDate {
  const parts = /^(\d{4}|[+-]\d{6})-(\d\d)-(\d\d)$/.exec(text);
  const date = { year: Number(parts?.[1]), month: Number(parts?.[2]), day: Number(parts?.[3]) };
  const exists =
    date.month >= 1 && date.month <= 12 && date.day >= 1 && date.day <= lengthOfMonth(date.year, date.month);
  if (exists && Math.abs(dayNumber(date)) <= 1e8) return date;
  const suggestion = didYouMean(text, weekdays);
  throw new UsageError(`"${text}" is no date like 2014-03-05 and no weekday${suggestion}`, entry.form);
}
