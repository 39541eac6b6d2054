// What is written where nothing came: a row for each window without one, or a word that a key has fallen silent.
import type { Duration } from '../../model/instant.js';
import type { AlignedWindows } from '../../window/window-fn.js';

export interface GapsPlan {
  /** `--every`: the windows of which each is to have a row. */
  readonly every: AlignedWindows;
  /** `--for`: how long after its last row a key has rows of windows without one. Above 0. */
  readonly most: Duration;
  /** Whether a filled row is taken back when the real one comes after all. */
  readonly retracts: boolean;
  /** How many rows may wait at once. */
  readonly maxRows: number;
}

export interface SilencePlan {
  /** `--silence`: a key of which nothing has come for so long is silent. Above 0. */
  readonly after: Duration;
  /** `--expect`: keys that are watched though nothing may ever come of them, in order. Asked once, before the first event. */
  readonly expected: () => readonly number[];
  /** L: how late an event may be and still be seen. */
  readonly lateness: Duration;
}
