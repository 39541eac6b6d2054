// What decides when an event that waits for its turn is passed on.
import type { Duration } from '../../model/instant.js';

export interface SortPlan {
  /** L: how late an event may be and still find its place: so much longer each one waits. */
  readonly lateness: Duration;
  /** How many events may wait at once. */
  readonly maxRows: number;
}
