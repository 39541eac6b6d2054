// What --let and --having come to in a row, whatever writes it, and what is counted of that.
import type { CelExpression } from '../../event/cel/expression.js';
import { faultText, lastFault } from '../../event/cel/fault.js';
import { valueText } from '../../event/cel/json.js';
import { Moment } from '../../event/cel/values.js';
import { bounded } from '../../event/jsonpath/work.js';
import type { Instant } from '../../model/instant.js';
import type { Timing } from '../../model/pane.js';
import { instantText, type TimeOutput } from '../../text/instant-text.js';
import { exactRecord } from '../exact-record.js';
import type { RowExpressions } from './row-expressions.js';

/** An expression may be so much work for a row, some 50 ms. */
const mostWork = 1 << 21;
const million = 1_000_000n;

export interface WithheldCounts extends Record<Timing, number> {
  retractions: number;
  /** Rows that are no panes: those of a match, of an element of a list. */
  rows: number;
}

/** What was counted of rows and their expressions. */
export interface RowCounts {
  /** Rows of which anything was computed. */
  rows: number;
  /** Those of them that were not written, by what panes there are, and rows that would have taken one of them back. */
  readonly withheld: WithheldCounts;
  /** How often each expression has failed: those of --let, then those of --having. */
  readonly failed: number[];
  /** Why one has failed first, in this run. */
  readonly why: (string | undefined)[];
}

export function noRowCounts(): RowCounts {
  return { rows: 0, withheld: { early: 0, 'on-time': 0, late: 0, retractions: 0, rows: 0 }, failed: [], why: [] };
}

/**
 * The values of --let as JSON texts, and whether --having holds.
 * @param row names with values, to which those of --let are added
 * @param counts where failures are counted; undefined: they were, with the row that this one takes back
 */
export function computed(
  { let: members, having }: RowExpressions,
  row: Record<string, unknown>,
  times: TimeOutput,
  counts: RowCounts | undefined,
): { readonly texts: readonly string[]; readonly holds: boolean } {
  const texts: string[] = [];
  for (const [i, { name, expression }] of members.entries()) {
    const result = evaluate(expression, row, i, counts);
    texts.push(result === undefined ? 'null' : textOf(result, times));
    row[name] = result ?? null;
  }
  const holds = having.every((condition, i) => evaluate(condition, row, members.length + i, counts) === true);
  return { texts, holds };
}

function evaluate(expression: CelExpression, row: unknown, number: number, counts: RowCounts | undefined): unknown {
  const result = bounded(mostWork, () => expression.evaluate(row));
  if (result === undefined && counts !== undefined) {
    counts.failed[number] = (counts.failed[number] ?? 0) + 1;
    counts.why[number] ??= faultText(lastFault());
  }
  return result;
}

/** Instants are written as all others of the row are. */
function textOf(value: unknown, times: TimeOutput): string {
  const whole = value instanceof Moment && value.nanos % million === 0n;
  return whole ? instantText(Number(value.nanos / million), times) : valueText(value);
}

export function momentOf(at: Instant): Moment | null {
  return Number.isFinite(at) ? new Moment(BigInt(at) * million) : null;
}

/** An object without a prototype: a name may be any. */
export function bare(members: Iterable<readonly [string, unknown]>): Record<string, unknown> {
  const made = Object.create(null) as Record<string, unknown>;
  for (const [name, value] of members) made[name] = value;
  return made;
}

/** A value with the digits of its numbers from 2^53 on. */
export function json(text: string): unknown {
  return exactRecord(text, JSON.parse(text));
}
