// Rows with values that are computed of them, and without those that are not to be written (`--let`, `--having`). What is
// computed hangs on what stands in the row alone: so a row that is taken back, being the row as it was, comes to the same,
// and nothing is remembered of it. The values are cells like those of aggregates for whatever writes the rows.
import type { Pane, WrittenPane } from '../../model/pane.js';
import { bare, computed, json, momentOf, type RowCounts } from './computed-values.js';
import type { RowWriter } from './output-format.js';
import type { RowExpressions } from './row-expressions.js';
import type { RowLayout, ValueCells } from './row-layout.js';

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
    const row = this.#rowOf(pane, value);
    const { texts, holds } = computed(this.#expressions, row, this.#layout.times, counts ? this.#counts : undefined);
    this.#texts = texts;
    return holds;
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
}
