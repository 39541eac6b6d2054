// The progress line of a run at a terminal: one line, redrawn in place, and gone at the end.
import type { Instant } from '../model/instant.js';
import { durationText } from '../text/duration.js';
import { type StatusNumbers, rounded } from './run-status.js';

/** After so long a run is worth a line, and so often it is redrawn, in ms. */
export const firstAfter = 1000;
export const redrawEvery = 250;

/**
 * `1.2 M events · 410 k/s · watermark 2026-01-01 14:05:32 (3s behind) · 24 open · 12 late · 0 rejected · 38 %`, and on a
 * narrower terminal what matters of it: how many events, how far, what is lost.
 * @param columns of the terminal
 */
export function progressText(now: StatusNumbers, columns = Infinity): string {
  const events = `${rounded(now.events)} events`;
  const [late, open] = [`${rounded(now.late)} late`, `${rounded(now.openWindows)} open`];
  const [rate, rejected] = [`${rounded(now.rate)}/s`, `${rounded(now.rejected)} rejected`];
  const share = now.share === undefined ? [] : [`${Math.floor(now.share * 100)} %`];
  const full = `${watermarkText(now)}${behindText(now)}`;
  const forms = [
    [events, rate, full, open, late, rejected, ...share],
    [events, full, late, rejected, ...share],
    [events, full, late],
    [events, watermarkText(now), late],
    [events, clockText(now), late],
    [rounded(now.events), clockText(now), late],
  ].map((parts) => parts.join(' · '));
  return forms.find((form) => form.length <= columns) ?? forms.at(-1)!;
}

function watermarkText({ watermark }: StatusNumbers): string {
  if (watermark === -Infinity) return 'no watermark yet';
  return watermark === Infinity ? 'watermark at the end' : `watermark ${timeOf(watermark)}`;
}

/** The same in at most ten characters, without the date. */
function clockText({ watermark }: StatusNumbers): string {
  if (!Number.isFinite(watermark)) return watermark < 0 ? 'no W yet' : 'W at end';
  return `W ${timeOf(watermark).slice(-8)}`;
}

function behindText({ watermark, high }: StatusNumbers): string {
  if (!Number.isFinite(watermark) || high <= watermark) return '';
  return ` (${durationText(roughly(high - watermark))} behind)`;
}

/** Two units at most, so that the line stands still. */
function roughly(ms: number): number {
  const unit = ms > 864e5 ? 36e5 : ms > 36e5 ? 6e4 : ms > 1000 ? 1000 : 1;
  return Math.round(ms / unit) * unit;
}

/** Date, hours, minutes and seconds in UTC: `2026-01-01 14:05:32`. */
function timeOf(at: Instant): string {
  return Math.abs(at) > 8.64e15 ? String(at) : new Date(at).toISOString().slice(0, -5).replace('T', ' ');
}
