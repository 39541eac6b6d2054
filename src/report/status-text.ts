// The one line that SIGUSR1 and SIGUSR2 cause (SPEC §9), and why a run has written nothing yet, which is the first
// question about a run that seems to hang: most often an input that holds the watermark back.
import { farthest, type Instant } from '../model/instant.js';
import { isoText } from '../kernel/iso-text.js';
import { many } from './account.js';
import { rounded, type StatusNumbers, type WatermarkHolder, type WayToPane } from './run-status.js';
import { groupedNumber } from '../text/grouped-number.js';

/** `1,234 events, 410 k/s, watermark 2026-01-01T14:05:32.000Z held back by b.log, 24 windows open, 12 late, 3 rejected` */
export function statusText(now: StatusNumbers): string {
  const { events, rate, openWindows, late, rejected } = now;
  const count = (n: number, what: string): string => `${groupedNumber(n)} ${what}`;
  return [
    count(events, events === 1 ? 'event' : 'events'),
    `${rounded(rate)}/s`,
    watermarkText(now),
    count(openWindows, openWindows === 1 ? 'window open' : 'windows open'),
    count(late, 'late'),
    count(rejected, 'rejected'),
  ].join(', ');
}

/** What it would take for the first pane. */
export interface Delay extends WayToPane {
  readonly watermark: Instant;
  readonly holder: WatermarkHolder | undefined;
  readonly events: number;
  readonly inWindows: number;
}

/** `the first pane is due at 2026-…; the watermark is at 2026-…, held back by b.log` */
export function delayText({ watermark, holder, events, inWindows, ...way }: Delay): string {
  if (holder === undefined && events === 0) return 'there is no input yet';
  if (events === 0) return `${holder!.name} has sent no event yet`;
  if (inWindows === 0) return 'no event has come into a window yet';
  const byWatermark = !Number.isFinite(way.deadline) && way.horizon < Infinity && way.every === undefined;
  const by = byWatermark ? `; ${watermarkText({ watermark, holder })}` : '';
  return `${dueText(way)}${by}`;
}

/** When the next pane is due. */
export function dueText({ horizon, deadline, every, silent }: WayToPane): string {
  if (every !== undefined) return `the next pane is due after ${many(every, 'event')} of one key, or at the end`;
  if (Number.isFinite(deadline)) return `the next pane is due when the clock says ${timeText(deadline)}`;
  if (horizon < Infinity) return `the next pane is due at ${timeText(horizon)}`;
  const remedy = silent !== true ? '' : "; --early 'delay(5s)' would show what there is so far";
  return `nothing is due before the end of the input${remedy}`;
}

function watermarkText({ watermark, holder }: Pick<StatusNumbers, 'watermark' | 'holder'>): string {
  const waits = holder?.waits === true;
  if (watermark === -Infinity) return waits ? `no watermark yet: ${holder.name} has sent no event` : 'no watermark yet';
  const at = `watermark ${timeText(watermark)}`;
  if (waits) return `${at} held back by ${holder.name}, which has sent no event yet`;
  return holder === undefined || holder.alone ? at : `${at} held back by ${holder.name}`;
}

function timeText(at: Instant): string {
  if (Math.abs(at) <= farthest) return isoText(at);
  return at === Infinity ? 'at the end' : String(at);
}
