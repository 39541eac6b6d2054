// The verb whose options say what an operator does.
import type { OperatorSpec } from './plan.js';

export const verbOfOperator = {
  'group-window': 'run',
  dedup: 'dedup',
  'interval-join': 'join',
  'as-of-join': 'join',
  'table-join': 'join',
  'window-join': 'join',
  sort: 'sort',
  match: 'match',
  top: 'top',
  gaps: 'fill',
  silence: 'fill',
  disorder: 'disorder',
} as const satisfies Readonly<Record<OperatorSpec['is'], string>>;
