// How far events are out of order, measured under `bounded:0s`: there W is one below the largest event time seen, of the
// input that is furthest back, and with `bounded:D` it would be D lower all the time. So one reading of the events gives
// for every D exactly the events that a run with it makes late: those that are behind by more than D.
import type { Batch } from '../../model/batch.js';
import type { DisorderFigures, TimeGap } from '../../model/disorder.js';
import type { Duration, Instant } from '../../model/instant.js';
import type { Saved } from '../../model/saved.js';
import { anything, counts, doubles, Misshapen, record } from '../../model/shape.js';
import { bulkEnd, recordTaken, watermarkBefore } from '../bulk.js';
import { InEventTime } from '../in-event-time.js';
import type { OpenOperator, OperatorContext } from '../operator.js';
import type { DisorderOutput } from '../output.js';
import type { Run, RunProgress } from '../run.js';
import type { DisorderPlan } from './disorder-plan.js';
import { LagHistogram } from './lag-histogram.js';
import { Sources } from './sources.js';

/** The bounds whose losses are given in any case, in ms. */
const bounds: readonly Duration[] = [0, 1e3, 1e4, 6e4, 6e5, 36e5];
/** The shares of events for which the least bound is given that makes no more of them late. */
const shares = [0, 0.001, 0.01];
const quantiles = [0.5, 0.9, 0.99, 0.999];
/** So many sources and gaps are named. */
const named = 10;
const gapsNamed = 3;

class Measure extends InEventTime {
  readonly #plan: DisorderPlan;
  readonly #output: DisorderOutput;
  readonly #lags = new LagHistogram();
  readonly #sources = new Sources();
  /** How many are behind by more than each of the bounds. */
  readonly #late = new Float64Array(bounds.length);
  #first: Instant = Infinity;
  #last: Instant = -Infinity;
  #future = 0;
  #furthestAhead: Duration = 0;
  #gaps: readonly TimeGap[] = [];

  constructor(plan: DisorderPlan, output: DisorderOutput, context: OperatorContext) {
    super(context, 0);
    this.#plan = plan;
    this.#output = output;
  }

  /** Nothing waits to be written: what is known is complete for what was read. */
  get held(): number {
    return 0;
  }

  processElement(_: number, at: Instant, batch: Batch, row: number): 'taken' {
    this.work++;
    this.#add(at, batch.keys[row]!, this.clocks.watermark);
    return 'taken';
  }

  override processRun(run: Run, into: RunProgress): void {
    const { batch, from, high: highBefore } = run;
    const { watermark } = this.clocks;
    const to = bulkEnd(run, { row: from, high: highBefore, watermark, horizon: Infinity, clock: run.clock });
    let [high, placed] = [highBefore, 0];
    for (let row = from; row < to; row++) {
      const at = batch.times[row]!;
      if (batch.keys[row]! >= 0) {
        this.#add(at, batch.keys[row]!, watermarkBefore(run, watermark, high));
        placed++;
      }
      if (at > high) high = at;
    }
    this.work += placed;
    recordTaken(run, into, from, to, placed);
  }

  #add(at: Instant, key: number, watermark: Instant): void {
    // Before the first event nothing is behind, and after the last of an input only what another one brings.
    const lag = Number.isFinite(watermark) ? Math.max(0, watermark + 1 - this.#lateFrom(at)) : 0;
    this.#lags.add(lag);
    if (lag > 0) for (let i = 0; i < bounds.length && lag > bounds[i]!; i++) this.#late[i]!++;
    if (this.#plan.keyed) this.#sources.add(key, lag);
    if (at < this.#first) this.#first = at;
    if (at > this.#last) this.#reach(at);
    if (at > this.clocks.processing) this.#ahead(at - this.clocks.processing);
  }

  /** The W at which the event is late. */
  #lateFrom(at: Instant): Instant {
    const last = this.#plan.window?.assign(at).windows.at(-1);
    return last === undefined ? at : last.end - 1;
  }

  #reach(at: Instant): void {
    const gap = { from: this.#last, to: at };
    this.#last = at;
    if (!Number.isFinite(gap.from) || !(length(gap) > this.#leastGap())) return;
    this.#gaps = [...this.#gaps, gap].sort((a, b) => length(b) - length(a)).slice(0, gapsNamed);
  }

  #leastGap(): Duration {
    return this.#gaps.length < gapsNamed ? 0 : length(this.#gaps.at(-1)!);
  }

  #ahead(by: Duration): void {
    if (!Number.isFinite(by)) return;
    this.#future++;
    if (by > this.#furthestAhead) this.#furthestAhead = by;
  }

  watermarkRose(): void {
    if (this.clocks.watermark === Infinity) this.#write();
  }

  nextDue(): Instant {
    return Infinity;
  }

  outputWatermark(): Instant {
    return this.judged;
  }

  *flushIncomplete(): Generator<void, void> {
    this.#write();
  }

  #write(): void {
    this.#output.disorder(this.#found());
    this.wrote();
  }

  #found(): DisorderFigures {
    const lags = this.#lags;
    const { count, furthest } = lags;
    return {
      ...{ events: count, first: this.#first, last: this.#last, behind: this.#late[0]!, furthest },
      quantiles: quantiles.map((q) => ({ q, behind: lags.leastAbove((1 - q) * count).lag })),
      bounds: bounds.map((bound, i) => ({ bound, late: this.#late[i]! })),
      needed: shares.map((share) => {
        const { lag, above } = lags.leastAbove(share * count);
        return { share, bound: lag, late: above };
      }),
      future: { events: this.#future, furthest: this.#furthestAhead },
      gaps: this.#gaps,
      sources: this.#sources.worst(named),
    };
  }

  markKeys(named: Uint8Array): void {
    this.#sources.markKeys(named);
  }

  save(numbers?: Int32Array): Saved {
    return {
      lags: this.#lags.save(),
      ahead: Float64Array.of(this.#future, this.#furthestAhead),
      late: this.#late.slice(),
      span: Float64Array.of(this.#first, this.#last),
      gaps: Float64Array.from(this.#gaps.flatMap(({ from, to }) => [from, to])),
      sources: this.#sources.save(numbers),
    };
  }

  load(saved: Saved, keys: number): void {
    const { lags, ahead, late, span, gaps, sources } = shape(saved);
    if (gaps.length % 2 !== 0) throw new Misshapen('both ends of each gap');
    this.#lags.load(lags);
    this.#late.set(late);
    [this.#future, this.#furthestAhead] = [ahead[0]!, ahead[1]!];
    [this.#first, this.#last] = [span[0]!, span[1]!];
    this.#gaps = Array.from({ length: gaps.length / 2 }, (_, i) => ({ from: gaps[2 * i]!, to: gaps[2 * i + 1]! }));
    this.#sources.load(sources, keys);
  }
}

const shape = record({
  lags: anything,
  ahead: counts(2),
  late: counts(bounds.length),
  span: doubles(2),
  gaps: doubles(),
  sources: anything,
});

function length({ from, to }: TimeGap): Duration {
  return to - from;
}

/** The measuring of disorder as a step of a pipeline, whose watermark has to be `bounded:0s`. */
export function disorder(plan: DisorderPlan, output: DisorderOutput): OpenOperator {
  return (context) => new Measure(plan, output, context);
}
