// Count windows (SPEC §4): windows over the ordinals of a key's events. Nothing is early but the rest at the end, and
// nothing is late.
import type { Instant } from '../../src/model/instant.js';
import type { Row, Scenario } from './scenario.js';
import { valuesOf, type Element } from './elements.js';
import type { WindowSpec } from './windows.js';

type Timestamp = Scenario['timestamp'];

/** What a key has seen; `told`: how many of these events had been written. */
export interface Counted {
  readonly elements: readonly Element[];
  readonly told: number;
}

/** An event of a key; a window is written when it is the EVERY-th since the last. */
export function countEvent(
  spec: WindowSpec & { is: 'count' },
  counted: Map<string, Counted>,
  key: string,
  element: Element,
  timestamp: Timestamp,
): readonly Row[] {
  const before = counted.get(key) ?? { elements: [], told: 0 };
  const elements = [...before.elements, element];
  const full = elements.length - before.told === spec.every;
  counted.set(key, { elements, told: full ? elements.length : before.told });
  return full ? [countRow(spec, key, { elements, told: before.told }, 'on-time', timestamp)] : [];
}

/** End of input: events that no window has told yet. */
export function countRest(spec: WindowSpec, counted: Map<string, Counted>, timestamp: Timestamp): readonly Row[] {
  if (spec.is !== 'count') return [];
  const rest = [...counted].filter(([, { elements, told }]) => elements.length > told);
  const rows = rest.map(([key, of]) => ({ row: countRow(spec, key, of, 'early', timestamp), elements: of.elements }));
  const since = ({ row, elements }: (typeof rows)[number]): number => elements[row.start]!.order;
  return rows
    .sort((a, b) => a.row.end - b.row.end || a.row.start - b.row.start || since(a) - since(b))
    .map(({ row }) => row);
}

/** The window that the EVERY events after those told belong to: over the last N, the first ones shorter. */
function countRow(
  spec: WindowSpec & { is: 'count' },
  key: string,
  { elements, told }: Counted,
  timing: 'early' | 'on-time',
  timestamp: Timestamp,
): Row {
  const full = told + spec.every;
  const start = Math.max(0, full - spec.size);
  // The rest at the end of input ends where the events do.
  const end = timing === 'early' ? elements.length : full;
  const nonSpeculativeIndex = timing === 'early' ? -1 : 0;
  const place = { start, end, key, timing, index: 0, nonSpeculativeIndex, first: true, last: true };
  const held = elements.slice(start);
  return { retract: false, ...place, ts: countStamp(held, timestamp), ...valuesOf(held) };
}

/** A count window has no last instant, so its pane has only the times of what came before W had passed them. */
function countStamp(held: readonly Element[], timestamp: Timestamp): Instant {
  const timely = held.filter((element) => element.timely).map((element) => element.ts);
  if (timestamp === 'end' || timely.length === 0) return Infinity;
  return timestamp === 'earliest' ? Math.min(...timely) : Math.max(...timely);
}

/** The least ts that a pane could still get for what a key has seen and no pane has told; +∞: none. */
export function countHeld(spec: WindowSpec, counted: Map<string, Counted>, timestamp: Timestamp): Instant {
  if (spec.is !== 'count') return Infinity;
  const open = [...counted.values()].flatMap(({ elements, told }) => windowsOpen(spec, elements, told));
  return Math.min(Infinity, ...open.map((held) => countStamp(held, timestamp)));
}

/** What each window holds that is begun and not complete. */
function windowsOpen(
  { size, every }: WindowSpec & { is: 'count' },
  elements: readonly Element[],
  told: number,
): readonly (readonly Element[])[] {
  const open: (readonly Element[])[] = [];
  for (let end = told + every; end - size < elements.length; end += every)
    open.push(elements.slice(Math.max(0, end - size)));
  return open;
}
