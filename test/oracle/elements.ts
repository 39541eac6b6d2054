// What windows hold: the elements themselves, so that the values of a pane can be counted anew each time.
import type { Row } from './scenario.js';
import type { Seen } from './trigger-rules.js';

/** An element that a window took. */
export interface Element extends Seen {
  /** Its place among all events of the run. */
  readonly order: number;
  /** Whether ts > W when it arrived. */
  readonly timely: boolean;
}

/** The values of a pane. */
export function valuesOf(elements: readonly Element[]): Pick<Row, 'count' | 'sum' | 'list'> {
  const list = [...elements].sort((a, b) => a.order - b.order).map((element) => element.value);
  return { count: list.length, sum: list.reduce((sum, value) => sum + value, 0), list };
}
