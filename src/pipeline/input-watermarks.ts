// Several inputs, one watermark (SPEC §5 "Several inputs"): W is the least of the own watermarks of those that hold it
// back (input-phase.ts). How far an input is by its events, and when it turns idle, depends on its stream.
//
// Invariant: neither W nor any input's own watermark ever falls.
import type { Duration, Instant } from '../model/instant.js';
import type { Saved } from '../model/saved.js';
import { below, doubles, instant, listOf, Misshapen, oneOf, record, type Shape, since, truth } from '../model/shape.js';
import { holds, type InputState, type Phase } from './input-phase.js';
import { Lowest } from './lowest.js';
import { Silence } from './silence.js';
import type { StreamProgress } from './pipeline-plan.js';

interface SavedInputWatermarks {
  readonly high: Float64Array;
  readonly own: Float64Array;
  readonly heard: Float64Array;
  readonly phase: readonly Phase[];
  /** Of each input its stream, where there are several. */
  readonly stream: readonly number[] | undefined;
  /** Not in checkpoints of before inputs were forgotten. */
  readonly past: Instant;
  /** Not in checkpoints of before event time could go on in silence. */
  readonly latest: Instant;
  readonly reached: Instant;
  readonly complete: boolean;
}

/** @param streams how many there are */
const columnsShape = (streams: number): Shape<SavedInputWatermarks> =>
  record<SavedInputWatermarks>({
    high: doubles(),
    own: doubles(),
    heard: doubles(),
    phase: listOf(oneOf<Phase>('waiting', 'active', 'silent', 'resting', 'waking', 'ended')),
    stream: streams === 1 ? since<readonly number[] | undefined>(listOf(below(1)), undefined) : listOf(below(streams)),
    past: since(instant, -Infinity),
    latest: since(instant, -Infinity),
    reached: instant,
    complete: truth,
  });

/** The columns are of one length. */
function savedWatermarks(value: Saved, streams: number): SavedInputWatermarks {
  const saved = columnsShape(streams)(value);
  const { high, own, heard, phase, stream = phase } = saved;
  if ([high, own, heard, stream].some(({ length }) => length !== phase.length))
    throw new Misshapen('a number for each input');
  return saved;
}

/** What of a stream decides on its inputs' watermarks. */
type StreamWatermarks = Pick<StreamProgress, 'generator' | 'idle'>;

export class InputWatermarks {
  readonly #streams: readonly StreamWatermarks[];
  /** Whether any generator reads the clock. */
  readonly #asksClock: boolean;
  /** After so long an input of some stream turns idle by the clock; +∞: none does. */
  readonly #leastIdle: Duration;
  readonly #silence: Silence;
  /** The number of its stream by input. */
  #stream: number[] = [];
  /** Largest event time by input. */
  #high: Instant[] = [];
  /** Own watermark by input, `@watermark` lines included. */
  #own: Instant[] = [];
  /** Elapsed time at which an input last had something; −∞ while the clock is unknown. */
  #heard: Instant[] = [];
  #phase: Phase[] = [];
  /** Numbers of inputs that were forgotten: those of the next ones. */
  #free: number[] = [];
  /** The largest event time of the forgotten. */
  #past: Instant = -Infinity;
  /** Own watermarks of the inputs that hold W back. */
  #lowest = new Lowest();
  #holding = 0;
  /** W as it was last given out. */
  #reached: Instant = -Infinity;
  /** No more inputs will open. */
  #complete = false;
  /** The clock that `#own` was last estimated with, where a generator reads it. */
  #clock: Instant = -Infinity;
  /** No input turns idle before this; may be too early, since inputs that go on do not move it. */
  #nextIdle: Instant = Infinity;

  constructor(streams: readonly StreamWatermarks[]) {
    this.#streams = streams;
    this.#asksClock = streams.some(({ generator }) => generator.asksClock);
    this.#leastIdle = Math.min(...streams.map(({ idle }) => idle ?? Infinity));
    // Each generator judges for itself; here the least is enough.
    const goesOnAfter = Math.min(...streams.map(({ generator }) => generator.goesOnAfter ?? Infinity));
    this.#silence = new Silence(goesOnAfter === Infinity ? undefined : goesOnAfter);
  }

  /** How many inputs are known: those that were not forgotten. */
  get count(): number {
    return this.#phase.length - this.#free.length;
  }

  /**
   * A new input, waiting. Returns its number: the least that none has, or one that was forgotten.
   * @param stream the number of its stream
   */
  open(processing: Instant, stream = 0): number {
    const input = this.#free.pop() ?? this.#phase.length;
    this.#stream[input] = stream;
    this.#high[input] = -Infinity;
    this.#own[input] = -Infinity;
    this.#heard[input] = this.#silence.elapsed(processing);
    this.#phase[input] = 'waiting';
    this.#holding++;
    this.#lowest.put(input, -Infinity);
    this.#nextIdle = Math.min(this.#nextIdle, this.#idleFrom(input));
    return input;
  }

  /** No more inputs will open: once all have ended, W is +∞. */
  close(): void {
    this.#complete = true;
  }

  /** More inputs will open after all: a run that goes on from an earlier one has its own. */
  expectMore(): void {
    this.#complete = false;
  }

  /** An event of the input (or the latest of several): it wakes, and its watermark may rise. */
  observe(input: number, at: Instant, processing: Instant): void {
    this.#hear(input, processing);
    if (at > this.#high[input]!) this.#high[input] = at;
    const phase = this.#phase[input]!;
    if (phase === 'waiting') this.#turn(input, 'active');
    else if (phase === 'silent' || phase === 'resting') this.#wake(input);
    this.#raise(input, this.#estimate(input, processing));
  }

  /** A `@watermark` line: the input's own watermark is at least `at`. It ends silence, but not an `@idle`. */
  claimWatermark(input: number, at: Instant, processing: Instant): void {
    this.#hear(input, processing);
    if (this.#phase[input] === 'waiting') this.#turn(input, 'active');
    else if (this.#phase[input] === 'silent') this.#wake(input);
    this.#raise(input, at);
  }

  /** An `@idle` line: left out until its next event. */
  markIdle(input: number): void {
    if (this.#phase[input] !== 'ended') this.#turn(input, 'resting');
  }

  /** The input has ended, really or by an `@end` line. */
  end(input: number): void {
    this.#turn(input, 'ended');
  }

  /** An input that has ended for good. Its number may become that of another. */
  forget(input: number): void {
    this.#past = Math.max(this.#past, this.#high[input]!);
    this.#high[input] = -Infinity;
    this.#free.push(input);
  }

  /**
   * An input that had ended has more after all: a file that grew between two runs. It counts again at once if W has not
   * left it behind, else once its own watermark has reached W.
   */
  reopen(input: number): void {
    if (this.#phase[input] !== 'ended') return;
    this.#phase[input] = 'waking';
    if (this.#own[input] === -Infinity) this.#turn(input, 'waiting');
    else if (this.#own[input]! >= this.#reached) this.#turn(input, 'active');
  }

  /** The input's own watermark. */
  inputWatermark(input: number, processing: Instant): Instant {
    this.#askClock(processing);
    return this.#own[input]!;
  }

  /** The number of the input's stream. */
  stream(input: number): number {
    return this.#stream[input]!;
  }

  /** The largest event time of the input; −∞ before its first event. */
  high(input: number): Instant {
    return this.#high[input]!;
  }

  /** The largest event time of all inputs, those forgotten included; −∞ before the first event. */
  get highest(): Instant {
    return this.#high.reduce((highest, high) => Math.max(highest, high), this.#past);
  }

  state(input: number): InputState {
    const phase = this.#phase[input]!;
    if (phase === 'silent' || phase === 'resting') return 'idle';
    return phase === 'waking' ? 'active' : phase;
  }

  /**
   * How high W can rise by this input alone: the least own watermark of the others that hold W back, +∞ when there is
   * none; undefined while the input does not hold W back itself.
   */
  ceiling(input: number): Instant | undefined {
    if (!holds(this.#phase[input]!)) return undefined;
    if (this.#holding === 1) return Infinity;
    this.#lowest.put(input, Infinity);
    const others = this.#lowest.value;
    this.#lowest.put(input, this.#own[input]!);
    return others;
  }

  /** W. Never falls. */
  combined(processing: Instant): Instant {
    this.#askClock(processing);
    const w = this.#holding > 0 ? this.#lowest.value : this.#unheld();
    if (w > this.#reached) this.#reached = w;
    return this.#reached;
  }

  /** No input turns idle by the clock before this; +∞ when none can. May be early, never late: `tick` finds out. */
  idleHorizon(): Instant {
    return this.#silence.processing(this.#nextIdle);
  }

  /** Event time does not begin to go on in silence before this; it may do so already. */
  silenceHorizon(): Instant {
    return this.#silence.horizon;
  }

  /** Whether every tick of the clock can raise W, because nothing comes from any input. */
  get goesOn(): boolean {
    return this.#silence.lasts;
  }

  /**
   * The clock moved: where nothing comes event time may go on, and inputs that were silent for long enough turn idle.
   * Silence counts from when the clock is known.
   * @param elapsed by which lengths of time are measured, where that is not processing time itself
   */
  tick(processing: Instant, elapsed: Instant = processing): void {
    this.#silence.tick(processing, elapsed);
    if (this.#silence.lasts) this.#estimateAll(processing);
    if (elapsed < this.#nextIdle) return;
    this.#nextIdle = Infinity;
    for (let input = 0; input < this.#phase.length; input++) {
      const phase = this.#phase[input]!;
      if (!holds(phase) && phase !== 'waking') continue;
      if (this.#heard[input] === -Infinity) this.#heard[input] = elapsed;
      const due = this.#idleFrom(input);
      // Where the clock came to its end at once, no input was silent for any length of time.
      if (due <= elapsed && Number.isFinite(due)) this.#turn(input, 'silent');
      else this.#nextIdle = Math.min(this.#nextIdle, due);
    }
  }

  /** Silence counts from now, because inputs were not read before: a resume under the machine's clock. */
  restartIdle(processing: Instant, elapsed: Instant = processing): void {
    this.#silence.tick(processing, elapsed);
    this.#silence.end(processing);
    this.#heard = this.#heard.map(() => elapsed);
    this.#nextIdle = elapsed + this.#leastIdle;
  }

  /** Of the inputs that are known, in the order of their numbers, which begin at 0 again when it is loaded. */
  save(): Saved {
    const free = new Set(this.#free);
    const known = <T>(column: readonly T[]): T[] => column.filter((_, input) => !free.has(input));
    const saved = {
      high: Float64Array.from(known(this.#high)),
      own: Float64Array.from(known(this.#own)),
      heard: Float64Array.from(known(this.#heard)),
      phase: known(this.#phase),
      reached: this.#reached,
      complete: this.#complete,
      past: this.#past,
      latest: this.#silence.save(),
    };
    return this.#streams.length === 1 ? saved : { ...saved, stream: known(this.#stream) };
  }

  /** Takes up what `save` gave. */
  load(saved: Saved): void {
    const { high, own, heard, phase, stream, reached, complete, past, latest } = savedWatermarks(
      saved,
      this.#streams.length,
    );
    this.#high = [...high];
    this.#own = [...own];
    this.#heard = [...heard];
    this.#phase = [...phase];
    this.#stream = phase.map((_, input) => stream?.[input] ?? 0);
    this.#reached = reached;
    this.#complete = complete;
    this.#past = past;
    this.#silence.load(latest);
    this.#free = [];
    this.#clock = -Infinity;
    this.#holding = this.#phase.filter(holds).length;
    this.#lowest = new Lowest();
    this.#phase.forEach((one, input) => this.#lowest.put(input, holds(one) ? this.#own[input]! : Infinity));
    this.#nextIdle = this.#leastIdle === Infinity ? Infinity : -Infinity;
  }

  /** When the input turns idle if nothing comes from it; −∞ while the clock is unknown. */
  #idleFrom(input: number): Instant {
    const { idle } = this.#streamOf(input);
    return idle === undefined ? Infinity : this.#heard[input]! + idle;
  }

  #wake(input: number): void {
    this.#turn(input, 'waking');
    this.#nextIdle = Math.min(this.#nextIdle, this.#idleFrom(input));
  }

  #raise(input: number, at: Instant): void {
    if (at > this.#own[input]!) this.#own[input] = at;
    const own = this.#own[input]!;
    const phase = this.#phase[input];
    if (phase === 'active') this.#lowest.put(input, own);
    else if (phase === 'waking' && own >= this.#reached) this.#turn(input, 'active');
  }

  #turn(input: number, phase: Phase): void {
    if (this.#phase[input] === 'ended') return;
    const waited = this.#phase[input] === 'waiting';
    if (holds(this.#phase[input]!)) this.#holding--;
    this.#phase[input] = phase;
    if (holds(phase)) this.#holding++;
    // An estimate by the clock did not count while the input had no event.
    const { asksClock } = this.#streamOf(input).generator;
    const estimate = asksClock && waited ? this.#estimate(input, this.#clock) : -Infinity;
    this.#own[input] = Math.max(estimate, this.#own[input]!);
    this.#lowest.put(input, holds(phase) ? this.#own[input] : Infinity);
  }

  #estimate(input: number, processing: Instant): Instant {
    const { generator } = this.#streamOf(input);
    return generator.current(this.#high[input]!, { processing, silence: this.#silence.length });
  }

  #streamOf(input: number): StreamWatermarks {
    return this.#streams[this.#stream[input]!]!;
  }

  /** No input holds W back: the largest own watermark of those left out, or the end. */
  #unheld(): Instant {
    let largest = -Infinity;
    let open = 0;
    this.#phase.forEach((phase, input) => {
      if (phase === 'ended') return;
      open++;
      largest = Math.max(largest, this.#own[input]!);
    });
    return open === 0 && this.#complete ? Infinity : largest;
  }

  #askClock(processing: Instant): void {
    if (!this.#asksClock || processing <= this.#clock) return;
    this.#clock = processing;
    this.#estimateAll(processing);
  }

  #estimateAll(processing: Instant): void {
    for (let input = 0; input < this.#phase.length; input++) {
      if (this.#phase[input] === 'waiting') continue;
      this.#raise(input, this.#estimate(input, processing));
    }
  }

  #hear(input: number, processing: Instant): void {
    this.#silence.end(processing);
    this.#heard[input] = this.#silence.elapsed(processing);
  }
}
