// Which events of two streams belong together, and what is written of them.
import type { Duration } from '../../model/instant.js';

/**
 * `inner`: pairs. `left`, `right`, `full`: pairs, and the events of that side, or of both, which no other has matched.
 * `semi`: left events that one has matched; `anti`: those that none has.
 */
export type JoinType = 'inner' | 'left' | 'right' | 'full' | 'semi' | 'anti';

export interface IntervalJoinPlan {
  readonly type: JoinType;
  /** Events of a key match when `left.ts + from ≤ right.ts ≤ left.ts + to`. */
  readonly from: Duration;
  readonly to: Duration;
  /** L: how late an event may be and still be taken. */
  readonly lateness: Duration;
  /** How many events may be held at once. */
  readonly maxRows: number;
}

/** Whether events of the side that none has matched are written. */
export function isOuter(type: JoinType, port: number): boolean {
  return type === 'full' || (port === 0 ? type === 'left' || type === 'anti' : type === 'right');
}

/** Whether left events alone are written, those that have a match or those that have none. */
export function isOfLeft(type: JoinType): boolean {
  return type === 'semi' || type === 'anti';
}
