// What became of the events, counted: the pipeline's half of the account (SPEC §3), which always adds up:
// events = taken + late + filtered + duplicates, where those taken by group-by-window are in windows. A window that refused an event another window took is counted apart.
import type { LateReason } from './late.js';
import type { Timing } from './pane.js';
import { natural, record, since, type Shape } from './shape.js';

export interface EventCounters {
  events: number;
  inWindows: number;
  filtered: number;
  readonly late: Record<LateReason, number>;
  /** Refusals by single windows of events that another window took. */
  refusals: number;
  readonly panes: Record<Timing, number>;
  retractions: number;
  /** Panes in which an aggregate left something out (`collect`). */
  cut: number;
  /** Events like one that was passed on (`dedup`). */
  duplicates: number;
  /** Rows of two events that belong together (`join`), and of one without another. */
  pairs: number;
  unmatched: number;
  /** Rows of windows without one, and keys that fell silent (`fill`). */
  filled: number;
  silences: number;
  /** Matches of a pattern (`match`), and partial ones whose next event came too late. */
  matches: number;
  timeouts: number;
}

export function noEvents(): EventCounters {
  return {
    events: 0,
    inWindows: 0,
    filtered: 0,
    late: { late: 0, closed: 0, future: 0, 'no-window': 0, gap: 0 },
    refusals: 0,
    panes: { early: 0, 'on-time': 0, late: 0 },
    retractions: 0,
    cut: 0,
    duplicates: 0,
    pairs: 0,
    unmatched: 0,
    filled: 0,
    silences: 0,
    matches: 0,
    timeouts: 0,
  };
}

/** Of saved counters. */
export const countersShape: Shape<EventCounters> = record<EventCounters>({
  events: natural,
  inWindows: natural,
  filtered: natural,
  late: record<EventCounters['late']>({
    late: natural,
    closed: natural,
    future: natural,
    'no-window': natural,
    gap: natural,
  }),
  refusals: natural,
  panes: record<EventCounters['panes']>({ early: natural, 'on-time': natural, late: natural }),
  retractions: natural,
  // Checkpoints of earlier versions do not count it.
  cut: since(natural, 0),
  duplicates: since(natural, 0),
  pairs: since(natural, 0),
  unmatched: since(natural, 0),
  filled: since(natural, 0),
  silences: since(natural, 0),
  matches: since(natural, 0),
  timeouts: since(natural, 0),
});

/** Events that no window took. */
export function lateEvents({ late }: Pick<EventCounters, 'late'>): number {
  return Object.values(late).reduce((sum, n) => sum + n, 0);
}
