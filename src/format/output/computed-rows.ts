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
  readonly #members: readonly RowName[];
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
    this.#members = membersRead(expressions, layout);
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

  /** The names of a row, as far as an expression reads them, with their values. */
  #rowOf(pane: Pane, value: (i: number) => string): Record<string, unknown> {
    return bare(this.#members.map(([name, read]) => [name, read(pane, value)]));
  }
}

/** A name of a row, and what it stands for. */
type RowName = readonly [name: string, read: (pane: Pane, value: (i: number) => string) => unknown];

/** The names of a row that an expression reads: most read one or two of a dozen. */
function membersRead(
  { let: members, having }: RowExpressions,
  { keys, keyPart, values, cells, windows }: RowLayout,
): RowName[] {
  const expressions = [...members.map(({ expression }) => expression), ...having];
  const read = new Set(expressions.flatMap((expression) => expression.places().map(([name]) => name)));
  const part = ({ key }: Pane, i: number): unknown => json(keyPart(key, i));
  const all: readonly RowName[] = [
    ...keys.map((name, i): RowName => [name, (pane) => part(pane, i)]),
    ...cells.map((_, i): RowName => [values[i]!, (_pane, value) => json(value(i))]),
    ['window', (pane) => windowOf(pane, windows)],
    ['key', (pane) => bare(keys.map((name, i) => [name, part(pane, i)]))],
    ['pane', paneOf],
    ['ts', ({ ts }) => momentOf(ts)],
  ];
  return all.filter(([name]) => read.has(name));
}

function paneOf({ timing, index, nonSpeculativeIndex, last }: Pane): unknown {
  return bare(Object.entries({ timing, index, nonSpeculativeIndex, first: index === 0, last }));
}

function windowOf({ window: { start, end } }: Pane, windows: RowLayout['windows']): unknown {
  if (windows === 'global') return null;
  return windows === 'count' ? { from: start, to: end } : { start: momentOf(start), end: momentOf(end) };
}
