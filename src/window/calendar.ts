// Windows by the calendar (SPEC §4): days of 23, 24 or 25 hours, months that are counted and never 30 days, hours that the
// clocks on the wall show. Window k reaches from the first instant of anchor + k·n units to that of the next.
// Boundaries are all that is needed from the zone, so days without a midnight, days that are skipped (Apia, 2011-12-30)
// and days that occur twice need no case of their own, and every window contains its instants by construction.
import type { Duration, Instant } from '../model/instant.js';
import { civil, dayNumber, monthNumber, monthsLater, type CivilDate } from './civil.js';
import { type AlignedWindows, nowhere } from './window-fn.js';
import type { ZoneRules } from './zone-rules.js';

/** The length of a window: a whole number of days or of months, or a part of a day in hours. */
export interface CalendarStep {
  readonly of: 'hours' | 'days' | 'months';
  readonly count: number;
}

const hour: Duration = 36e5;
const day: Duration = 864e5;
/** Boundaries remembered; a look into the zone takes microseconds. */
const mostRemembered = 4096;

/** @param anchor where window 0 begins */
export function calendar(step: CalendarStep, anchor: CivilDate, zone: ZoneRules): AlignedWindows {
  const boundary = remembered((index) => boundaryOf(step, anchor, zone, index));
  return {
    kind: 'aligned',
    assign(at) {
      if (!Number.isFinite(at)) return nowhere(at);
      let index = nearIndex(step, anchor, at);
      while (boundary(index) > at) index--;
      while (boundary(index + 1) <= at) index++;
      const [from, until] = [boundary(index), boundary(index + 1)];
      return { windows: [{ start: from, end: until }], from, until };
    },
  };
}

/** Hours are counted from a midnight whatever the anchor: a whole number of windows makes a day. */
function boundaryOf(step: CalendarStep, anchor: CivilDate, zone: ZoneRules, index: number): Instant {
  return step.of === 'hours' ? zone.startOfHour(index * step.count) : zone.startOfDay(anchorDay(step, anchor, index));
}

/** The local day on which window `index` begins, counted from the anchor and not from the window before. */
function anchorDay(step: CalendarStep, anchor: CivilDate, index: number): number {
  if (step.of === 'days') return dayNumber(anchor) + index * step.count;
  return dayNumber(monthsLater(anchor, index * step.count));
}

/** The window's index by its date in UTC; right, or off by little. */
function nearIndex(step: CalendarStep, anchor: CivilDate, at: Instant): number {
  if (step.of === 'hours') return Math.floor(at / (step.count * hour));
  const today = Math.floor(at / day);
  const passed = step.of === 'days' ? today - dayNumber(anchor) : monthNumber(civil(today)) - monthNumber(anchor);
  return Math.floor(passed / step.count);
}

function remembered(boundary: (index: number) => Instant): (index: number) => Instant {
  const known = new Map<number, Instant>();
  return (index) => {
    const seen = known.get(index);
    if (seen !== undefined) return seen;
    if (known.size >= mostRemembered) known.clear();
    const at = boundary(index);
    known.set(index, at);
    return at;
  };
}
