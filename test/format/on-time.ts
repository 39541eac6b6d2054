// A pane as most are: of the first minute of 2026, on time and the only one. And rows of such panes.
import { NestedRows } from '../../src/format/output/nested-rows.js';
import type { RowLayout } from '../../src/format/output/row-layout.js';
import { RowNumbers } from '../../src/format/output/row-numbers.js';
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

/** Rows without keys and values, whose window may have several. */
export const bare: RowLayout = {
  windows: 'time',
  keys: [],
  panes: true,
  retractions: true,
  values: [],
  pane: 'always',
  keyText: () => '{}',
  keyPart: () => 'null',
  keyValues: { number: () => 0, text: () => 'null' },
  cells: [],
  times: 'iso',
  offset: () => 0,
  sequence: undefined,
};

/** What rows have of keys with these names, each of them a list of values. */
export function keyed(
  names: readonly string[],
  keys: readonly (readonly string[])[],
): Pick<RowLayout, 'keys' | 'keyText' | 'keyPart' | 'keyValues'> {
  const values = [...new Set(keys.flat())];
  const keyPart = (key: number, i: number): string => keys[key]![i]!;
  const members = (key: number): string[] => names.map((name, i) => `${JSON.stringify(name)}:${keyPart(key, i)}`);
  return {
    ...{ keys: names, keyPart },
    keyText: (key) => `{${members(key).join()}}`,
    keyValues: { number: (key, i) => values.indexOf(keyPart(key, i)), text: (value) => values[value]! },
  };
}

/** The plain twin of every way in which rows are written as NDJSON. */
export function nestedRows(layout: RowLayout): NestedRows {
  return new NestedRows(layout, new RowNumbers(layout.sequence));
}

/** The pane with its values as they are now, as an operator keeps it to take it back later. */
export function writtenPane(pane: Pane, { cells }: RowLayout, slot = 0): WrittenPane {
  return { ...pane, values: cells.map((one) => one.text(slot)) };
}
