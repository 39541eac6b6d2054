// WHAT: `rate(D)`, how many elements a window has per D of its length: count × D ÷ length, rounded once.
import { parseDuration } from '../text/duration.js';
import { UsageError } from '../text/usage-error.js';
import type { Duration } from '../model/instant.js';
import type { AggregateEntry, Cells } from './aggregate.js';
import { CountCells } from './count-cells.js';
import { noArguments } from './no-more.js';
import { ratio, ratioText } from './ratio.js';

class RateCells extends CountCells implements Cells {
  readonly #per: Duration;
  readonly #length: Duration;

  constructor(column: number, per: Duration, length: Duration) {
    super(column);
    this.#per = per;
    this.#length = length;
  }

  override text(slot: number): string {
    const x = this.number(slot);
    if (!Number.isNaN(x)) return String(x);
    const elements = BigInt(this.of(slot)) * BigInt(this.#per);
    return ratioText(ratio({ digits: elements, exponent: 0 }, BigInt(this.#length)));
  }

  /** While the product is exact, the division is all that rounds. */
  override number(slot: number): number {
    const elements = this.of(slot) * this.#per;
    return elements <= Number.MAX_SAFE_INTEGER ? elements / this.#length : NaN;
  }
}

export const rate: AggregateEntry = {
  name: 'rate',
  form: 'rate(D)',
  doc: 'the number of events per D of the window, count × D / its length; for windows of one length, tumbling or sliding',
  example: 'rate(1s)',
  takes: 'nothing',
  pathless: true,
  open(column, [text, ...more], setting) {
    noArguments(more, this.form);
    if (text === undefined) throw new UsageError('the time that the events are counted per is missing', this.form);
    const per = parseDuration(text);
    if (per === 0) throw new UsageError(`"${text}" is no time to count events per`, this.form);
    if (setting?.windowLength === undefined)
      throw new UsageError(
        'a rate needs windows of one length, --window tumbling:SIZE or sliding:SIZE/SLIDE; count gives the number',
        this.form,
      );
    return new RateCells(column, per, setting.windowLength);
  },
};
