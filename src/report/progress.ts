// The progress line of a run that somebody watches: one line on the terminal, redrawn in place, and gone at the end.
import type { Instant } from '../model/instant.js';
import { durationText } from '../text/duration.js';
import { type RunStatus, rounded } from './run-status.js';

/** After so long a run is worth a line, and so often it is redrawn, in ms. */
export const firstAfter = 1000;
export const redrawEvery = 250;

/** `1.2 M events · 410 k/s · watermark 2026-01-01 14:05:32 (3s behind) · 24 open · 12 late · 0 rejected · 38 %` */
export function progressText(now: RunStatus): string {
  const parts = [`${rounded(now.events)} events`, `${rounded(now.rate)}/s`, watermarkText(now)];
  parts.push(`${rounded(now.openWindows)} open`, `${rounded(now.late)} late`, `${rounded(now.rejected)} rejected`);
  if (now.share !== undefined) parts.push(`${Math.floor(now.share * 100)} %`);
  return parts.join(' · ');
}

function watermarkText({ watermark, high }: RunStatus): string {
  if (watermark === -Infinity) return 'no watermark yet';
  if (watermark === Infinity) return 'watermark at the end';
  const behind = high > watermark ? ` (${durationText(roughly(high - watermark))} behind)` : '';
  return `watermark ${timeOf(watermark)}${behind}`;
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
