// The engine put aside and taken up again: the columns of the live slots, the state of their triggers as plain values,
// the aggregates' cells, the inputs' watermarks, the clocks and the counts. Law: save → load → go on writes what going
// on would have written (test/scenarios.ts does it after every step).
import type { WrittenPane } from '../../model/pane.js';
import { gather } from '../../model/arrays.js';
import type { Saved } from '../../model/saved.js';
import type { InputWatermarks } from '../../pipeline/input-watermarks.js';
import type { Clocks, PaneLifecycle } from './pane-lifecycle.js';
import type { ActiveWindows } from './active-windows.js';
import type { EnginePlan } from './group-window-plan.js';
import { live, type PaneTable } from './pane-table.js';
import type { EventCounters } from '../../pipeline/counters.js';

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

const floats = ['start', 'end', 'arrival', 'fresh', 'lowest', 'highest'] as const;
const ints = ['key', 'index', 'nonSpeculative'] as const;

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

/** Returns the counts that the engine keeps itself. */
export function loadEngine(parts: SnapshotParts, saved: Saved): { arrivals: number; promised: number } {
  const all = saved as SnapshotColumns;
  const [watermark, processing] = all['clocks'] as [number, number];
  const [arrivals, promised] = all['counts'] as [number, number];
  parts.now.watermark = watermark;
  parts.now.processing = processing;
  parts.inputs.load(all['inputs']!);
  parts.placement.load(all['placement']!);
  Object.assign(parts.tally, structure(all['tally']! as SnapshotColumns));
  const slots = loadSlots(parts.panes.slots, all['slots'] as SnapshotColumns);
  parts.plan.aggregates.forEach((cells, i) => cells.load(slots, (all['cells'] as Saved[])[i]!));
  for (const slot of slots) {
    parts.panes.refreshHorizon(slot);
    parts.placement.restore(slot);
  }
  return { arrivals, promised };
}

function structure(tally: SnapshotColumns): SnapshotColumns {
  return {
    ...tally,
    late: { ...(tally['late'] as SnapshotColumns) },
    panes: { ...(tally['panes'] as SnapshotColumns) },
  };
}

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

function loadSlots(slots: PaneTable, columns: SnapshotColumns): Int32Array {
  const keys = columns['key'] as Int32Array;
  const start = columns['start'] as Float64Array;
  const end = columns['end'] as Float64Array;
  const arrival = columns['arrival'] as Float64Array;
  const order = Int32Array.from(keys, (key, i) => slots.take(key, start[i]!, end[i]!, arrival[i]!));
  order.forEach((slot, i) => {
    for (const name of floats) columnOf(slots, name)[slot] = (columns[name] as Float64Array)[i]!;
    for (const name of ints) slots[name][slot] = (columns[name] as Int32Array)[i]!;
    slots.flags[slot] = (columns['flags'] as Uint8Array)[i]! | live;
    slots.state[slot] = (columns['states'] as Saved[] | null)?.[i] ?? null;
    const written = (columns['written'] as Saved[] | null)?.[i] ?? null;
    if (written !== null) slots.lastPane.set(slot, paneIn(written));
    const undo = (columns['undo'] as Saved[] | null)?.[i] ?? null;
    if (undo !== null) slots.pendingRetractions.set(slot, (undo as Saved[]).map(paneIn));
  });
  return order;
}

function paneOut(pane: WrittenPane | undefined): Saved {
  // What was written never changes: no copy is needed.
  return pane === undefined ? null : (pane as unknown as Saved);
}

function paneIn(saved: Saved): WrittenPane {
  return saved as unknown as WrittenPane;
}
