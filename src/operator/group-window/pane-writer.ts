// How a pane is written (SPEC §7): its timing, its indices, its timestamp, what is retracted before it, and what is
// kept of it. When a window fires, and when that makes a pane, is decided in pane-lifecycle.ts.
import type { Cells } from '../../aggregate/aggregate.js';
import type { Instant } from '../../model/instant.js';
import type { Pane, Timing, WrittenPane } from '../../model/pane.js';
import type { Now } from '../../model/clocks.js';
import type { PaneOutput } from '../output.js';
import type { GroupWindowPlan } from './group-window-plan.js';
import { hasOnTimeElements, type PaneTable, pastOnTime } from './pane-table.js';
import type { EventCounters } from '../../model/counters.js';

export class PaneWriter {
  /** Panes and retractions written in the present step; the operator sets it back. */
  written = 0;
  readonly #plan: GroupWindowPlan;
  readonly #output: PaneOutput;
  readonly #now: Now;
  readonly #counters: EventCounters;
  readonly #slots: PaneTable;
  /** The aggregates that may leave something out; mostly none. */
  readonly #cutting: readonly Cells[];
  /** Windows are the lives of keys' states, and have no bounds in rows. */
  readonly #lives: boolean;
  readonly #pane: { -readonly [K in keyof Pane]: Pane[K] };

  constructor(plan: GroupWindowPlan, output: PaneOutput, now: Now, counters: EventCounters, slots: PaneTable) {
    this.#plan = plan;
    this.#output = output;
    this.#now = now;
    this.#counters = counters;
    this.#slots = slots;
    this.#cutting = plan.aggregates.filter((cells) => cells.cut !== undefined);
    this.#lives = plan.window.kind === 'merging' && plan.window.timeToLive === true;
    this.#pane = {
      key: 0,
      window: { start: NaN, end: NaN },
      timing: 'early',
      index: 0,
      nonSpeculativeIndex: 0,
      last: false,
      ts: NaN,
    };
  }

  /** What a pane of the window would be now; `crossed`: W passes the end of the window in this very step. */
  timing(slot: number, crossed: boolean): Timing {
    const slots = this.#slots;
    if (slots.is(slot, pastOnTime)) return 'late';
    if (this.#now.watermark < slots.maxTs(slot)) return 'early';
    return crossed || slots.is(slot, hasOnTimeElements) ? 'on-time' : 'late';
  }

  /** Writes a pane of a window that lives on. */
  write(slot: number, timing: Timing, last: boolean): void {
    const slots = this.#slots;
    const { accumulation, aggregates } = this.#plan;
    this.writeLast(slot, timing, last);
    if (accumulation.retracts) slots.lastPane.set(slot, this.#frozen(slot));
    if (timing !== 'early') slots.flags[slot]! |= pastOnTime;
    slots.stale(slot);
    if (!accumulation.keeps) for (const cells of aggregates) cells.clear(slot);
  }

  /** The same where nothing of it need be kept, because the window is released now. */
  writeLast(slot: number, timing: Timing, last: boolean): void {
    const slots = this.#slots;
    const pane = this.#pane;
    const window = pane.window as { start: number; end: number };
    pane.key = slots.spelling[slot]!;
    window.start = this.#lives ? -Infinity : slots.start[slot]!;
    window.end = this.#lives ? Infinity : slots.end[slot]!;
    pane.timing = timing;
    pane.index = slots.index[slot]!++;
    pane.nonSpeculativeIndex = timing === 'early' ? -1 : slots.nonSpeculative[slot]!++;
    pane.last = last;
    pane.ts = this.#stamp(slot);
    if (this.#plan.accumulation.retracts) this.#retract(slot);
    this.#output.pane(pane, slot);
    this.#counters.panes[timing]++;
    if (this.#cutting.length > 0 && this.#cutting.some((cells) => cells.cut!(slot))) this.#counters.cut++;
    this.written++;
  }

  /** The last instant of the window; a count window is no stretch of event time: like the global one it has none. */
  lastInstant(slot: number): Instant {
    return this.#plan.window.kind === 'counting' ? Infinity : this.#slots.maxTs(slot);
  }

  #stamp(slot: number): Instant {
    const maxTs = this.lastInstant(slot);
    const { timestamp } = this.#plan;
    if (timestamp === 'end') return maxTs;
    const at = timestamp === 'earliest' ? this.#slots.lowest[slot]! : this.#slots.highest[slot]!;
    return Number.isFinite(at) ? Math.min(at, maxTs) : maxTs;
  }

  #retract(slot: number): void {
    const slots = this.#slots;
    for (const pane of slots.retractionsFor(slot)) {
      this.#output.retraction(pane);
      this.#counters.retractions++;
      this.written++;
    }
    slots.pendingRetractions.delete(slot);
  }

  /** The pane that was just written, for a later retraction. */
  #frozen(slot: number): WrittenPane {
    const pane = this.#pane;
    return { ...pane, window: { ...pane.window }, values: this.#plan.aggregates.map((cells) => cells.text(slot)) };
  }
}
