// The loop of a run: batches in, panes out, ticks of the clock, until the input ends or a stop is requested. Files are
// read in event-time order, live inputs as they come. Only here does anything wait.
import type { Pipeline } from '../pipeline/pipeline.js';
import type { Framer, FramerOptions } from '../format/framer.js';
import type { Position } from '../model/batch.js';
import type { Listener, Source } from '../source/source.js';
import type { Job } from '../job.js';
import { WakeSignal, yieldToEventLoop } from './wake-signal.js';
import type { Instant } from '../model/instant.js';
import type { Barrier } from './barrier.js';
import { Barriers } from './barriers.js';
import type { StepClocks } from './chain.js';
import type { Halt } from './consume.js';
import { cutOffText } from './cut-off-text.js';
import { Failure } from './failure.js';
import { nextFile } from './next-file.js';
import { Input, type InputForm } from './input.js';
import { Inputs } from './inputs.js';
import { ListeningTime } from './listening-time.js';
import type { Host } from '../os/host.js';

/** How long a run works before it yields to signals and arrivals, in ms. */
const stretch = 20;
/** Results wait at most so long in a buffer, in ms. */
const patience = 100;
/** How often the clock is read when it can move W by itself, in ms. */
const tickEvery = 20;
/** A producer that died of the same Ctrl-C may end our input a moment before the signal reaches us, in ms. */
const sameKeystroke = 25;
/** So long after a stop what was read from a pipe is still worked on, in ms: with the rest the process ends within a second. */
const lastWork = 250;
/** With more files than this, descriptors are given back between reads. */
const manyFiles = 64;

export type Ending = 'ended' | 'stopped';

/** How an input goes on that is in a checkpoint. */
export interface TakenUp extends Pick<InputForm, 'id' | 'shift' | 'consumedOfLine' | 'promisesEnd' | 'writer'> {
  readonly from: Position;
}

export interface LoopParts {
  readonly job: Job;
  readonly pipeline: Pipeline;
  readonly host: Host;
  readonly feed: (stream: number, options: FramerOptions, source: Source) => Framer;
  /** Gives the batch of an input to the pipeline (consume.ts). */
  readonly consume: (input: Input, bound: Instant) => Halt;
  readonly barriers: {
    /** The line of one is consumed. */
    readonly passed: () => void;
    /** All inputs have sent it, or ended; none is read until the promise resolves. */
    readonly aligned: (barrier: Barrier) => Promise<void>;
  };
  /** A batch was decoded. */
  readonly decoded: (input: Input) => void;
  /** … and has gone to the pipeline. */
  readonly consumed: () => void;
  /** Some of one has. */
  readonly worked: () => void;
  readonly clocks: StepClocks;
  readonly outputs: { readonly full: boolean; readonly idle: boolean; drain(soFar?: boolean): Promise<void> };
  /** Between two lines, when it is time (checkpoints, progress). */
  readonly pause: () => Promise<void>;
  /** When `pause` is due next, as elapsed time; +∞: never. */
  readonly pauseAt: () => number;
}

export class Loop {
  readonly inputs = new Inputs();
  readonly #parts: LoopParts;
  readonly #wakeSignal = new WakeSignal();
  readonly #arrived: Input[] = [];
  #files: Input[] = [];
  readonly #live = new Set<Input>();
  readonly #listeners: Listener[] = [];
  #listening = 0;
  #going = false;
  #closed = false;
  #failed: { readonly error: unknown } | undefined;
  readonly #listened: ListeningTime;
  readonly #barriers = new Barriers();
  #drainedAt = 0;
  #yieldedAt = 0;
  #stopAskedAt = Infinity;

  constructor(parts: LoopParts) {
    this.#parts = parts;
    this.#listened = new ListeningTime(parts.host.elapsed());
    void parts.host.stop.asked.then(() => {
      this.#stopAskedAt = parts.host.elapsed();
      this.#wakeSignal.raise();
    });
  }

  /** Adds an operand's source to its stream before `go`; in operand order. */
  add(stream: number, source: Source, readSize: number, known?: TakenUp, operand = source.name): Input {
    const { pipeline, job } = this.#parts;
    const options = known === undefined ? { readSize } : { readSize, from: known.from };
    const feed = this.#parts.feed(stream, options, source);
    const keepsPartialLine = source.resume !== undefined && job.checkpoint !== undefined && !job.drain;
    const id = known?.id ?? pipeline.open(stream);
    if (!source.live && !job.streams[stream]!.guardsFiles) pipeline.trust(id);
    const input = new Input({ ...known, source, operand, feed, keepsPartialLine, id, stream });
    this.inputs.add(input);
    if (source.live) this.#live.add(input);
    else this.#files.push(input);
    return input;
  }

  /** Reads a file once before `go`; whether there was anything. */
  async look(input: Input): Promise<boolean> {
    await input.read();
    this.#took(input);
    return input.batch !== undefined || !input.atEnd;
  }

  /** Something went wrong beside the loop: it ends with that. */
  fail(error: unknown): void {
    this.#failed = { error };
    this.#wakeSignal.raise();
  }

  /** Ends the wait of the loop, which then looks whether `pause` is due. */
  wake(): void {
    this.#wakeSignal.raise();
  }

  /** Takes connections as they come, each an input of its own in the stream. */
  listen(stream: number, listener: Listener): void {
    this.#listening++;
    this.#listeners.push(listener);
    void this.#accept(stream, listener);
  }

  async go(): Promise<Ending> {
    const { job, pipeline, host } = this.#parts;
    if (this.#listening === 0 && job.drain) pipeline.noMoreInputs();
    this.#going = true;
    for (const input of this.#live) this.#readLive(input);
    while (host.stop.signal === undefined) {
      if (this.#failed !== undefined) throw this.#failed.error;
      const due = this.#upkeep();
      if (due !== undefined) await due;
      this.#tick();
      const input = pipeline.isBehind ? undefined : this.#arrived.shift();
      if (pipeline.isBehind) this.#catchUp();
      else if (input !== undefined) await this.#serve(input);
      else if (this.#readable.length > 0) await this.#fileTurn();
      else if (this.#live.size > 0 || this.#listening > 0) await this.#rest();
      else if (!this.#hasFailed) return 'ended';
    }
    // What was read from a pipe is nowhere else any more, and other inputs are not waited for.
    for (const input of this.#barriers.all()) {
      this.#pass(input);
      this.#goOn(input);
    }
    for (const input of this.#arrived.splice(0)) await this.#consumeLeft(input);
    // What is saved is of events that were judged.
    if (job.checkpoint !== undefined) await this.#settle();
    return this.#isOver ? 'ended' : 'stopped';
  }

  /** Nothing is left to be read or to be done. */
  get #isOver(): boolean {
    return this.#files.length + this.#live.size + this.#listening === 0 && !this.#parts.pipeline.isBehind;
  }

  /** A rise of W may be much work: signals are served and results written meanwhile. */
  #catchUp(): void {
    this.#parts.pipeline.catchUp();
    this.#parts.worked();
  }

  async #settle(): Promise<void> {
    while (this.#parts.pipeline.isBehind) {
      this.#catchUp();
      const due = this.#upkeep();
      if (due !== undefined) await due;
    }
  }

  /** Closes the inputs that are still open after a stop: waiting for them would keep the process alive. */
  close(): void {
    this.#closed = true;
    for (const listener of this.#listeners) listener.close();
    for (const { source } of [...this.#live, ...this.#files]) source.close();
  }

  /** Read again after every wait: another input may have failed meanwhile. */
  get #hasFailed(): boolean {
    return this.#failed !== undefined;
  }

  #tick(): void {
    const { clocks, host } = this.#parts;
    if (!clocks.ticks) return;
    const elapsed = host.elapsed();
    if (this.#barriers.size > 0) this.#listened.skip(elapsed);
    const waiting = this.#arrived.length > 0 || this.#files.length > 0;
    clocks.clock(host.now(), this.#listened.at(elapsed, waiting));
  }

  /** What has to happen now and then, whatever comes in; mostly nothing. */
  #upkeep(): Promise<void> | undefined {
    const { outputs, host, job, pauseAt } = this.#parts;
    const now = host.elapsed();
    const drains = outputs.full || job.lineBuffered || now - this.#drainedAt >= patience;
    if (drains || now >= pauseAt() || now - this.#yieldedAt >= stretch) return this.#keepUp(now, drains);
    return undefined;
  }

  /** All inputs are files: rows are written in large pieces, since no reader waits for single ones. */
  get #isOfFiles(): boolean {
    return this.#live.size === 0 && this.#listening === 0;
  }

  async #keepUp(now: number, drains: boolean): Promise<void> {
    const { outputs, pause, pauseAt, pipeline } = this.#parts;
    if (drains) {
      await outputs.drain(this.#isOfFiles);
      this.#drainedAt = now;
    }
    if (now >= pauseAt() && !pipeline.isBehind) await pause();
    if (now - this.#yieldedAt >= stretch) {
      await yieldToEventLoop();
      this.#yieldedAt = now;
    }
  }

  /** No input is at hand: what is written is handed to the system at once, and the loop waits. */
  async #rest(): Promise<void> {
    const { clocks, host, outputs, pauseAt } = this.#parts;
    if (!outputs.idle) await outputs.drain();
    if (this.#arrived.length > 0) return;
    const now = (this.#drainedAt = host.elapsed());
    const wake = clocks.ticks ? clocks.wakeAt() + 1 - clocks.processing : Infinity;
    const tick = clocks.ticks && clocks.asksClock && clocks.openWindows > 0 ? tickEvery : Infinity;
    // A deadline already behind us waits for something else as well; it is evaluated again at every tick.
    await this.#wakeSignal.wait(Math.min(wake <= 0 ? tickEvery : wake, pauseAt() - now, tick));
  }

  /** One read and what it brought, or what is left of the last: of the file that is furthest behind. */
  async #fileTurn(): Promise<void> {
    const { input, bound } = nextFile(this.#readable, this.#parts.pipeline);
    if (input.consumed && !input.atEnd) {
      const read = input.read();
      if (read !== undefined) await read;
      this.#took(input);
      if (this.#files.length > manyFiles) input.source.park();
    }
    await this.#consume(input, bound);
    if (input.consumed && input.atEnd) await this.#ended(input);
  }

  /** Files that do not stand before a barrier. */
  get #readable(): readonly Input[] {
    if (this.#barriers.size === 0) return this.#files;
    return this.#files.filter((input) => !this.#barriers.has(input));
  }

  async #serve(input: Input): Promise<void> {
    if (input.atEnd && (await this.#stopsToo(input))) return;
    this.#took(input);
    await this.#consume(input, Infinity);
    if (!input.consumed) return;
    if (input.atEnd) await this.#ended(input);
    else this.#readLive(input);
  }

  /**
   * Ctrl-C reaches every member of a pipeline: an end of input that comes with it is no end (SPEC §9). Accepted
   * connections are no members of it, and are not waited for: there may be thousands.
   */
  async #stopsToo({ accepted }: Input): Promise<boolean> {
    const { host } = this.#parts;
    await yieldToEventLoop();
    await yieldToEventLoop();
    if (host.attended && !accepted) await new Promise((resolve) => setTimeout(resolve, sameKeystroke));
    return host.stop.signal !== undefined;
  }

  /** A stop was requested. An end that came with it, and half a line before it, may be of a producer that died. */
  async #consumeLeft(input: Input): Promise<void> {
    if (input.atEnd) return;
    while (!this.#stopIsLate()) {
      this.#took(input);
      await this.#consume(input, Infinity);
      if (!input.consumed || !input.hasLines) return;
      await yieldToEventLoop();
      await input.read();
    }
  }

  /** What was read is too much work to be finished by now. */
  #stopIsLate(): boolean {
    return this.#parts.host.elapsed() - this.#stopAskedAt >= lastWork;
  }

  async #consume(input: Input, bound: number): Promise<void> {
    const { consume, consumed, worked } = this.#parts;
    for (;;) {
      const halt = consume(input, bound);
      worked();
      if (halt === 'done') break;
      if (halt === 'barrier') {
        if (await this.#standsBefore(input)) return;
        // Another file may be further behind.
        if (!input.source.live) break;
      } else if (await this.#stopsAmid(input)) return;
    }
    if (!input.consumed) return;
    input.done();
    consumed();
  }

  /** Whether the others have not sent its barrier yet, if it has sent one. After a stop that is not waited for. */
  async #standsBefore(input: Input): Promise<boolean> {
    if (input.barrier !== undefined) this.#barriers.add(input);
    await this.#align(input);
    if (this.#stopAskedAt < Infinity) this.#pass(input);
    return this.#barriers.has(input);
  }

  /** @param served goes on by itself */
  async #align(served?: Input): Promise<void> {
    while (this.#barriers.size > 0) {
      const { inputs, aligned } = this.#barriers.due(this.#awaited());
      if (inputs.length === 0) return;
      for (const input of inputs) this.#pass(input);
      if (aligned !== undefined) await this.#parts.barriers.aligned(aligned);
      for (const input of inputs) if (input !== served) this.#goOn(input);
    }
  }

  /** Inputs whose barriers are waited for: in a pipeline not those without any. */
  #awaited(): readonly Input[] {
    const open = [...this.#files, ...this.#live];
    const inPipeline = this.#parts.job.checkpoint?.name !== undefined;
    return inPipeline ? open.filter(({ brings }) => brings !== 'events') : open;
  }

  #goOn(input: Input): void {
    if (input.source.live) this.#arrived.push(input);
  }

  #pass(input: Input): void {
    if (!this.#barriers.has(input)) return;
    this.#barriers.release(input);
    this.#parts.barriers.passed();
  }

  /**
   * A batch may be much work: signals are served and results written meanwhile. After a stop what is left of a file is
   * still there; what was read from a pipe is nowhere else, and is finished if that does not take long.
   */
  async #stopsAmid({ source }: Input): Promise<boolean> {
    const due = this.#upkeep();
    if (due !== undefined) await due;
    this.#tick();
    return this.#parts.host.stop.signal !== undefined && (!source.live || this.#stopIsLate());
  }

  #took(input: Input): void {
    if (input.batch === undefined || input.counted) return;
    input.counted = true;
    this.#parts.decoded(input);
  }

  async #ended(input: Input): Promise<void> {
    if (input.cutOff) throw new Failure(cutOffText(input.source.name, this.#parts.job.checkpoint?.path));
    input.finish();
    this.#files = this.#files.filter((other) => other !== input);
    this.#live.delete(input);
    this.#parts.pipeline.end(input.id);
    if (input.accepted) {
      this.#parts.pipeline.forget(input.id);
      this.inputs.drop(input);
    }
    await this.#align();
  }

  #readLive(input: Input): void {
    Promise.resolve(input.read()).then(
      () => {
        this.#arrived.push(input);
        this.#wakeSignal.raise();
      },
      (error: unknown) => this.fail(error),
    );
  }

  async #accept(stream: number, listener: Listener): Promise<void> {
    try {
      for (let source = await listener.accept(); source !== undefined; source = await listener.accept()) {
        if (this.#closed) {
          source.close();
          return;
        }
        const operand = listener.bringsFiles === true ? source.name : listener.name;
        const input = this.add(stream, source, 64 * 1024, undefined, operand);
        // A connection that comes before the run has begun is read when that does, and only once.
        if (this.#going) this.#readLive(input);
      }
    } catch (error) {
      this.fail(error);
    }
    this.#listening--;
    if (this.#listening === 0 && this.#parts.job.drain) this.#parts.pipeline.noMoreInputs();
    this.#wakeSignal.raise();
  }
}
