// The engine put aside and taken up again: the columns of the live slots, the state of their triggers as plain values,
// the aggregates' cells, the inputs' watermarks, the clocks and the counts. Law: save → load → go on writes what going
// on would have written (test/scenarios.ts does it after every step).
import type { WrittenPane } from '../../model/pane.js';
import { gather } from '../../model/arrays.js';
import type { Saved } from '../../model/saved.js';
import { anything, instant, listOf, Misshapen, natural, record, tuple } from '../../model/shape.js';
import type { Window } from '../../model/window.js';
import type { Trigger } from '../../trigger/trigger.js';
import type { InputWatermarks } from '../../pipeline/input-watermarks.js';
import type { Clocks, PaneLifecycle } from './pane-lifecycle.js';
import type { ActiveWindows } from './active-windows.js';
import type { EnginePlan } from './group-window-plan.js';
import { live, type PaneTable } from './pane-table.js';
import { countersShape, type EventCounters } from '../../pipeline/counters.js';
import { floats, ints, slotsShape } from './slot-columns.js';

export interface SnapshotParts {
  readonly plan: EnginePlan;
  readonly now: Clocks;
  readonly inputs: InputWatermarks;
  readonly panes: PaneLifecycle;
  readonly placement: ActiveWindows;
  readonly tally: EventCounters;
  readonly arrivals: number;
  readonly promised: number;
}

type SnapshotColumns = Record<string, Saved>;

export function saveEngine(parts: SnapshotParts): Saved {
  const order = parts.placement.saved();
  for (const slot of order) parts.panes.reportToTrigger(slot);
  return {
    clocks: [parts.now.watermark, parts.now.processing],
    counts: [parts.arrivals, parts.promised],
    inputs: parts.inputs.save(),
    placement: parts.placement.save(),
    tally: { ...parts.tally, late: { ...parts.tally.late }, panes: { ...parts.tally.panes } },
    slots: saveSlots(parts.panes.slots, order),
    cells: parts.plan.aggregates.map((cells) => cells.save(order)),
  };
}

/**
 * Returns the counts that the engine keeps itself.
 * @param keys how many keys there are
 * @throws Misshapen for what no engine with this plan has saved
 */
export function loadEngine(parts: SnapshotParts, saved: Saved, keys: number): { arrivals: number; promised: number } {
  const all = engineShape(saved);
  const [watermark, processing] = all.clocks;
  const [arrivals, promised] = all.counts;
  parts.now.watermark = watermark;
  parts.now.processing = processing;
  parts.inputs.load(all.inputs);
  parts.placement.load(all.placement);
  Object.assign(parts.tally, countersShape(all.tally));
  const slots = loadSlots(parts, all.slots, keys);
  const cells = listOf(anything, parts.plan.aggregates.length)(all.cells);
  parts.plan.aggregates.forEach((aggregate, i) => aggregate.load(slots, cells[i]!));
  for (const slot of slots) {
    parts.panes.refreshHorizon(slot);
    parts.placement.restore(slot);
  }
  return { arrivals, promised };
}

const engineShape = record({
  clocks: tuple(instant, instant),
  counts: tuple(natural, instant),
  inputs: anything,
  placement: anything,
  tally: anything,
  slots: anything,
  cells: anything,
});

function saveSlots(slots: PaneTable, order: Int32Array): Saved {
  const columns: SnapshotColumns = {};
  for (const name of floats) columns[name] = gather(columnOf(slots, name), order);
  for (const name of ints) columns[name] = gather(slots[name], order);
  columns['flags'] = gather(slots.flags, order);
  columns['states'] = unlessEmpty(order, (slot) => slots.state[slot]!);
  columns['written'] = unlessEmpty(order, (slot) => paneOut(slots.lastPane.get(slot)));
  columns['undo'] = unlessEmpty(order, (slot) => slots.pendingRetractions.get(slot)?.map(paneOut) ?? null);
  return columns;
}

/** Checkpoints of the first version call the count of new elements `fresh`. */
function columnOf(slots: PaneTable, name: (typeof floats)[number]): Float64Array {
  return name === 'fresh' ? slots.newElements : slots[name];
}

/** Most triggers have nothing to remember: then the column is no column. */
function unlessEmpty(order: Int32Array, of: (slot: number) => Saved): Saved {
  let column: Saved[] | null = null;
  for (let i = 0; i < order.length; i++) {
    const value = of(order[i]!);
    if (value !== null) (column ??= new Array<Saved>(order.length).fill(null))[i] = value;
  }
  return column;
}

function loadSlots({ panes, plan, now }: SnapshotParts, saved: Saved, keys: number): Int32Array {
  const { slots } = panes;
  const columns = slotsShape(saved, keys, plan.aggregates.length);
  const { key, start, end, arrival } = columns;
  const order = Int32Array.from(key, (_, i) => slots.take(key[i]!, start[i]!, end[i]!, arrival[i]!));
  order.forEach((slot, i) => {
    for (const name of floats) columnOf(slots, name)[slot] = columns[name][i]!;
    for (const name of ints) slots[name][slot] = columns[name][i]!;
    slots.flags[slot] = columns.flags[i]! | live;
    slots.state[slot] = columns.states?.[i] ?? null;
    const written = columns.written?.[i] ?? null;
    if (written !== null) slots.lastPane.set(slot, written);
    const undo = columns.undo?.[i] ?? null;
    if (undo !== null) slots.pendingRetractions.set(slot, undo);
    if (slots.state[slot] !== null) tryTrigger(plan.trigger, slots.state[slot], slots.window(slot), now);
  });
  return order;
}

/** A trigger is pure: what it cannot work with shows when it is tried, and nothing has happened. */
function tryTrigger(trigger: Trigger, state: Saved, window: Window, now: Clocks): void {
  try {
    const joined = trigger.add(state, { count: 1, at: window.start, signal: () => 0 }, window, now);
    if (trigger.ready(joined, window, now)) trigger.fired(joined, window, now);
    else trigger.horizon(joined, window, now);
  } catch {
    throw new Misshapen('the state of the trigger');
  }
}

function paneOut(pane: WrittenPane | undefined): Saved {
  // What was written never changes: no copy is needed.
  return pane === undefined ? null : (pane as unknown as Saved);
}
