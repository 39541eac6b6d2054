// Keys that fall silent (OPERATORS §6): of each a row once W shows that nothing has come for so long, and another with
// its next event. This is the example of keyed timers in Flink's documentation, in event time.
import type { Batch } from '../../model/batch.js';
import type { Instant } from '../../model/instant.js';
import type { Saved } from '../../model/saved.js';
import { bytes, doubles, integers, Misshapen, record, sameLength } from '../../model/shape.js';
import { DeadlineHeap } from '../deadline-heap.js';
import { late } from '../in-event-time.js';
import { InSlices } from '../in-slices.js';
import type { OpenOperator, OperatorContext, Refusal } from '../operator.js';
import type { FillOutput } from '../output.js';
import type { SilencePlan } from './fill-plan.js';

interface HeardKey {
  /** The key as its last event spells it. */
  spelling: number;
  /** Its last event, and how many had come before that; of one that is expected the beginning, and below 0. */
  last: Instant;
  ordinal: number;
  silent: boolean;
}

/** An expected key of which nothing has come is in the order of the file, before all that came. */
const neverCame = ({ ordinal }: HeardKey): boolean => ordinal < 0;
const lastFirst = (a: HeardKey, b: HeardKey): number => b.ordinal - a.ordinal;
const sinceOf = (known: HeardKey): Instant | undefined => (neverCame(known) ? undefined : known.last);

export class KeySilence extends InSlices {
  readonly #plan: SilencePlan;
  readonly #output: FillOutput;
  readonly #heard = new Map<number, HeardKey>();
  /** By key, when it falls silent. */
  readonly #due = new DeadlineHeap();
  /** W − L before the end of the input. */
  #until: Instant = -Infinity;
  /** Those that fall silent at one instant, the first of them last. */
  #silent: HeardKey[] = [];

  constructor(plan: SilencePlan, output: FillOutput, context: OperatorContext) {
    super(context, plan.lateness);
    this.#plan = plan;
    this.#output = output;
  }

  get held(): number {
    return this.#heard.size;
  }

  processElement(_: number, at: Instant, batch: Batch, row: number, ordinal: number): 'taken' | Refusal {
    this.work++;
    if (!(at > this.judged)) return late;
    this.#begin(at);
    const key = batch.keys[row]!;
    const spelling = batch.spellings?.[row] ?? key;
    const known = this.#heard.get(key);
    if (known === undefined) this.#heard.set(key, { spelling, last: at, ordinal, silent: false });
    else if (known.last > at && !neverCame(known)) return 'taken';
    else {
      if (known.silent) this.#write(spelling, sinceOf(known), at, false);
      Object.assign(known, { spelling, last: at, ordinal, silent: false });
    }
    this.#due.schedule(key, at + this.#plan.after);
    return 'taken';
  }

  /** The end of the input is no silence. */
  override watermarkRose(): void {
    if (this.clocks.watermark === Infinity) return;
    this.#until = this.judged;
    this.#begin(this.clocks.watermark);
    this.catchUp();
  }

  protected isDue(): boolean {
    return this.#silent.length > 0 || this.#due.earliest() <= this.#until;
  }

  /** In order of time, then of their last events. */
  protected doFirst(): void {
    if (this.#silent.length === 0)
      this.#silent = this.#due
        .takeDue(this.#due.earliest())
        .map((key) => this.#heard.get(key)!)
        .sort(lastFirst);
    const known = this.#silent.pop()!;
    known.silent = true;
    this.counters.silences++;
    this.#write(known.spelling, sinceOf(known), known.last + this.#plan.after, true);
  }

  nextDue(): Instant {
    return this.#due.earliest() + this.lateness;
  }

  outputWatermark(): Instant {
    return this.judged;
  }

  *flushIncomplete(): Generator<void, void> {
    // That no more comes of a key is not known.
  }

  markKeys(named: Uint8Array): void {
    for (const [key, { spelling }] of this.#heard) named[key] = named[spelling] = 1;
  }

  /** @param numbers of keys in what is saved, by those here; undefined: the same */
  save(numbers?: Int32Array): Saved {
    const heard = [...this.#heard];
    const number = (key: number): number => numbers?.[key] ?? key;
    return {
      keys: Int32Array.from(heard, ([key]) => number(key)),
      spellings: Int32Array.from(heard, ([, { spelling }]) => number(spelling)),
      lasts: Float64Array.from(heard, ([, { last }]) => last),
      ordinals: Float64Array.from(heard, ([, { ordinal }]) => ordinal),
      silent: Uint8Array.from(heard, ([, { silent }]) => Number(silent)),
    };
  }

  load(saved: Saved, keys: number): void {
    const columns = savedShape(saved);
    const { keys: keysOf, spellings, lasts, ordinals, silent: silences } = columns;
    sameLength(...Object.values(columns));
    keysOf.forEach((key, i) => {
      const [spelling, last, ordinal, silent] = [spellings[i]!, lasts[i]!, ordinals[i]!, silences[i] === 1];
      if (key >= keys || spelling >= keys || !Number.isSafeInteger(last)) throw new Misshapen('an instant of a key');
      this.#heard.set(key, { spelling, last, ordinal, silent });
      if (!silent) this.#due.schedule(key, last + this.#plan.after);
    });
  }

  /** Event time begins with the first event, or with a watermark before that: expected keys are watched from then. */
  #begin(at: Instant): void {
    if (this.#heard.size > 0) return;
    const expected = this.#plan.expected();
    for (const [i, key] of expected.entries()) {
      this.#heard.set(key, { spelling: key, last: at, ordinal: i - expected.length, silent: false });
      this.#due.schedule(key, at + this.#plan.after);
    }
  }

  #write(key: number, since: Instant | undefined, ts: Instant, silent: boolean): void {
    this.#output.silence({ key, since, ts, silent });
    this.wrote();
  }
}

const savedShape = record({
  keys: integers(undefined, 0, 2 ** 31 - 1),
  spellings: integers(undefined, 0, 2 ** 31 - 1),
  ...{ lasts: doubles(), ordinals: doubles(), silent: bytes() },
});

/** Silence as a step of a pipeline. */
export function silence(plan: SilencePlan, output: FillOutput): OpenOperator {
  return (context) => new KeySilence(plan, output, context);
}
