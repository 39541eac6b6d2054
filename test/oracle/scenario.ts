// The words between the oracle, the transcripts and the runner: what a run was asked (`Scenario`), what happened to it
// (`Step`), and what it answered (`Row`, `Late`, the output watermark). Plain objects only; nothing here is shared
// with the pipeline, so that neither can inherit a mistake of the other.
import type { Instant } from '../../src/model/instant.js';
import type { TriggerTree } from './trigger-text.js';
import type { WindowSpec } from './windows.js';

/** The four questions as flag texts, by their names on the command line without the dashes: `allowed-lateness`. */
export type Flags = Readonly<Record<string, string>>;

/** The four questions, answered. */
export interface Scenario {
  readonly window: WindowSpec;
  readonly domain: 'event' | 'processing';
  readonly watermark: WatermarkSpec;
  /** Wall time of silence after which an input is left out; undefined: never. */
  readonly idle: number | undefined;
  readonly maxFuture: number | undefined;
  readonly trigger: TriggerTree;
  readonly accumulation: 'discarding' | 'accumulating' | 'retracting';
  /** L; Infinity for `unlimited`. */
  readonly lateness: number;
  readonly onTime: 'always' | 'if-triggered' | 'if-new';
  readonly closing: 'always' | 'if-new';
  readonly timestamp: 'end' | 'earliest' | 'latest';
  /** How many inputs there are; they are numbered from 0. */
  readonly inputs: number;
}

export type WatermarkSpec =
  /** `idle`: silence of all inputs after which event time goes on with the clock; undefined: never. */
  | { readonly is: 'bounded'; readonly by: number; readonly idle: number | undefined }
  | { readonly is: 'wall'; readonly by: number }
  | { readonly is: 'none' };

export interface Event {
  readonly input: number;
  readonly ts: Instant;
  readonly key: string;
  /** An integer; what `sum` adds and `collect` lists. */
  readonly value: number;
  /** With `--clock PATH`: the clock the event carries. */
  readonly clock?: Instant;
  /** Dropped by `--where`. */
  readonly filtered?: boolean;
  /** The session gap of the event, NaN when it has no usable one. */
  readonly gap?: number;
}

export type Step =
  | { readonly is: 'event'; readonly event: Event }
  | { readonly is: 'clock'; readonly now: Instant }
  | { readonly is: 'watermark'; readonly input: number; readonly at: Instant }
  | { readonly is: 'idle'; readonly input: number }
  | { readonly is: 'end'; readonly input: number }
  /** Every input has ended. */
  | { readonly is: 'finish' };

/** A result record (SPEC §3). */
export interface Row {
  readonly retract: boolean;
  readonly start: Instant;
  readonly end: Instant;
  readonly key: string;
  readonly timing: 'early' | 'on-time' | 'late';
  readonly index: number;
  readonly nonSpeculativeIndex: number;
  readonly first: boolean;
  readonly last: boolean;
  readonly ts: Instant;
  readonly count: number;
  readonly sum: number;
  /** In arrival order. */
  readonly list: readonly number[];
}

/** An event that no window took. */
export interface Late {
  /** Which event, counted from 0 over all events of the run. */
  readonly event: number;
  readonly reason: 'late' | 'closed' | 'future' | 'no-window' | 'gap';
  readonly ts: Instant;
  readonly watermark: Instant;
  readonly windows: readonly { readonly start: Instant; readonly end: Instant; readonly lateBy: number }[];
}

/** What one step brought. */
export interface Outcome {
  readonly rows: readonly Row[];
  readonly late: readonly Late[];
  /** The output watermark after the step; NaN where nobody asked. */
  readonly out: Instant;
}
