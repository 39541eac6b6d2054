// Group-by-window put aside and taken up again: the columns of the live slots, the state of their triggers as plain values,
// and the aggregates' cells. Law: save → load → go on writes what going on would have written (test/scenarios.ts does it
// after every step).
import type { Now } from '../../model/clocks.js';
import type { WrittenPane } from '../../model/pane.js';
import { gather } from '../../model/arrays.js';
import type { Saved } from '../../model/saved.js';
import { anything, listOf, Misshapen, record } from '../../model/shape.js';
import type { Window } from '../../model/window.js';
import type { Trigger } from '../../trigger/trigger.js';
import type { PaneLifecycle } from './pane-lifecycle.js';
import type { ActiveWindows } from './active-windows.js';
import type { GroupWindowPlan } from './group-window-plan.js';
import { live, type PaneTable } from './pane-table.js';
import { floats, ints, slotsShape } from './slot-columns.js';

export interface SnapshotParts {
  readonly plan: GroupWindowPlan;
  readonly now: Now;
  readonly panes: PaneLifecycle;
  readonly windows: ActiveWindows;
}

type SnapshotColumns = Record<string, Saved>;

/** @param numbers of keys in what is saved, by those here; undefined: the same */
export function saveWindows({ plan, panes, windows }: SnapshotParts, numbers?: Int32Array): Saved {
  const order = windows.saved();
  for (const slot of order) panes.reportToTrigger(slot);
  return {
    placement: windows.save(numbers),
    slots: saveSlots(panes.slots, order, numbers),
    cells: plan.aggregates.map((cells) => cells.save(order)),
  };
}

/**
 * @param keys how many keys there are
 * @throws Misshapen for what no operator with this plan has saved
 */
export function loadWindows(parts: SnapshotParts, saved: Saved, keys: number): void {
  const { plan, panes, windows } = parts;
  const all = windowsShape(saved);
  windows.load(all.placement);
  const slots = loadSlots(parts, all.slots, keys);
  const cells = listOf(anything, plan.aggregates.length)(all.cells);
  plan.aggregates.forEach((aggregate, i) => aggregate.load(slots, cells[i]!));
  for (const slot of slots) {
    panes.refreshHorizon(slot);
    windows.restore(slot);
  }
}

const windowsShape = record({ placement: anything, slots: anything, cells: anything });

function saveSlots(slots: PaneTable, order: Int32Array, numbers: Int32Array | undefined): Saved {
  const keyed = (key: number): number => (numbers === undefined ? key : numbers[key]!);
  const paneOut = (pane: WrittenPane): Saved => ({ ...pane, key: keyed(pane.key) }) as unknown as Saved;
  const columns: SnapshotColumns = {};
  columns['spellings'] = unlessEmpty(order, (slot) => respelled(slots, slot, keyed));
  for (const name of floats) columns[name] = gather(columnOf(slots, name), order);
  for (const name of ints) columns[name] = gather(slots[name], order);
  columns['key'] = gather(slots.key, order).map(keyed);
  columns['flags'] = gather(slots.flags, order);
  columns['states'] = unlessEmpty(order, (slot) => slots.state[slot]!);
  columns['written'] = unlessEmpty(order, (slot) => {
    const pane = slots.lastPane.get(slot);
    return pane === undefined ? null : paneOut(pane);
  });
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
    slots.spelling[slot] = columns.spellings?.[i] ?? key[i]!;
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
function tryTrigger(trigger: Trigger, state: Saved, window: Window, now: Now): void {
  try {
    const joined = trigger.add(state, { count: 1, at: window.start, signal: () => 0 }, window, now);
    if (lacksPart(joined)) throw new Misshapen('the state of the trigger');
    if (trigger.ready(joined, window, now)) trigger.fired(joined, window, now);
    else trigger.horizon(joined, window, now);
  } catch {
    throw new Misshapen('the state of the trigger');
  }
}

/** A composite that was saved with fewer parts than it has finds none in the place of the others. */
function lacksPart(state: Saved | undefined): boolean {
  if (state === undefined) return true;
  return typeof state === 'object' && state !== null && Object.values(state).some(lacksPart);
}

/** How the window's first element spells its key; null: as the first one of the key. */
function respelled({ key, spelling }: PaneTable, slot: number, keyed: (key: number) => number): Saved {
  return spelling[slot] === key[slot] ? null : keyed(spelling[slot]!);
}
