// How a run stands, in a moment: what its progress line and its status line speak of.
import type { Instant } from '../model/instant.js';
import type { WatermarkHolder } from '../run/watermark-holder.js';

export interface RunStatus {
  readonly events: number;
  /** Events a second, of late. */
  readonly rate: number;
  readonly watermark: Instant;
  /** The largest event time seen. */
  readonly high: Instant;
  readonly holder: WatermarkHolder | undefined;
  readonly openWindows: number;
  readonly late: number;
  readonly rejected: number;
  /** Share of the files read, 0 to 1; undefined when not all inputs are files. */
  readonly share: number | undefined;
}

const units = [
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const;

/** Three digits: `850`, `12.3 k`, `410 k`, `1.2 M`, `3.4 G`. */
export function rounded(n: number): string {
  const found = units.find(([size]) => n >= 0.9995 * size);
  if (found === undefined) return String(Math.round(n));
  const [size, unit] = found;
  return `${(n / size).toPrecision(3).replace(/(\.\d)\d$/, '$1')} ${unit}`;
}
