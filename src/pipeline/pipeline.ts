// GroupByKeyAndWindow (Dataflow paper §2.2): the core of flowctl. Elements, clock steps and watermarks go in, panes and
// late verdicts come out, in the order in which they are to be written. Nothing asynchronous, no I/O, no clock.
//
// `element` is the readable reference with full semantics (SPEC §5); `absorb` takes a run of plain elements
// at once. One suite holds them equal (test/scenarios.ts).
import type { Batch } from '../model/batch.js';
import type { Duration, Instant } from '../model/instant.js';
import type { Saved } from '../model/saved.js';
import { FutureGuard } from './future-guard.js';
import type { InputState } from './input-phase.js';
import { InputWatermarks } from './input-watermarks.js';
import type { Output } from '../operator/output.js';
import { meetDeadlines } from '../operator/group-window/deadlines.js';
import { outputWatermark } from '../operator/group-window/output-watermark.js';
import { type Clocks, PaneLifecycle } from '../operator/group-window/pane-lifecycle.js';
import { activeWindowsOf } from '../operator/group-window/open-windows.js';
import type { RunProgress, ActiveWindows, Run } from '../operator/group-window/active-windows.js';
import { type EnginePlan, needsClock, windowsOfEach } from '../operator/group-window/group-window-plan.js';
import { loadEngine, saveEngine } from '../operator/group-window/snapshot.js';
import { noEvents, type EventCounters } from './counters.js';

/** A run in bulk is not longer than so many elements, each counted for every window it is in: the caller may have to look up. */
const longestRun = 1 << 18;
/** So many panes are written at a stop before the caller can look up. */
const panesAtOnce = 1 << 14;

export class Engine {
  readonly counters: EventCounters = noEvents();
  readonly #plan: EnginePlan;
  readonly #output: Output;
  readonly #now: Clocks = { watermark: -Infinity, processing: -Infinity };
  readonly #inputs: InputWatermarks;
  readonly #panes: PaneLifecycle;
  readonly #windows: ActiveWindows;
  /** In the processing domain, where the clock is the time of events: whether they need one. */
  readonly #needsClock: boolean;
  readonly #future: FutureGuard;
  readonly #longestRun: number;
  #elapsed: Instant = -Infinity;
  /** Elements so far: the next arrival ordinal. */
  #arrivals = 0;
  /** The output watermark never falls either. */
  #promised = -Infinity;

  constructor(plan: EnginePlan, answers: Output) {
    this.#plan = plan;
    this.#output = answers;
    this.#inputs = new InputWatermarks(plan.generator, plan.idle);
    this.#panes = new PaneLifecycle(plan, answers, this.#now, this.counters);
    this.#windows = activeWindowsOf(plan, this.#panes, this.#now, this.counters);
    this.#needsClock = needsClock(plan);
    this.#future = new FutureGuard(plan.maxFuture);
    this.#longestRun = Math.ceil(longestRun / windowsOfEach(plan));
  }

  /** A new input, waiting: W cannot rise before it has said something. Returns its number, from 0; `forget` frees it. */
  open(): number {
    const input = this.#inputs.open(this.#now.processing);
    this.#future.trust(input, false);
    return input;
  }

  /** Whatever the clock says, no event of this input comes from the future: `--max-future` is not for it. */
  trust(input: number): void {
    this.#future.trust(input, true);
  }

  /** How far events of this input may be ahead of the clock, once that is known. */
  maxFuture(input: number): Duration {
    return this.#future.most(input);
  }

  /** No input will be opened any more: when all have ended, W is +∞. */
  noMoreInputs(): void {
    this.#inputs.close();
    this.#advance(this.#inputs.combined(this.#now.processing));
  }

  get watermark(): Instant {
    return this.#now.watermark;
  }

  /** Processing time, as far as the engine was told; −∞: unknown. */
  get processing(): Instant {
    return this.#now.processing;
  }

  /** Windows that hold something or refuse something. */
  get openWindows(): number {
    return this.#panes.slots.count - this.#panes.slots.sliceCells;
  }

  /** Work done so far, roughly: elements for each of their windows, and panes. */
  get work(): number {
    const { panes, retractions } = this.counters;
    const written = panes.early + panes['on-time'] + panes.late + retractions;
    return this.counters.events + this.#panes.work + written;
  }

  /** The largest event time of all inputs; −∞ before the first event. */
  get maxEventTime(): Instant {
    return this.#inputs.highest;
  }

  /** The least W at which something is due; +∞: nothing before the end of the input. */
  get horizon(): Instant {
    return this.#windows.exactNextDue();
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
    meetDeadlines(this.#panes, this.#windows, now);
    this.#stepped();
    if (this.#plan.domain === 'event') this.#advance(this.#inputs.combined(now));
  }

  /** When the clock next matters: the processing time after which a deadline is due or an input idle; +∞: never. */
  wakeAt(): Instant {
    const silence = this.#inputs.goesOn ? Infinity : this.#inputs.silenceHorizon();
    return Math.min(this.#panes.deadlines.earliest(), this.#inputs.idleHorizon(), silence);
  }

  /** The processing time at which the first deadline of a pane is due; +∞: none is. */
  deadline(): Instant {
    return this.#panes.deadlines.earliest();
  }

  /** Whether a tick alone can move W: `wall` watermarks, the processing-time domain, silence in which event time goes on. */
  get asksClock(): boolean {
    return this.#plan.domain === 'processing' || this.#plan.generator.asksClock || this.#inputs.goesOn;
  }

  /** Whether events need a time that only the clock can give, and it does not: not yet, or not any more. */
  get awaitsClock(): boolean {
    return this.#needsClock && !Number.isFinite(this.#now.processing);
  }

  /**
   * Whether the event of a row has no time though its windows need one (SPEC §4 "processing"): the clock is not known, nor
   * does the row say it. Such a row is not for `processElement`; one that --where drops is.
   */
  timeless(batch: Batch, row: number): boolean {
    if (!this.awaitsClock || batch.keys[row]! < 0) return false;
    const said = batch.clocks?.[row] ?? NaN;
    return !(said > this.#now.processing);
  }

  /** One row of a batch, with full semantics (SPEC §5, steps 0 to 6). */
  processElement(input: number, batch: Batch, row: number): void {
    const said = batch.clocks?.[row] ?? NaN;
    if (said > this.#now.processing) this.clock(said);
    const processing = this.#plan.domain === 'processing';
    const at = processing ? this.#now.processing : batch.times[row]!;
    this.counters.events++;
    const arrival = this.#arrivals++;
    if (at > this.#future.limit(input, this.#now.processing)) {
      this.#refuse(batch, row, at, 'future', []);
      return;
    }
    if (batch.keys[row]! < 0) this.counters.filtered++;
    else this.#group(at, batch, row, arrival);
    if (processing) return;
    this.#inputs.observe(input, at, this.#now.processing);
    this.#advance(this.#inputs.combined(this.#now.processing));
  }

  /**
   * Takes rows from `from` on in one go, at most up to `to`, and returns the first row not taken; the caller gives that
   * one to `element` and goes on. Taking none is always right. `bound`: stop once the input's own watermark is above
   * it, because another file is then further behind.
   */
  processRun(input: number, batch: Batch, from: number, to: number, bound: Instant = Infinity): number {
    const ceiling = this.#absorbs ? this.#inputs.ceiling(input) : undefined;
    if (ceiling === undefined) return from;
    const lag = this.#plan.generator.lag ?? Infinity;
    const high = this.#inputs.high(input);
    const future = this.#future.limit(input, this.#now.processing);
    const into: RunProgress = { next: from, counted: from, high, processing: -Infinity, filtered: 0 };
    const run: Run = {
      batch,
      from,
      to: Math.min(to, from + this.#longestRun),
      arrival: this.#arrivals - from,
      high,
      lag,
      ceiling,
      horizon: this.#windows.nextDue(),
      bound: bound + lag,
      future,
      clock: this.#clockBound(),
      rise: this.#rise,
    };
    this.#windows.processRun(run, into);
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

  /** `{"@idle": true}`: the input no longer holds W back until it speaks again. */
  idle(input: number): void {
    this.#inputs.markIdle(input);
    this.#advance(this.#inputs.combined(this.#now.processing));
  }

  /** The input has ended, or said `{"@end": true}`; when all have, W is +∞. */
  end(input: number): void {
    this.#inputs.end(input);
    this.#advance(this.#inputs.combined(this.#now.processing));
  }

  /** An input that has ended will not be heard of again: its number may be given to another. */
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

  /** Nobody listened between an earlier run and this one, so by the machine's clock no input was silent. */
  restartIdle(now: Instant, elapsed: Instant = now): void {
    this.#inputs.restartIdle(now, elapsed);
  }

  /** The end of all input: W = +∞, every open window gets its last pane. */
  finish(): void {
    this.#advance(Infinity);
  }

  /**
   * A stop without end of input and without a checkpoint: what windows hold is shown, but not passed off as complete. Yields
   * now and then, so that the caller can look up; all is written when it returns.
   */
  *flushIncomplete(): Generator<void, void> {
    this.#windows.flushShared();
    const slots = [...this.#panes.slots.all()].sort(this.#panes.slots.order);
    for (const [i, slot] of slots.entries()) {
      this.#panes.fireIncomplete(slot);
      if (i % panesAtOnce === panesAtOnce - 1) yield;
    }
  }

  /** What can be promised to a reader of the results (SPEC §8 "The output watermark"). Never falls. */
  outputWatermark(): Instant {
    this.#promised = Math.max(this.#promised, outputWatermark(this.#panes, this.#plan.timestamp, this.#now.watermark));
    return this.#promised;
  }

  /** Everything that decides what is written from here on. */
  save(): Saved {
    return saveEngine(this.#parts());
  }

  /**
   * Goes on from a saved state; only before anything else was done.
   * @param keys how many keys there are
   * @throws Misshapen for what was never saved by an engine with this plan
   */
  load(saved: Saved, keys = Infinity): void {
    const counts = loadEngine(this.#parts(), saved, keys);
    this.#arrivals = counts.arrivals;
    this.#promised = counts.promised;
  }

  #parts() {
    return {
      plan: this.#plan,
      now: this.#now,
      inputs: this.#inputs,
      panes: this.#panes,
      placement: this.#windows,
      tally: this.counters,
      arrivals: this.#arrivals,
      promised: this.#promised,
    };
  }

  /** One function for all runs: the machine then knows what it calls. */
  readonly #rise = (watermark: Instant, into: RunProgress): void => {
    this.#took(into);
    this.#advance(watermark);
  };

  /** Counts what a run has taken since it was last asked. */
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

  #group(at: Instant, batch: Batch, row: number, arrival: number): void {
    const answer = this.#windows.add(at, batch.keys[row]!, batch, row, arrival);
    if (typeof answer === 'number') this.counters.inWindows++;
    else this.#refuse(batch, row, at, answer.reason, answer.windows);
    this.#stepped();
  }

  #refuse(
    batch: Batch,
    row: number,
    ts: Instant,
    reason: keyof EventCounters['late'],
    windows: Parameters<Output['late']>[2]['windows'],
  ): void {
    this.counters.late[reason]++;
    this.#output.late(batch, row, { reason, ts, watermark: this.#now.watermark, windows });
  }

  /**
   * A run stops before a row whose clock is later than this. What was the future limit at its beginning may be too low
   * when the clock moves in it, and then `element` decides; but there must be one from the first clock on.
   */
  #clockBound(): Instant {
    if (this.#now.processing === -Infinity && this.#future.isOn) return -Infinity;
    return Math.min(
      this.#panes.deadlines.earliest(),
      Math.min(this.#inputs.idleHorizon(), this.#inputs.silenceHorizon()) - 1,
    );
  }

  /** Bulk is for event time, with a watermark that events move by a fixed lag or not at all. */
  get #absorbs(): boolean {
    return this.#plan.domain === 'event' && !this.#plan.generator.asksClock;
  }

  #advance(to: Instant): void {
    const old = this.#now.watermark;
    if (!(to > old)) return;
    this.#now.watermark = to;
    if (this.#windows.nextDue() <= to || to === Infinity) this.#windows.advance(old);
    this.#stepped();
  }

  #stepped(): void {
    if (this.#panes.writer.written === 0) return;
    this.#panes.writer.written = 0;
    this.#output.stepDone();
  }
}
