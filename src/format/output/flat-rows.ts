// A pane as a line of JSON on one level (SPEC §12): what the nested row has, its columns being members. Members for
// where a pane stands are in rows that show it, and `retract` is in a row that takes another back.
import type { Pane, WrittenPane } from '../../model/pane.js';
import type { BlockForm } from '../block-printer.js';
import { tellsPane } from '../pane-info.js';
import {
  columnsOf,
  fieldOf,
  paneColumns,
  viewOfPane,
  viewOfRetraction,
  type RowColumn,
  type RowView,
} from './columns.js';
import type { RowText } from './output-format.js';
import type { RowLayout } from './row-layout.js';
import type { RowNumbers } from './row-numbers.js';

export class FlatRows implements RowText {
  readonly #layout: RowLayout;
  readonly #numbers: RowNumbers;
  /** Of rows that show where their panes stand, and of those that do not. */
  readonly #telling: readonly FlatMember[];
  readonly #silent: readonly FlatMember[];

  constructor(layout: RowLayout, numbers: RowNumbers) {
    this.#layout = layout;
    this.#numbers = numbers;
    const columns = columnsOf({ ...layout, panes: true }, layout.pane, layout.sequence !== undefined);
    const telling = columns.filter((column) => !isOfPane(column) || layout.panes || !isTaken(column, layout));
    this.#telling = telling.map((column) => memberOf(column, layout));
    this.#silent = columns.filter((column) => !isOfPane(column)).map((column) => memberOf(column, layout));
  }

  pane(pane: Pane, slot: number): string {
    return this.#line(viewOfPane(pane, slot, this.#layout, this.#numbers));
  }

  retraction(pane: WrittenPane): string {
    return this.#line(viewOfRetraction(pane, this.#numbers));
  }

  #line(row: RowView): string {
    let line = '';
    for (const { name, field, ofRetraction } of tellsPane(row.pane, this.#layout.pane) ? this.#telling : this.#silent)
      if (row.retract || !ofRetraction) line += `${line === '' ? '{' : ','}${name}:${field(row)}`;
    return `${line}}\n`;
  }
}

/**
 * The same for rows by the block; those that hold more than where and what they are of are left to strings. undefined:
 * all of them would be.
 */
export function flatBlocks(layout: RowLayout): BlockForm | undefined {
  const { windows, times, keys, values, cells, keyValues, sequence, pane: mode } = layout;
  if (times !== 'iso' && times !== 'ms') return undefined;
  if (sequence !== undefined || mode === 'always' || (layout.panes && mode === 'auto')) return undefined;
  const [start, end] = windows === 'count' ? ['from', 'to'] : ['start', 'end'];
  const heads = keys.map((name, i) => `${windows === 'global' && i === 0 ? '' : ','}${JSON.stringify(name)}:`);
  const [first = '', ...betweenKeys] = heads;
  const ts = `${windows === 'global' && keys.length === 0 ? '' : ','}"ts":`;
  return {
    ...{ cells, keyValues },
    paneText: (pane) => (tellsPane(pane, mode) ? undefined : ts),
    print: {
      range: [`{"${start}":`, `,"${end}":`, first],
      unbounded: `{${first}`,
      keys: keys.length,
      betweenKeys,
      ordinals: windows === 'count',
      dates: times === 'iso',
      members: values.map((name) => `,${JSON.stringify(name)}:`),
      ending: '}\n',
    },
  };
}

interface FlatMember {
  /** As JSON text. */
  readonly name: string;
  readonly field: (row: RowView) => string;
  readonly ofRetraction: boolean;
}

function memberOf(column: RowColumn, layout: RowLayout): FlatMember {
  const { name, of } = column;
  return { name: JSON.stringify(name), field: fieldOf(column, layout), ofRetraction: of === 'retract' };
}

function isOfPane({ of }: RowColumn): boolean {
  return paneColumns.some((name) => name === of);
}

/** Whether a key or value is called like it: then the plan has rows without a pane, and a run was stopped. */
function isTaken({ name }: RowColumn, { keys, values }: RowLayout): boolean {
  return keys.includes(name) || values.includes(name);
}
