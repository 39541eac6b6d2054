// How far events are out of order, in figures. An event is behind by as much as the largest event time before it, of the
// input that is furthest back, is above its own; with `bounded:D` it is late iff it is behind by more than D.
import type { Duration, Instant } from './instant.js';

/** How many events `--watermark bounded:D` makes late. */
export interface BoundLoss {
  /** D, in ms. */
  readonly bound: Duration;
  readonly late: number;
}

/** The least D, to a thousandth, that makes no more than a share of all events late. */
export interface BoundFor extends BoundLoss {
  /** 0 to 1. */
  readonly share: number;
}

/** Events of one key. */
export interface SourceDisorder {
  readonly key: number;
  readonly events: number;
  /** Those of them that are behind. */
  readonly behind: number;
  /** How far the furthest is. */
  readonly furthest: Duration;
}

/** A stretch of event time in which nothing had come when the event at its end did. */
export interface TimeGap {
  readonly from: Instant;
  readonly to: Instant;
}

export interface DisorderFigures {
  readonly events: number;
  /** The least event time and the largest; +∞ and −∞ where there is no event. */
  readonly first: Instant;
  readonly last: Instant;
  /** Events that are behind. */
  readonly behind: number;
  readonly furthest: Duration;
  /** How far behind events are, as quantiles of all of them. */
  readonly quantiles: readonly { readonly q: number; readonly behind: Duration }[];
  readonly bounds: readonly BoundLoss[];
  readonly needed: readonly BoundFor[];
  /** Events ahead of the clock, and how far the furthest is. */
  readonly future: { readonly events: number; readonly furthest: Duration };
  /** The longest, longest first. */
  readonly gaps: readonly TimeGap[];
  /** The furthest behind, furthest first; none where there are no keys. */
  readonly sources: readonly SourceDisorder[];
}
