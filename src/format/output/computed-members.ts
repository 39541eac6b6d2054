// `--let` and `--having` of rows that are no panes: of an element of a list, a match, a silence, joined events. Computed
// from the text of the row, which is what expressions are over.
import { isoInstant } from '../../event/time/iso.js';
import { utc } from '../../event/time/zone.js';
import type { TimeOutput } from '../../text/instant-text.js';
import { bare, computed, json, momentOf, type RowCounts } from './computed-values.js';
import type { RowExpressions } from './row-expressions.js';

/** Members of a row, and of its window, that are instants. */
const instants: readonly string[] = ['ts', 'first', 'last', 'since', 'start', 'end'];

export interface ComputedLayout {
  readonly expressions: RowExpressions;
  /** The names of the keys, by which expressions may call them. */
  readonly keys: readonly string[];
  readonly times: TimeOutput;
  readonly counts: RowCounts;
}

export class ComputedMembers {
  readonly #layout: ComputedLayout;

  constructor(layout: ComputedLayout) {
    this.#layout = layout;
  }

  /**
   * The members that stand behind those of a row; undefined when it is not to be written.
   * @param row its text, without the brace at its end
   * @param back whether a row like it is taken back
   */
  of(row: string, back = false): string | undefined {
    const { expressions, times, counts } = this.#layout;
    if (!back) counts.rows++;
    const { texts, holds } = computed(expressions, this.#namesOf(row), times, back ? undefined : counts);
    if (holds) return expressions.let.map(({ name }, i) => `,${JSON.stringify(name)}:${texts[i]!}`).join('');
    if (back) counts.withheld.retractions++;
    else counts.withheld.rows++;
    return undefined;
  }

  #namesOf(row: string): Record<string, unknown> {
    const members = this.#instantsIn(json(`${row}}`) as Record<string, unknown>);
    const key = (members['key'] ?? {}) as Readonly<Record<string, unknown>>;
    const keys = this.#layout.keys.map((name) => [name, key[name]] as const);
    const window = members['window'] as Record<string, unknown> | null | undefined;
    if (window) members['window'] = this.#instantsIn(window);
    return bare([...keys, ...Object.entries(members)]);
  }

  #instantsIn(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
    return bare(
      Object.entries(members).map(([name, value]) => [name, instants.includes(name) ? this.#instant(value) : value]),
    );
  }

  #instant(value: unknown): unknown {
    if (typeof value === 'string') return momentOf(isoInstant(value, utc));
    if (typeof value !== 'number') return value;
    return momentOf(this.#layout.times === 's' ? Math.round(value * 1000) : value);
  }
}

/** The row with what is computed of it, and `tail` behind that; undefined when it is not to be written. */
export function withComputed(
  members: ComputedMembers | undefined,
  row: string,
  tail: () => string,
): string | undefined {
  const more = members === undefined ? '' : members.of(row);
  return more === undefined ? undefined : `${row}${more}${tail()}}\n`;
}
