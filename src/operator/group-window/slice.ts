// A slice of event time: the stretch between two bounds of aligned windows, over which the windows are the same.
import type { Instant } from '../../model/instant.js';
import type { Window } from '../../model/window.js';
import type { WindowKeys } from './window-keys.js';

/** A window of it that has expired is `undefined` or released. */
export interface Slice {
  readonly from: Instant;
  readonly until: Instant;
  readonly windows: readonly Window[];
  readonly buckets: readonly (WindowKeys | undefined)[];
  /** The cells of elements that are not yet in those of its windows (slice-sharing.ts). */
  sliceCells: WindowKeys | undefined;
}
