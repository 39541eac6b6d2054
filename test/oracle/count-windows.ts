// Count windows (SPEC §4): windows over the ordinals of a key's events. Nothing is early but the rest at the end, and
// nothing is late.
import type { Row } from './scenario.js';
import { valuesOf, type Element } from './elements.js';
import type { WindowSpec } from './windows.js';

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
): readonly Row[] {
  const before = counted.get(key) ?? { elements: [], told: 0 };
  const elements = [...before.elements, element];
  const full = elements.length - before.told === spec.every;
  counted.set(key, { elements, told: full ? elements.length : before.told });
  return full ? [countRow(spec, key, { elements, told: before.told }, 'on-time')] : [];
}

/** End of input: events that no window has told yet. */
export function countRest(spec: WindowSpec, counted: Map<string, Counted>): readonly Row[] {
  if (spec.is !== 'count') return [];
  const rest = [...counted].filter(([, { elements, told }]) => elements.length > told);
  const rows = rest.map(([key, of]) => ({ row: countRow(spec, key, of, 'early'), elements: of.elements }));
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
): Row {
  const full = told + spec.every;
  const start = Math.max(0, full - spec.size);
  // The rest at the end of input ends where the events do.
  const end = timing === 'early' ? elements.length : full;
  const nonSpeculativeIndex = timing === 'early' ? -1 : 0;
  const place = { start, end, key, timing, index: 0, nonSpeculativeIndex, first: true, last: true };
  return { retract: false, ...place, ts: Infinity, ...valuesOf(elements.slice(start)) };
}
