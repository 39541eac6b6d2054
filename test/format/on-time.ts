// A pane as most are: of the first minute of 2026, on time and the only one.
import type { RowForm } from '../../src/format/row-form.js';
import type { Pane, WrittenPane } from '../../src/model/pane.js';

export const minute = { start: Date.UTC(2026, 0, 1), end: Date.UTC(2026, 0, 1, 0, 1) };

export const onTime: Pane = {
  key: 0,
  window: minute,
  timing: 'on-time',
  index: 0,
  nonSpeculativeIndex: 0,
  last: true,
  ts: minute.end - 1,
};

/** The pane with its values as they are now, as an operator keeps it to take it back later. */
export function writtenPane(pane: Pane, { cells }: RowForm, slot = 0): WrittenPane {
  return { ...pane, values: cells.map((one) => one.text(slot)) };
}
