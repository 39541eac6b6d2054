// What happened with late events, and what would have kept them. A bound on disorder is advised only where it is one
// that a person would choose; of files, which end, `--watermark none` loses nothing at any disorder.
import type { Duration } from '../model/instant.js';
import { lateEvents, type EventCounters } from '../model/counters.js';
import { durationText } from '../text/duration.js';
import { groupedNumber } from '../text/grouped-number.js';
import { type Account, lateReasons, many } from './account.js';

/** A longer bound that keeps all is no advice any more; one that keeps nearly all may be a day. */
const longest = 36e5;
const longestUsual = 864e5;

/** What the advice depends on. */
export interface LateCircumstances {
  /** The bound that the run had; undefined: its watermark is none of event times. */
  readonly bound: Duration | undefined;
  /** Where the late events went; undefined: they were only counted. */
  readonly kept: string | undefined;
  /** All inputs end by themselves. */
  readonly files: boolean;
  /** Whether events are refused by windows. */
  readonly windowed: boolean;
  /** It is reported beside this that the times of the first events cannot be right. */
  readonly doubted: boolean;
}

/** undefined when none was late. */
export function lateText(account: Account, counters: EventCounters, now: LateCircumstances): string | undefined {
  const late = lateEvents(counters);
  if (late === 0) return undefined;
  const lines = [lateHead(counters, now), ...lateDetails(account, now)];
  return lines.join('\n  ');
}

/** How far behind they were and what would have kept them; the same of those with a wrong clock. */
export function lateDetails(account: Account, now: LateCircumstances): readonly string[] {
  return [
    ...(account.behind.count > 0 ? [behindText(account, now)] : []),
    ...(account.misdated > 0 ? [misdatedText(account.misdated, now)] : []),
  ];
}

function lateHead(counters: EventCounters, now: LateCircumstances): string {
  const late = lateEvents(counters);
  const where = now.kept === undefined ? 'counted, not kept: see --late' : `written to ${now.kept}`;
  const tooLate = counters.late.late + counters.late.closed === late;
  const why = lateReasons(counters);
  const fate = now.windowed
    ? tooLate
      ? 'came too late for every window'
      : 'were taken by no window'
    : 'came too late';
  return `${groupedNumber(late)} of ${many(counters.events, 'event')} ${fate}${why === '' ? '' : ` (${why})`}; ${where}`;
}

function behindText(account: Account, { bound, files }: LateCircumstances): string {
  const { behind } = account;
  const worst = durationText(coarse(behind.worst));
  const most = coarse(usual(account));
  const tells = behind.count >= 100 && durationText(most) !== worst;
  const all = bound === undefined ? Infinity : coarse(bound + account.lacked);
  const advised = bound !== undefined && all > longest && tells && most < all && most <= longestUsual;
  const nearly = tells && !advised ? `, 99 of 100 of them by at most ${durationText(most)}` : '';
  const advice = [
    ...(all <= longest ? [`--watermark bounded:${durationText(all)} would have kept all`] : []),
    ...(advised ? [`--watermark bounded:${durationText(most)} would have kept 99 of 100 of them`] : []),
    ...(bound !== undefined && all > longest && files
      ? ['--watermark none keeps all, and writes rows at the end of the input']
      : []),
  ];
  return [`behind the largest time seen by up to ${worst}${nearly}`, ...advice].join('; ');
}

/** What all but one of a hundred are behind at most. */
function usual({ behind }: Account): Duration {
  return Math.min(behind.worst, behind.quantile(0.99));
}

function misdatedText(misdated: number, { doubted }: LateCircumstances): string {
  const which = misdated === 1 ? '1 of them is' : `${groupedNumber(misdated)} of them are`;
  const why = doubted ? '' : ': a clock was not set, or one event has a time far ahead (see --max-future)';
  return `${which} decades away from the largest time seen${why}`;
}

/** Rounded up to what a person would type: whole seconds above a second, whole minutes above an hour. */
function coarse(ms: Duration): Duration {
  const unit = ms > 36e5 ? 6e4 : ms > 1000 ? 1000 : 1;
  return Math.ceil(ms / unit) * unit;
}
