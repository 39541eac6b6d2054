// The names that --let and --having may call, of rows that are no panes.
import { rowNames } from '../format/output/row-expressions.js';
import type { OperatorSpec } from './plan.js';

const joined: readonly string[] = ['key', 'left', 'right', 'ts'];
const own: Readonly<Partial<Record<OperatorSpec['is'], readonly string[]>>> = {
  top: rowNames({ keys: [], values: ['rank', 'event'] }),
  match: ['key', 'match', 'first', 'last', 'ts'],
  silence: ['key', 'silent', 'since', 'ts'],
  'interval-join': joined,
  'as-of-join': joined,
  'table-join': joined,
  'window-join': [...joined, 'window'],
};

/** The members of the operator's rows; undefined where rows are panes, or none are made. */
export function membersOfRows(is: OperatorSpec['is']): readonly string[] | undefined {
  return own[is];
}
