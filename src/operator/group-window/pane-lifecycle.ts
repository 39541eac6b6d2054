// The life of one window between its first element and its expiry (SPEC §5–7): elements are added, the trigger is
// evaluated, panes are written. Everything here concerns a single slot; where windows are, and which of them merge,
// active-windows.ts decides. Law: the timings of a window's panes read early* on-time? late*.
import type { Batch } from '../../model/batch.js';
import type { Instant } from '../../model/instant.js';
import type { Timing, WrittenPane } from '../../model/pane.js';
import type { Saved } from '../../model/saved.js';
import type { Window } from '../../model/window.js';
import { finished, type Trigger } from '../../trigger/trigger.js';
import { DeadlineHeap } from '../deadline-heap.js';
import type { Clocks } from '../operator.js';
import type { PaneOutput } from '../output.js';
import { PaneWriter } from './pane-writer.js';
import type { GroupWindowPlan } from './group-window-plan.js';
import { triggerFinished, compare, hasOnTimeElements, PaneTable, pastOnTime } from './pane-table.js';
import { TriggerInput } from './trigger-input.js';
import type { EventCounters } from '../../model/counters.js';
import { TooManyWindows } from './limits.js';

/** Why a window fires: an element or the clock, W passing its end, or its expiry. */
export type FiringCause = 'judged' | 'crossed' | 'expiring';

const mostUnseen = 0x7fffffff;

export class PaneLifecycle {
  readonly slots: PaneTable;
  /** Processing-time deadlines, by slot. */
  readonly deadlines = new DeadlineHeap();
  /** For --timestamp end: windows W has passed whose punctual elements no pane has shown yet; see outputWatermark. */
  readonly withheld = new Set<number>();
  /** What is written. */
  readonly writer: PaneWriter;
  /** What has been done, roughly: elements for each of their windows, windows opened and merged. */
  work = 0;
  /** The trigger is never ready before the end of a window. */
  readonly silent: boolean;
  readonly #plan: GroupWindowPlan;
  readonly #now: Clocks;
  /** Whether there can be deadlines of processing time. */
  readonly #clocked: boolean;
  readonly #oneSlot = new Int32Array(1);
  readonly #oneRow = new Int32Array(1);
  readonly #newElements: TriggerInput;
  /** How the rows at hand spell their keys (`Batch.spellings`), and the arrival ordinal of the first of them. */
  #spellings: Int32Array | undefined = undefined;
  #firstArrival = 0;

  constructor(plan: GroupWindowPlan, output: PaneOutput, now: Clocks, counters: EventCounters) {
    this.#plan = plan;
    this.#now = now;
    this.#clocked = plan.trigger.asksClock === true;
    this.silent = plan.trigger.silentUntilEnd === true;
    this.#newElements = new TriggerInput(plan.signalColumns);
    this.slots = new PaneTable((capacity) => {
      for (const cells of plan.aggregates) cells.ensure(capacity);
    });
    this.writer = new PaneWriter(plan, output, now, counters, this.slots);
  }

  /** `W ≥ maxTs + L`: nothing more is taken, what is unfired is flushed, the state goes. */
  expired(end: Instant): boolean {
    return this.#now.watermark >= end - 1 + this.#plan.lateness;
  }

  /** The windows that are opened next begin with elements of this batch: row r has the arrival ordinal `firstArrival` + r. */
  takeSpellings({ spellings }: Batch, firstArrival: number): void {
    this.#spellings = spellings;
    this.#firstArrival = firstArrival;
  }

  /** A window begins with its first element, which the caller then joins to it. */
  open(key: number, window: Window, arrival: number): number {
    return this.openAs(key, window.start, window.end, arrival, this.#plan.trigger.open(window, this.#now));
  }

  /** The same, with the trigger's first state already at hand. */
  openAs(key: number, start: Instant, end: Instant, arrival: number, state: Saved): number {
    if (this.full) throw new TooManyWindows(this.#plan.maxOpenWindows);
    const slot = this.slots.take(key, start, end, arrival);
    if (state !== null) this.slots.state[slot] = state;
    if (this.#spellings !== undefined) this.slots.spelling[slot] = this.#spellings[arrival - this.#firstArrival]!;
    return slot;
  }

  /** Whether another window would be one too many (`--max-open-windows`). */
  get full(): boolean {
    return this.slots.count - this.slots.sliceCells >= this.#plan.maxOpenWindows;
  }

  get trigger(): Trigger {
    return this.#plan.trigger;
  }

  /** Whether the times of fresh elements matter: `--timestamp earliest|latest`. */
  get stamps(): boolean {
    return this.#plan.timestamp !== 'end';
  }

  /** A run of absorbed elements goes to the aggregates: row `rows[i]` to slot `slots[i]`. */
  aggregate(slots: Int32Array, rows: Int32Array, count: number, batch: Batch, arrival: number): void {
    this.work += count;
    if (count > 0) for (const cells of this.#plan.aggregates) cells.add(slots, rows, count, batch, arrival);
  }

  /** The element of `row` joins the window, the trigger sees it and is judged at once (SPEC §5, step 5). */
  addElement(slot: number, at: Instant, batch: Batch, row: number, arrival: number): void {
    const { slots } = this;
    this.#oneSlot[0] = slot;
    this.#oneRow[0] = row;
    this.aggregate(this.#oneSlot, this.#oneRow, 1, batch, arrival - row);
    slots.newElements[slot]!++;
    if (this.#now.watermark < slots.maxTs(slot)) slots.flags[slot]! |= hasOnTimeElements;
    if (this.stamps) this.trackTimestamps(slot, at, this.#now.watermark);
    this.reportToTrigger(slot);
    const window = slots.window(slot);
    this.#newElements.one(at, batch, row);
    slots.state[slot] = this.#plan.trigger.add(slots.state[slot]!, this.#newElements, window, this.#now);
    this.evaluateTrigger(slot, 'judged');
  }

  /** The element joins a count window: no trigger; W matters only to the stamp of its pane. */
  count(slot: number, at: Instant, batch: Batch, row: number, arrival: number): void {
    this.#oneSlot[0] = slot;
    this.#oneRow[0] = row;
    this.aggregate(this.#oneSlot, this.#oneRow, 1, batch, arrival - row);
    this.slots.newElements[slot]!++;
    if (this.stamps) this.trackTimestamps(slot, at, this.#now.watermark);
  }

  /** The one pane of a count window: on-time when it is full, early at the end of input. */
  complete(slot: number, timing: 'on-time' | 'early'): void {
    this.#write(slot, timing, true);
  }

  /** Remembers the time of a fresh element for `--timestamp earliest|latest`; `watermark` is W on its arrival. */
  trackTimestamps(slot: number, at: Instant, watermark: Instant): void {
    const { slots } = this;
    if (!(at > watermark)) return;
    if (at < slots.lowest[slot]!) slots.lowest[slot] = at;
    if (at > slots.highest[slot]!) slots.highest[slot] = at;
  }

  /** Shows the trigger the elements that were absorbed without it. */
  reportToTrigger(slot: number): void {
    const { slots } = this;
    const unseen = slots.unreported[slot]!;
    if (unseen === 0) return;
    slots.unreported[slot] = 0;
    this.#newElements.many(unseen);
    const { trigger } = this.#plan;
    slots.state[slot] = trigger.add(slots.state[slot]!, this.#newElements, slots.window(slot), this.#now);
  }

  /** Fires if the trigger is ready, and finds the slot's new horizon. */
  evaluateTrigger(slot: number, cause: FiringCause): void {
    if (this.slots.is(slot, triggerFinished)) return;
    this.reportToTrigger(slot);
    if (this.#plan.trigger.ready(this.slots.state[slot]!, this.slots.window(slot), this.#now)) this.#fire(slot, cause);
    this.refreshHorizon(slot);
  }

  /** W rose from `old` past the end of this window (`crossed`), or to an event-time deadline of its trigger. */
  onWatermark(slot: number, crossed: boolean, old: Instant): void {
    const due = this.slots.dueWatermark[slot]!;
    if (crossed) this.evaluateTrigger(slot, 'crossed');
    else if (due > old && due <= this.#now.watermark) this.evaluateTrigger(slot, 'judged');
  }

  /** The window has expired: its last pane, by the trigger if that is ready, else because it is the last (SPEC §5). */
  fireLast(slot: number, crossed: boolean): void {
    if (this.slots.is(slot, triggerFinished)) return;
    // With new elements it is written whether or not the trigger is ready, and the trigger is not evaluated again.
    if (this.slots.newElements[slot]! > 0) this.writer.writeLast(slot, this.writer.timing(slot, crossed), true);
    else this.#flushEmpty(slot, crossed);
  }

  #flushEmpty(slot: number, crossed: boolean): void {
    const state = this.slots.state[slot]!;
    const window = this.slots.window(slot);
    const { trigger } = this.#plan;
    const eow = trigger.ready(state, window, this.#now) && trigger.endOfWindow(state, window, this.#now);
    this.#emit(slot, crossed, eow, true);
  }

  /** Shows what a window holds though it is not complete: a stop with no checkpoint (SPEC §9). */
  fireIncomplete(slot: number): void {
    if (this.slots.is(slot, triggerFinished) || this.slots.newElements[slot] === 0) return;
    this.#write(slot, this.slots.is(slot, pastOnTime) ? 'late' : 'early', false);
  }

  /** The slot is empty again. */
  release(slot: number): void {
    for (const cells of this.#plan.aggregates) cells.clear(slot);
    if (this.withheld.size > 0) this.withheld.delete(slot);
    if (this.#clocked) this.deadlines.schedule(slot, Infinity);
    this.slots.release(slot);
  }

  /** Asks the trigger until when it cannot change its mind. */
  refreshHorizon(slot: number): void {
    const { slots } = this;
    if (slots.is(slot, triggerFinished)) return;
    const horizon = this.#plan.trigger.horizon(slots.state[slot]!, slots.window(slot), this.#now);
    slots.dueWatermark[slot] = horizon.watermark;
    // Ready still, or again: the end has passed, and every element fires at once.
    const ready = this.#plan.trigger.ready(slots.state[slot]!, slots.window(slot), this.#now);
    slots.elementBudget[slot] = ready ? 0 : Math.min(horizon.elements, mostUnseen);
    // One that has passed and left the trigger unready (`all` waits for another part) is tested again at every step.
    this.deadlines.schedule(slot, horizon.processing);
    const unsaid =
      slots.is(slot, hasOnTimeElements) && !slots.is(slot, pastOnTime) && this.#now.watermark >= slots.maxTs(slot);
    if (unsaid) this.withheld.add(slot);
  }

  /**
   * `from` becomes part of `into`, whose bounds the caller has already widened: values and what is fresh add up, what
   * was written goes on the undo list; trigger states are merged by the caller, who sees all parts at once.
   */
  mergeState(into: number, from: number): void {
    const { slots } = this;
    this.work++;
    for (const cells of this.#plan.aggregates) cells.merge(into, from);
    slots.newElements[into]! += slots.newElements[from]!;
    slots.flags[into]! |= slots.flags[from]! & hasOnTimeElements;
    slots.lowest[into] = Math.min(slots.lowest[into]!, slots.lowest[from]!);
    slots.highest[into] = Math.max(slots.highest[into]!, slots.highest[from]!);
    if (slots.arrival[from]! >= slots.arrival[into]!) return;
    slots.arrival[into] = slots.arrival[from]!;
    slots.spelling[into] = slots.spelling[from]!;
  }

  /** What was last written for these windows and not yet taken back, by window end, then start. */
  pendingRetractions(parts: readonly number[]): readonly WrittenPane[] | undefined {
    if (!this.#plan.accumulation.retracts) return undefined;
    const panes = parts.flatMap((slot) => this.slots.retractionsFor(slot));
    panes.sort((a, b) => compare(a.window.end, b.window.end) || compare(a.window.start, b.window.start));
    return panes.length === 0 ? undefined : panes;
  }

  #fire(slot: number, cause: FiringCause): void {
    const { slots } = this;
    const window = slots.window(slot);
    const { trigger } = this.#plan;
    const state = slots.state[slot]!;
    const eow = trigger.endOfWindow(state, window, this.#now);
    const next = trigger.fired(state, window, this.#now);
    this.#emit(slot, cause === 'crossed', eow, next === finished);
    if (next === finished) this.#close(slot);
    else slots.state[slot] = next;
  }

  /** The trigger finished: values go now, the slot stays to refuse elements until the window expires. */
  #close(slot: number): void {
    const { slots } = this;
    slots.flags[slot]! |= triggerFinished;
    slots.state[slot] = null;
    slots.forgetPanes(slot);
    slots.elementBudget[slot] = 0;
    slots.dueWatermark[slot] = Infinity;
    this.deadlines.schedule(slot, Infinity);
    if (this.withheld.size > 0) this.withheld.delete(slot);
    for (const cells of this.#plan.aggregates) cells.clear(slot);
  }

  /** SPEC §7: which firings are written, and as what. */
  #emit(slot: number, crossed: boolean, endOfWindow: boolean, last: boolean): void {
    const { slots } = this;
    const { onTime, closing } = this.#plan;
    const timing = this.writer.timing(slot, crossed);
    const owedOnTime =
      timing === 'on-time' && ((onTime !== 'if-new' && endOfWindow) || (onTime === 'always' && crossed));
    if (slots.newElements[slot]! > 0 || owedOnTime || (last && closing === 'always')) this.#write(slot, timing, last);
  }

  #write(slot: number, timing: Timing, last: boolean): void {
    this.writer.write(slot, timing, last);
    if (this.withheld.size > 0) this.withheld.delete(slot);
  }
}
