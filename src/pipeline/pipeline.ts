// The driver: it owns the clocks, the inputs and their watermarks, the guard against the future and the counts, and has
// an operator do what is done with elements. Elements, clock steps and watermarks go in, panes and late verdicts come
// out, in the order in which they are to be written (SPEC §5). Nothing asynchronous, no I/O, no clock.
import type { Batch } from '../model/batch.js';
import { noEvents, type EventCounters } from '../model/counters.js';
import type { Duration, Instant } from '../model/instant.js';
import type { LateVerdict } from '../model/late.js';
import type { Saved } from '../model/saved.js';
import type { Clocks, OpenOperator, Operator } from '../operator/operator.js';
import type { Output } from '../operator/output.js';
import type { Run, RunProgress } from '../operator/run.js';
import { FutureGuard } from './future-guard.js';
import type { InputState } from './input-phase.js';
import { InputWatermarks } from './input-watermarks.js';
import type { PipelinePlan } from './pipeline-plan.js';
import { pipelineStateOf, savePipeline } from './snapshot.js';

/** A run in bulk is not longer than so many elements, each counted for every window it is in: the caller may have to look up. */
const longestRun = 1 << 18;
export class Pipeline {
  readonly counters: EventCounters = noEvents();
  readonly #plan: PipelinePlan;
  readonly #output: Output;
  readonly #now: Clocks = { watermark: -Infinity, processing: -Infinity };
  readonly #inputs: InputWatermarks;
  readonly #operator: Operator;
  /** Whether the clock is the time of events, and one without a time has no place in the operator. */
  readonly #needsClock: boolean;
  readonly #future: FutureGuard;
  readonly #longestRun: number;
  /** Whether a watermark moves with the clock. */
  readonly #estimatesByClock: boolean;
  #elapsed: Instant = -Infinity;
  #behind = false;
  /** Elements so far: the next arrival ordinal. */
  #arrivals = 0;
  /** The output watermark never falls either. */
  #promised = -Infinity;

  constructor(plan: PipelinePlan, open: OpenOperator, output: Output) {
    this.#plan = plan;
    this.#output = output;
    this.#inputs = new InputWatermarks(plan.streams);
    this.#operator = open({ clocks: this.#now, counters: this.counters });
    this.#needsClock = plan.domain === 'processing' && this.#operator.needsTime;
    this.#future = new FutureGuard(plan.streams.map(({ maxFuture }) => maxFuture));
    this.#estimatesByClock = plan.streams.some(({ generator }) => generator.asksClock);
    this.#longestRun = Math.ceil(longestRun / this.#operator.fanOut);
  }

  /**
   * A new input, waiting: W cannot rise before its first event. Returns its number, from 0; `forget` frees it.
   * @param stream the number of its stream
   */
  open(stream = 0): number {
    const input = this.#inputs.open(this.#now.processing, stream);
    this.#future.trust(input, false);
    return input;
  }

  /** `--max-future` is not applied to this input. */
  trust(input: number): void {
    this.#future.trust(input, true);
  }

  /** How far events of this input may be ahead of the clock, once that is known. */
  maxFuture(input: number): Duration {
    return this.#future.most(this.#inputs.stream(input), input);
  }

  /** No input will be opened any more: when all have ended, W is +∞. */
  noMoreInputs(): void {
    this.#inputs.close();
    this.#advance(this.#inputs.combined(this.#now.processing));
  }

  get watermark(): Instant {
    return this.#now.watermark;
  }

  /** Processing time, as far as it is known; −∞: unknown. */
  get processing(): Instant {
    return this.#now.processing;
  }

  /** Some of what is due at W is left to `catchUp`, which is to be called before W is relied on. */
  get isBehind(): boolean {
    return this.#behind;
  }

  /** Does some of what is left. */
  catchUp(): void {
    this.#operator.catchUp();
    this.#risen();
  }

  /** What the operator holds: windows that are open, keys that are remembered. */
  get openWindows(): number {
    return this.#operator.held;
  }

  /** Work done so far, roughly: elements for each of their windows, and panes. */
  get work(): number {
    const { panes, retractions } = this.counters;
    const written = panes.early + panes['on-time'] + panes.late + retractions;
    return this.counters.events + this.#operator.work + written;
  }

  /** The largest event time of all inputs; −∞ before the first event. */
  get maxEventTime(): Instant {
    return this.#inputs.highest;
  }

  /** The least W at which something is due; +∞: nothing before the end of the input. */
  get horizon(): Instant {
    return this.#operator.exactNextDue();
  }

  /** The watermark of one input by itself: what decides which file is read next. */
  inputWatermark(input: number): Instant {
    return this.#inputs.inputWatermark(input, this.#now.processing);
  }

  /** How the input stands: `waiting` holds W at −∞. */
  inputState(input: number): InputState {
    return this.#inputs.state(input);
  }

  /**
   * A step of the clock (SPEC §5 "clock"); one that goes back, or nowhere, is none.
   * @param elapsed measures lengths of time (`--idle`) where the clock may be set: in ms, from whenever
   */
  clock(at: Instant, elapsed?: Instant): void {
    const goesOn = elapsed !== undefined && elapsed > this.#elapsed;
    if (!(at > this.#now.processing) && !goesOn) return;
    const now = (this.#now.processing = Math.max(at, this.#now.processing));
    if (elapsed !== undefined) this.#elapsed = elapsed;
    this.#inputs.tick(now, elapsed);
    if (this.#plan.domain === 'processing') this.#advance(now - 1);
    this.#operator.clockMoved();
    this.#stepped();
    if (this.#plan.domain === 'event') this.#advance(this.#inputs.combined(now));
  }

  /** When the clock next matters: the processing time after which a deadline is due or an input idle; +∞: never. */
  wakeAt(): Instant {
    const silence = this.#inputs.goesOn ? Infinity : this.#inputs.silenceHorizon();
    return Math.min(this.#operator.nextDeadline(), this.#inputs.idleHorizon(), silence);
  }

  /** The processing time at which the first deadline of a pane is due; +∞: none is. */
  deadline(): Instant {
    return this.#operator.nextDeadline();
  }

  /** Whether a tick alone can move W: `wall` watermarks, the processing-time domain, silence in which event time goes on. */
  get asksClock(): boolean {
    return this.#plan.domain === 'processing' || this.#estimatesByClock || this.#inputs.goesOn;
  }

  /** Whether events need a time that only the clock can give, and it does not: not yet, or not any more. */
  get awaitsClock(): boolean {
    return this.#needsClock && !Number.isFinite(this.#now.processing);
  }

  /**
   * Whether the event of a row has no time though its windows need one (SPEC §4 "processing"): the clock is not known,
   * nor is it in the row. Such a row is not for `processElement`; one that --where drops is.
   */
  timeless(batch: Batch, row: number): boolean {
    if (!this.awaitsClock || batch.keys[row]! < 0) return false;
    const said = batch.clocks?.[row] ?? NaN;
    return !(said > this.#now.processing);
  }

  /** One row of a batch, with full semantics (SPEC §5, steps 0 to 6). */
  processElement(input: number, batch: Batch, row: number): void {
    const said = batch.clocks?.[row] ?? NaN;
    if (said > this.#now.processing) this.#clockAt(said);
    const processing = this.#plan.domain === 'processing';
    const at = processing ? this.#now.processing : batch.times[row]!;
    this.counters.events++;
    const arrival = this.#arrivals++;
    const port = this.#inputs.stream(input);
    if (at > this.#future.limit(port, input, this.#now.processing)) {
      this.#refuse(port, batch, row, at, 'future', []);
      return;
    }
    if (batch.keys[row]! < 0) this.counters.filtered++;
    else this.#process(port, at, batch, row, arrival);
    if (processing) return;
    this.#inputs.observe(input, at, this.#now.processing);
    this.#advance(this.#inputs.combined(this.#now.processing));
  }

  /**
   * Takes rows from `from` on in one go, at most up to `to`, and returns the first row not taken; the caller gives that
   * one to `processElement` and goes on. Taking none is always right. `bound`: stop once the input's own watermark is above
   * it, because another file is then further behind.
   */
  processRun(input: number, batch: Batch, from: number, to: number, bound: Instant = Infinity): number {
    const ceiling = this.#absorbs ? this.#inputs.ceiling(input) : undefined;
    if (ceiling === undefined) return from;
    const port = this.#inputs.stream(input);
    const lag = this.#plan.streams[port]!.generator.lag ?? Infinity;
    const high = this.#inputs.high(input);
    const future = this.#future.limit(port, input, this.#now.processing);
    const into: RunProgress = { next: from, counted: from, high, processing: -Infinity, filtered: 0 };
    const run: Run = {
      port,
      batch,
      from,
      to: Math.min(to, from + this.#longestRun),
      arrival: this.#arrivals - from,
      high,
      lag,
      ceiling,
      horizon: this.#operator.nextDue(),
      bound: bound + lag,
      future,
      clock: this.#clockBound(),
      rise: this.#rise,
      stepped: this.#stepped,
    };
    this.#operator.processRun(run, into);
    if (into.next === from) return from;
    this.#took(into);
    this.#inputs.observe(input, into.high, this.#now.processing);
    this.#advance(this.#inputs.combined(this.#now.processing));
    return into.next;
  }

  /** `{"@watermark": at}` of an input. */
  claimWatermark(input: number, at: Instant): void {
    this.#inputs.claimWatermark(input, at, this.#now.processing);
    this.#advance(this.#inputs.combined(this.#now.processing));
  }

  /** `{"@idle": true}`: the input no longer holds W back until its next event. */
  idle(input: number): void {
    this.#inputs.markIdle(input);
    this.#advance(this.#inputs.combined(this.#now.processing));
  }

  /** The input has ended, or `{"@end": true}` came; when all have, W is +∞. */
  end(input: number): void {
    this.#inputs.end(input);
    this.#advance(this.#inputs.combined(this.#now.processing));
  }

  /** An input that has ended for good: its number may be given to another. */
  forget(input: number): void {
    this.#inputs.forget(input);
  }

  /** An input that had ended, or whose end was only that of an earlier run, goes on. */
  reopen(input: number): void {
    this.#inputs.reopen(input);
  }

  /**
   * Another run goes on with inputs of its own. These of the earlier one are gone: they hold W back no more, but W rises
   * only with those that are left.
   */
  detachInputs(inputs: readonly number[]): void {
    this.#inputs.expectMore();
    for (const input of inputs) this.#inputs.end(input);
  }

  /** Inputs were not read between an earlier run and this one, so by the machine's clock none of them was silent. */
  restartIdle(now: Instant, elapsed: Instant = now): void {
    this.#inputs.restartIdle(now, elapsed);
  }

  /** The end of all input: W = +∞, every open window gets its last pane. */
  finish(): void {
    this.#advance(Infinity);
  }

  /**
   * A stop without end of input and without a checkpoint: what is held is shown, but not passed off as complete. Yields
   * now and then, so that the caller can look up; all is written when it returns.
   */
  flushIncomplete(): Generator<void, void> {
    return this.#operator.flushIncomplete();
  }

  /** What can be promised to a reader of the results (SPEC §8 "The output watermark"). Never falls. */
  outputWatermark(): Instant {
    if (this.#behind) return this.#promised;
    this.#promised = Math.max(this.#promised, this.#operator.outputWatermark());
    return this.#promised;
  }

  /** Marks the keys that the operator still names: of windows, of counts of a key's events, of panes that may be taken back. */
  markKeys(named: Uint8Array): void {
    this.#operator.markKeys(named);
  }

  /**
   * Everything that decides what is written from here on.
   * @param numbers those of keys there, by their numbers here; without them they stay the same
   */
  save(numbers?: Int32Array): Saved {
    const { watermark, processing } = this.#now;
    const steps = [this.#operator.save(numbers)];
    return savePipeline({
      driver: {
        clocks: [watermark, processing],
        counts: [this.#arrivals, this.#promised],
        inputs: this.#inputs.save(),
        counters: this.counters,
      },
      steps,
    });
  }

  /**
   * Goes on from a saved state; only before anything else was done.
   * @param keys how many keys there are
   * @throws Misshapen for what was never saved by a pipeline with this plan
   */
  load(saved: Saved, keys = Infinity): void {
    const { driver, steps } = pipelineStateOf(saved, 1);
    [this.#now.watermark, this.#now.processing] = driver.clocks;
    [this.#arrivals, this.#promised] = driver.counts;
    this.#inputs.load(driver.inputs);
    Object.assign(this.counters, driver.counters);
    this.#operator.load(steps[0]!, keys);
  }

  /** One function for all runs: the target of the call is then always the same. */
  readonly #rise = (watermark: Instant, into: RunProgress): void => {
    this.#took(into);
    this.#advance(watermark);
  };

  /** Counts what a run has taken since the last call. */
  #took(into: RunProgress): void {
    const taken = into.next - into.counted;
    this.#arrivals += taken;
    this.counters.events += taken;
    this.counters.filtered += into.filtered;
    this.counters.inWindows += taken - into.filtered;
    if (into.processing > this.#now.processing) this.#now.processing = into.processing;
    into.counted = into.next;
    into.filtered = 0;
  }

  /** The clock of an event: all that is due at it is done before the event comes. */
  #clockAt(at: Instant): void {
    this.clock(at);
    while (this.#behind) this.catchUp();
  }

  #process(port: number, at: Instant, batch: Batch, row: number, ordinal: number): void {
    const outcome = this.#operator.processElement(port, at, batch, row, ordinal);
    if (outcome === 'taken') this.counters.inWindows++;
    else if (outcome !== 'dropped') this.#refuse(port, batch, row, at, outcome.reason, outcome.windows);
    this.#stepped();
  }

  #refuse(
    stream: number,
    batch: Batch,
    row: number,
    ts: Instant,
    reason: keyof EventCounters['late'],
    windows: LateVerdict['windows'],
  ): void {
    this.counters.late[reason]++;
    this.#output.late(stream, batch, row, { reason, ts, watermark: this.#now.watermark, windows });
  }

  /**
   * A run stops before a row whose clock is later than this. What was the future limit at its beginning may be too low
   * when the clock moves in it, and then `processElement` decides; but there must be one from the first clock on.
   */
  #clockBound(): Instant {
    if (this.#now.processing === -Infinity && this.#future.isOn) return -Infinity;
    return Math.min(
      this.#operator.nextDeadline(),
      Math.min(this.#inputs.idleHorizon(), this.#inputs.silenceHorizon()) - 1,
    );
  }

  /** Bulk is for event time, with a watermark that events move by a fixed lag or not at all. */
  get #absorbs(): boolean {
    return this.#plan.domain === 'event' && !this.#estimatesByClock;
  }

  #advance(to: Instant): void {
    const old = this.#now.watermark;
    if (!(to > old)) return;
    this.#now.watermark = to;
    this.#operator.watermarkRose(old);
    this.#risen();
  }

  #risen(): void {
    this.#behind = this.#operator.isBehind;
    if (!this.#behind) this.#stepped();
  }

  readonly #stepped = (): void => {
    if (this.#operator.hasWritten()) this.#output.stepDone();
  };
}
