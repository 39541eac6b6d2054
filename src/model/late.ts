// Why an event is in no window (SPEC §5), and for a late one, which windows refused it.
import type { Instant } from './instant.js';
import type { Window } from './window.js';

export type LateReason = 'late' | 'closed' | 'future' | 'no-window' | 'gap';

export interface LateVerdict {
  readonly reason: LateReason;
  readonly ts: Instant;
  /** W when the event arrived. */
  readonly watermark: Instant;
  /** The windows that refused it, in order of end, then start; `lateBy` = W − gc, in ms. Empty when there was none. */
  readonly windows: readonly (Window & { readonly lateBy: number })[];
}
