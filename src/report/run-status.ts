// How a run stands in a moment, as data: the run fills it in (run/run-view.ts), and the report makes words of it.
import type { Instant } from '../model/instant.js';
import type { EventCounters } from '../model/counters.js';
import type { PartialLine } from './account.js';

/** Which input holds the watermark back. */
export interface WatermarkHolder {
  readonly name: string;
  /** Nothing has come from it yet. */
  readonly waits: boolean;
  /** There is no other input. */
  readonly alone: boolean;
}

export interface RunStatus {
  readonly watermark: Instant;
  /** The largest event time seen. */
  readonly high: Instant;
  readonly holder: WatermarkHolder | undefined;
  readonly openWindows: number;
  /** Keys with open windows. */
  readonly keys: number;
  /** Share of the files read, 0 to 1; undefined when not all inputs are files. */
  readonly share: number | undefined;
}

/** What the progress line and the status line speak of. */
export interface StatusNumbers extends Omit<RunStatus, 'keys'> {
  readonly events: number;
  /** Events a second, of late. */
  readonly rate: number;
  readonly late: number;
  readonly rejected: number;
}

/** What the next pane waits for. */
export interface WayToPane {
  /** The least W at which something is due; +∞: nothing before the end of the input. */
  readonly horizon: Instant;
  /** When the clock of the machine makes a pane due; +∞: never by itself. */
  readonly deadline: Instant;
  /** In windows of events by their number: after how many of its key one is written. */
  readonly every?: number;
  /** Whether nothing shows what open windows hold before their ends, and a trigger might. */
  readonly silent?: boolean;
}

/** A run as its report sees it: each value is of the moment in which it is read. */
export interface RunView {
  readonly counters: EventCounters;
  status(): RunStatus;
  wayToPane(): WayToPane;
  /** Bytes consumed of all inputs, decompressed. */
  bytes(): number;
  /** An input is there that does not end by itself. */
  awaitsLive(): boolean;
  /** Last lines without an end, which are part of no line that is counted. */
  partialLines(): readonly PartialLine[];
  /** Anything but messages may come out on the terminal of standard error. */
  sharesTerminal(): boolean;
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
