// Which events are duplicates, and which of them stays.
import type { Duration } from '../../model/instant.js';

export interface DedupPlan {
  /** `--within`: events of a key less than that apart are the same. Above 0. */
  readonly within: Duration;
  /** `first` to arrive, at once; or the `earliest` in event time, once no earlier one can come. */
  readonly keep: 'first' | 'earliest';
  /** L: how late an event may be and still be looked at. */
  readonly lateness: Duration;
}
