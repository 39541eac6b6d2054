// Rows with values that are computed of them, and without those that are not to be written (`--let`, `--having`). What is
// computed hangs on what stands in the row alone: so a row that is taken back, being the row as it was, comes to the same,
// and nothing is remembered of it. The values are cells like those of aggregates for whatever writes the rows.
import { faultText, lastFault } from '../../event/cel/fault.js';
import { valueText } from '../../event/cel/json.js';
import { Moment } from '../../event/cel/values.js';
import type { CelExpression } from '../../event/cel/expression.js';
import { bounded } from '../../event/jsonpath/work.js';
import type { Instant } from '../../model/instant.js';
import type { Pane, Timing, WrittenPane } from '../../model/pane.js';
import { instantText } from '../../text/instant-text.js';
import { exactRecord } from '../exact-record.js';
import type { RowWriter } from './output-format.js';
import type { RowExpressions } from './row-expressions.js';
import type { RowLayout, ValueCells } from './row-layout.js';

/** An expression may be so much work for a row, some 50 ms. */
const mostWork = 1 << 21;

export interface WithheldCounts extends Record<Timing, number> {
  retractions: number;
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
  return { rows: 0, withheld: { early: 0, 'on-time': 0, late: 0, retractions: 0 }, failed: [], why: [] };
}

export class ComputedRows implements RowWriter {
  readonly #expressions: RowExpressions;
  readonly #layout: RowLayout;
  readonly #counts: RowCounts;
  readonly #rows: RowWriter;
  /** What --let came to in the row at hand. */
  #texts: readonly string[] = [];

  /**
   * @param layout whose names have those of --let at their end, and whose cells have not
   * @param open makes what writes rows of a layout
   */
  constructor(
    expressions: RowExpressions,
    layout: RowLayout,
    counts: RowCounts,
    open: (layout: RowLayout) => RowWriter,
  ) {
    this.#expressions = expressions;
    this.#layout = layout;
    this.#counts = counts;
    const computed = expressions.let.map((_, i): ValueCells => ({ text: () => this.#texts[i]! }));
    this.#rows = open({ ...layout, cells: [...layout.cells, ...computed] });
  }

  get sequence(): number | undefined {
    return this.#rows.sequence;
  }

  pane(pane: Pane, slot: number): void {
    const { cells } = this.#layout;
    this.#counts.rows++;
    if (this.#compute(pane, (i) => cells[i]!.text(slot), true)) this.#rows.pane(pane, slot);
    else this.#counts.withheld[pane.timing]++;
  }

  retraction(pane: WrittenPane): void {
    if (this.#compute(pane, (i) => pane.values[i]!, false))
      this.#rows.retraction({ ...pane, values: [...pane.values, ...this.#texts] });
    else this.#counts.withheld.retractions++;
  }

  forgetKeys(): void {
    this.#rows.forgetKeys();
  }

  /** Computes the members of --let; whether --having holds. */
  #compute(pane: Pane, value: (i: number) => string, counts: boolean): boolean {
    const { let: members, having } = this.#expressions;
    const row = this.#rowOf(pane, value);
    const texts: string[] = [];
    for (const [i, { name, expression }] of members.entries()) {
      const result = this.#evaluate(expression, row, i, counts);
      texts.push(result === undefined ? 'null' : this.#text(result));
      row[name] = result ?? null;
    }
    this.#texts = texts;
    return having.every((condition, i) => this.#evaluate(condition, row, members.length + i, counts) === true);
  }

  #evaluate(expression: CelExpression, row: unknown, number: number, counts: boolean): unknown {
    const result = bounded(mostWork, () => expression.evaluate(row));
    if (result === undefined && counts) {
      this.#counts.failed[number] = (this.#counts.failed[number] ?? 0) + 1;
      this.#counts.why[number] ??= faultText(lastFault());
    }
    return result;
  }

  /** The names of a row with their values. */
  #rowOf(pane: Pane, value: (i: number) => string): Record<string, unknown> {
    const { keys, values, cells, keyPart } = this.#layout;
    const key = bare(keys.map((name, i) => [name, json(keyPart(pane.key, i))]));
    const { timing, index, nonSpeculativeIndex, last, ts } = pane;
    return bare([
      ...Object.entries(key),
      ...cells.map((_, i) => [values[i]!, json(value(i))] as const),
      ['window', this.#windowOf(pane)],
      ['key', key],
      ['pane', bare(Object.entries({ timing, index, nonSpeculativeIndex, first: index === 0, last }))],
      ['ts', momentOf(ts)],
    ]);
  }

  #windowOf({ window: { start, end } }: Pane): unknown {
    const { windows } = this.#layout;
    if (windows === 'global') return null;
    return windows === 'count' ? { from: start, to: end } : { start: momentOf(start), end: momentOf(end) };
  }

  /** Instants are written as all others of the row are. */
  #text(value: unknown): string {
    const whole = value instanceof Moment && value.nanos % million === 0n;
    return whole ? instantText(Number(value.nanos / million), this.#layout.times) : valueText(value);
  }
}

const million = 1_000_000n;

function momentOf(at: Instant): Moment | null {
  return Number.isFinite(at) ? new Moment(BigInt(at) * million) : null;
}

/** An object without a prototype: a name may be any. */
function bare(members: Iterable<readonly [string, unknown]>): Record<string, unknown> {
  const made = Object.create(null) as Record<string, unknown>;
  for (const [name, value] of members) made[name] = value;
  return made;
}

/** A value with the digits of its numbers from 2^53 on. */
function json(text: string): unknown {
  return exactRecord(text, JSON.parse(text));
}
