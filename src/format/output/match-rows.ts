// Matches of a pattern as lines of JSON (OPERATORS §5): the key, the events by the names that they were taken as, and times.
import type { MatchedEvents } from '../../model/matched-events.js';
import { instantText, type TimeOutput } from '../../text/instant-text.js';
import { withComputed, type ComputedMembers } from './computed-members.js';
import { RowNumbers } from './row-numbers.js';

/** What rows of matches look like. */
export interface MatchLayout {
  /** A key as JSON text. */
  readonly keyText: (key: number) => string;
  /** The names that events are taken as, in the order of `MatchedEvents.events`. */
  readonly names: readonly string[];
  readonly times: TimeOutput;
  /** The `seq` of the first row, when rows are numbered; undefined: they are not. */
  readonly sequence: number | undefined;
  /** --let and --having of matches; undefined: none. */
  readonly computed: ComputedMembers | undefined;
}

export class MatchRows {
  readonly #layout: MatchLayout;
  readonly #numbers: RowNumbers;
  /** `"fail":[` and so on. */
  readonly #heads: readonly string[];

  constructor(layout: MatchLayout) {
    this.#layout = layout;
    this.#numbers = new RowNumbers(layout.sequence);
    this.#heads = layout.names.map((name) => `${JSON.stringify(name)}:[`);
  }

  /** The `seq` of the next row. */
  get sequence(): number | undefined {
    return this.#numbers.next;
  }

  /** The line of a match, its line end included; undefined when it is not to be written. */
  match(row: MatchedEvents): string | undefined {
    const { times, computed } = this.#layout;
    return this.#line('match', row, `"last":${instantText(row.last, times)},`, computed);
  }

  /** The line of a partial match whose next event came too late. */
  partial(row: MatchedEvents): string {
    return this.#line('partial', row, '', undefined)!;
  }

  #line(
    what: 'match' | 'partial',
    { key, events, first, ts }: MatchedEvents,
    last: string,
    computed: ComputedMembers | undefined,
  ): string | undefined {
    const { keyText, times } = this.#layout;
    const lists = events.map((texts, i) => `${this.#heads[i]!}${texts.join()}]`).join();
    const [from, at] = [instantText(first, times), instantText(ts, times)];
    const row = `{"key":${keyText(key)},"${what}":{${lists}},"first":${from},${last}"ts":${at}`;
    return withComputed(computed, row, () => this.#numbers.takeMember());
  }
}
