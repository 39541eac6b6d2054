// GroupByKeyAndWindow (Dataflow paper §2.2) as an operator: elements go to the windows they are in, whose triggers decide
// when panes are written.
//
// `processElement` is the readable reference with full semantics (SPEC §5); `processRun` takes a run of plain elements
// at once. One suite holds them equal (test/scenarios.ts).
import type { Batch } from '../../model/batch.js';
import type { Instant } from '../../model/instant.js';
import type { Saved } from '../../model/saved.js';
import type { Clocks, OpenOperator, Operator, OperatorContext, Refusal } from '../operator.js';
import type { PaneOutput } from '../output.js';
import type { Run, RunProgress } from '../run.js';
import type { ActiveWindows } from './active-windows.js';
import type { GroupWindowPlan } from './group-window-plan.js';
import { activeWindowsOf } from './open-windows.js';
import { outputWatermark } from './output-watermark.js';
import { PaneLifecycle } from './pane-lifecycle.js';
import { triggerFinished } from './pane-table.js';
import { loadWindows, saveWindows } from './snapshot.js';

/** So many panes are written at a stop before the caller can look up. */
const panesAtOnce = 1 << 14;

export class GroupWindow implements Operator {
  readonly #plan: GroupWindowPlan;
  readonly #clocks: Clocks;
  readonly #panes: PaneLifecycle;
  readonly #windows: ActiveWindows;

  constructor(plan: GroupWindowPlan, output: PaneOutput, { clocks, counters }: OperatorContext) {
    this.#plan = plan;
    this.#clocks = clocks;
    this.#panes = new PaneLifecycle(plan, output, clocks, counters);
    this.#windows = activeWindowsOf(plan, this.#panes, clocks, counters);
  }

  get needsTime(): boolean {
    const { window } = this.#plan;
    return window.kind === 'merging' || (window.kind === 'aligned' && window.boundless !== true);
  }

  get fanOut(): number {
    const { window } = this.#plan;
    if (window.kind === 'merging') return 1;
    return window.kind === 'counting'
      ? Math.ceil(window.size / window.every)
      : Math.max(1, window.assign(0).windows.length);
  }

  /** Windows that hold something or refuse something. */
  get held(): number {
    return this.#panes.slots.count - this.#panes.slots.sliceCells;
  }

  get work(): number {
    return this.#panes.work;
  }

  processElement(_: number, at: Instant, batch: Batch, row: number, ordinal: number): 'taken' | Refusal {
    this.#panes.takeSpellings(batch, ordinal - row);
    const answer = this.#windows.add(at, batch.keys[row]!, batch, row, ordinal);
    return typeof answer === 'number' ? 'taken' : answer;
  }

  processRun(run: Run, into: RunProgress): void {
    this.#panes.takeSpellings(run.batch, run.arrival);
    this.#windows.processRun(run, into);
  }

  watermarkRose(old: Instant): void {
    const { watermark } = this.#clocks;
    if (this.#windows.nextDue() <= watermark || watermark === Infinity) this.#windows.advance(old);
  }

  readonly isBehind = false;

  catchUp(): void {
    // Windows are fired in one go.
  }

  /** Windows whose deadline of processing time is strictly before now are judged, in the order of SPEC §3. */
  clockMoved(): void {
    const { deadlines, slots } = this.#panes;
    const now = this.#clocks.processing;
    const due: number[] = [];
    while (deadlines.earliest() < now) due.push(deadlines.next());
    if (due.length > 0) this.#windows.flushShared();
    due.sort(slots.order);
    for (const slot of due) {
      if (slots.is(slot, triggerFinished) || this.#panes.expired(slots.end[slot]!)) continue;
      this.#panes.evaluateTrigger(slot, 'judged');
      this.#windows.horizonChanged(slot);
    }
  }

  nextDue(): Instant {
    return this.#windows.nextDue();
  }

  exactNextDue(): Instant {
    return this.#windows.exactNextDue();
  }

  nextDeadline(): Instant {
    return this.#panes.deadlines.earliest();
  }

  outputWatermark(): Instant {
    return outputWatermark(this.#panes, this.#plan.timestamp, this.#clocks.watermark);
  }

  hasWritten(): boolean {
    const { writer } = this.#panes;
    if (writer.written === 0) return false;
    writer.written = 0;
    return true;
  }

  *flushIncomplete(): Generator<void, void> {
    this.#windows.flushShared();
    const slots = [...this.#panes.slots.all()].sort(this.#panes.slots.order);
    for (const [i, slot] of slots.entries()) {
      this.#panes.fireIncomplete(slot);
      if (i % panesAtOnce === panesAtOnce - 1) yield;
    }
  }

  markKeys(named: Uint8Array): void {
    this.#panes.slots.markKeys(named);
    this.#windows.markKeys?.(named);
  }

  save(numbers?: Int32Array): Saved {
    return saveWindows(this.#parts(), numbers);
  }

  load(saved: Saved, keys: number): void {
    loadWindows(this.#parts(), saved, keys);
  }

  #parts() {
    return { plan: this.#plan, now: this.#clocks, panes: this.#panes, windows: this.#windows };
  }
}

/** Group-by-window as a step of a pipeline. */
export function groupWindow(plan: GroupWindowPlan, output: PaneOutput): OpenOperator {
  return (context) => new GroupWindow(plan, output, context);
}
