// What operators have in common that may have much to do at one rise of W, as all of their work at the end of the input
// without a watermark: they do it in slices, between which signals are heard, memory is measured, and rows leave.
import { InEventTime } from './in-event-time.js';

/** So much work is a slice: some hundredths of a second where an event is judged by a pattern, less where it only leaves. */
const slice = 1 << 12;

export abstract class InSlices extends InEventTime {
  #behind = false;

  override get isBehind(): boolean {
    return this.#behind;
  }

  watermarkRose(): void {
    this.catchUp();
  }

  override catchUp(): void {
    const until = this.work + slice;
    while ((this.#behind = this.isDue())) {
      if (this.work > until) return;
      this.doFirst();
    }
  }

  /** Whether anything is due at W. */
  protected abstract isDue(): boolean;

  /** Does what is due first; `work` grows by it. */
  protected abstract doFirst(): void;
}
