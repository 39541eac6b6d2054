// The columns of rows on one level (SPEC §12), known from the plan before the first row. Every format on one level, and the
// check of names, takes them from here: what rows have more of one day is a line in `columnsOf`.
import type { Instant } from '../../model/instant.js';
import type { Pane, WrittenPane } from '../../model/pane.js';
import { instantText } from '../../text/instant-text.js';
import type { PaneMode, RowLayout, RowShape } from './row-layout.js';
import type { RowNumbers } from './row-numbers.js';

export interface RowColumn {
  readonly name: string;
  /** What stands in it; of keys and values the one at `at`. */
  readonly of: 'start' | 'end' | 'from' | 'to' | 'key' | 'ts' | PaneColumn | 'retract' | 'seq' | 'value';
  readonly at: number;
}

type PaneColumn = (typeof paneColumns)[number];

export const paneColumns = ['timing', 'index', 'first', 'last'] as const;

/** The columns of rows, in their order. */
export function columnsOf(
  { windows, keys, retractions, values, ...shape }: RowShape,
  pane: PaneMode,
  numbered: boolean,
): readonly RowColumn[] {
  const own = (of: RowColumn['of']): RowColumn => ({ name: of, of, at: 0 });
  const bounds = ({ time: ['start', 'end'], count: ['from', 'to'], global: [] } as const)[windows];
  return [
    ...bounds.map(own),
    ...keys.map((name, at) => ({ name, of: 'key' as const, at })),
    own('ts'),
    ...(hasPaneColumns(shape, pane) ? paneColumns.map(own) : []),
    ...(retractions ? [own('retract')] : []),
    ...(numbered ? [own('seq')] : []),
    ...values.map((name, at) => ({ name, of: 'value' as const, at })),
  ];
}

/** Whether there are columns for where panes stand among those of their windows. */
export function hasPaneColumns({ panes }: Pick<RowShape, 'panes'>, pane: PaneMode): boolean {
  return pane === 'always' || (pane === 'auto' && panes);
}

/** A row whose columns are written. */
export interface RowView {
  readonly pane: Pane;
  /** The i-th value as JSON text. */
  readonly value: (i: number) => string;
  readonly retract: boolean;
  /** Its `seq`; undefined: rows have none. */
  readonly number: number | undefined;
}

/** The row of a pane, whose values stand in cell `slot` now. */
export function viewOfPane(pane: Pane, slot: number, { cells }: RowLayout, numbers: RowNumbers): RowView {
  return { pane, value: (i) => cells[i]!.text(slot), retract: false, number: numbers.take() };
}

/** The row that takes a pane back, with the values it had. */
export function viewOfRetraction(pane: WrittenPane, numbers: RowNumbers): RowView {
  return { pane, value: (i) => pane.values[i]!, retract: true, number: numbers.take() };
}

/** What a row has in a column, as JSON text; `null` where it has nothing. */
export function fieldOf({ of, at }: RowColumn, layout: RowLayout): (row: RowView) => string {
  switch (of) {
    case 'start':
    case 'end':
    case 'ts':
      return inOrder(timeOf(of), layout);
    case 'from':
      return ({ pane }) => String(pane.window.start);
    case 'to':
      return ({ pane }) => String(pane.window.end);
    case 'key':
      return ({ pane }) => layout.keyPart(pane.key, at);
    case 'timing':
      return ({ pane }) => `"${pane.timing}"`;
    case 'index':
      return ({ pane }) => String(pane.index);
    case 'first':
      return ({ pane }) => String(pane.index === 0);
    case 'last':
      return ({ pane }) => String(pane.last);
    case 'retract':
      return ({ retract }) => (retract ? 'true' : 'null');
    case 'seq':
      return ({ number }) => String(number);
    case 'value':
      return ({ value }) => value(at);
  }
}

/** The instant of a row in a column of instants. */
export function timeOf(of: 'start' | 'end' | 'ts'): (pane: Pane) => Instant {
  if (of === 'ts') return ({ ts }) => ts;
  return of === 'start' ? ({ window }) => window.start : ({ window }) => window.end;
}

/** The text of an instant is remembered, because neighbouring rows share it. */
function inOrder(time: (pane: Pane) => Instant, { times }: RowLayout): (row: RowView) => string {
  let [last, text] = [NaN, ''];
  return ({ pane }) => {
    const at = time(pane);
    if (at !== last) [last, text] = [at, instantText(at, times)];
    return text;
  };
}
