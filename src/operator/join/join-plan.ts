// Which events of two streams belong together, and what is written of them.
import type { Duration } from '../../model/instant.js';
import type { AlignedWindows, MergingWindows } from '../../window/window-fn.js';

/**
 * `inner`: pairs. `left`, `right`, `full`: pairs, and the events of that side, or of both, which no other has matched.
 * `semi`: left events that one has matched; `anti`: those that none has.
 */
export type JoinType = 'inner' | 'left' | 'right' | 'full' | 'semi' | 'anti';

/** What bounds a join, of whatever kind. */
export interface JoinBounds {
  /** L: how late an event may be and still be taken. */
  readonly lateness: Duration;
  /** How many events may be held at once. */
  readonly maxRows: number;
}

export interface IntervalJoinPlan extends JoinBounds {
  readonly type: JoinType;
  /** Events of a key match when `left.ts + from ≤ right.ts ≤ left.ts + to`. */
  readonly from: Duration;
  readonly to: Duration;
}

export interface AsOfJoinPlan extends JoinBounds {
  /** `left`: questions without an answer are written too. */
  readonly type: 'inner' | 'left';
  /** How old a version may be and still be an answer; Infinity: of any age. */
  readonly tolerance: Duration;
  /** The column that says whether a right event ends its key; undefined: none does. */
  readonly gone: number | undefined;
}

export interface WindowJoinPlan extends JoinBounds {
  readonly type: JoinType;
  readonly windows: AlignedWindows | MergingWindows;
  /** By side, the column of a session's gap where that comes from the event; else −1. */
  readonly gapColumns: readonly number[];
}

export interface TableJoinPlan {
  /** `left`: events without a row are written too; `anti`: those alone. */
  readonly type: 'inner' | 'left' | 'anti';
}

/** Whether events of the side that none has matched are written. */
export function isOuter(type: JoinType, port: number): boolean {
  return type === 'full' || (port === 0 ? type === 'left' || type === 'anti' : type === 'right');
}

/** Whether left events alone are written, those that have a match or those that have none. */
export function isOfLeft(type: JoinType): boolean {
  return type === 'semi' || type === 'anti';
}
