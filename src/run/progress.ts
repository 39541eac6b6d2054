// The progress line of a run that somebody watches: one line on the terminal, redrawn in place, and gone at the end.
import type { Instant } from '../model/instant.js';
import { durationText } from '../model/duration.js';

/** After so long a run is worth a line, and so often it is redrawn, in ms. */
export const firstAfter = 1000;
export const redrawEvery = 250;

export interface Moment {
  readonly events: number;
  /** Since the start, in ms. */
  readonly elapsed: number;
  readonly watermark: Instant;
  /** The largest event time seen. */
  readonly high: Instant;
  readonly openWindows: number;
  readonly late: number;
  readonly rejected: number;
  /** Share of the files read, 0 to 1; undefined when not all inputs are files. */
  readonly share: number | undefined;
}

/** `1.2 M events · 410 k/s · watermark 14:05:32 (3s behind) · 24 open · 12 late · 0 rejected · 38 %` */
export function progressText(now: Moment): string {
  const rate = now.elapsed > 0 ? (now.events / now.elapsed) * 1000 : 0;
  const parts = [`${rounded(now.events)} events`, `${rounded(rate)}/s`, watermarkText(now), `${now.openWindows} open`];
  parts.push(`${now.late} late`, `${now.rejected} rejected`);
  if (now.share !== undefined) parts.push(`${Math.floor(now.share * 100)} %`);
  return parts.join(' · ');
}

function watermarkText({ watermark, high }: Moment): string {
  if (watermark === -Infinity) return 'no watermark yet';
  if (watermark === Infinity) return 'watermark at the end';
  const lag = high > watermark ? ` (${durationText(Math.round((high - watermark) / 1000) * 1000)} behind)` : '';
  return `watermark ${timeOf(watermark)}${lag}`;
}

/** Hours, minutes and seconds in UTC, with the date in front: `2026-01-01 14:05:32`. */
function timeOf(at: Instant): string {
  return Math.abs(at) > 8.64e15 ? String(at) : new Date(at).toISOString().slice(0, -5).replace('T', ' ');
}

function rounded(n: number): string {
  if (n >= 1e6) return `${(n / 1e6).toFixed(1)} M`;
  return n >= 1e4 ? `${(n / 1e3).toFixed(0)} k` : String(Math.round(n));
}
