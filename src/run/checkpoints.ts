// When a run takes its checkpoints, and what goes into them (SPEC §10): every so often, at `@checkpoint` lines, and at
// a clean stop. What is to be saved is put together between two lines, while nothing moves; putting it on disk, outputs
// first, goes on beside the run, because outputs that have grown meanwhile are cut back to what is recorded.
import type { Checkpoint, SavedInput, OutputPositions, ReportedFaults } from '../checkpoint/checkpoint.js';
import { optionDifference } from '../checkpoint/option-difference.js';
import { PipelineStore } from '../checkpoint/pipeline-store.js';
import { type CheckpointStore, FileStore, type SavedAs } from '../checkpoint/store.js';
import type { Beginning } from '../format/control-line.js';
import type { Pipeline } from '../pipeline/pipeline.js';
import type { Decoder } from '../format/decoder.js';
import type { KeyTable } from '../event/key-table.js';
import type { Job } from '../job.js';
import { Account } from '../report/account.js';
import type { Barrier } from './barrier.js';
import { PipelineSnapshots } from './pipeline-snapshots.js';
import { unconsumed } from './unconsumed.js';
import { Failure } from './failure.js';
import { namedByWindows } from './open-keys.js';
import type { ChainedStep } from './chained-step.js';
import type { Outputs } from './outputs.js';
import type { Input } from './input.js';
import { savedInput } from './saved-input.js';
import { standingOf } from './standing.js';
import type { Host } from '../os/host.js';

/** What a checkpoint is taken of. */
export interface CheckpointSources {
  readonly pipeline: Pipeline;
  readonly keys: KeyTable;
  readonly account: Account;
  readonly outputs: Outputs;
  /** The steps after the first, which have taken all rows of the ones before. */
  readonly then: readonly ChainedStep[];
  readonly inputs: Iterable<Input>;
  /** Inputs of earlier runs that this one does not read, by the pipeline's number. */
  readonly unreadInputs: ReadonlyMap<number, SavedInput>;
  /** A decoder of a stream that no input uses. */
  readonly decoder: (stream: number) => Decoder;
  /** Makes the loop read `at` again. */
  readonly wake: () => void;
}

/** What is special about a checkpoint. */
export interface CheckpointReason {
  /** It holds the same as the one gone on from, only that the run goes on: FILE.1 stays what it is. */
  readonly reopened?: boolean;
  /** The run is complete. */
  readonly drained?: boolean;
  /** Nothing will be written after it. */
  readonly clean?: boolean;
  /** The run has come to its end, and these are its faults. */
  readonly reported?: ReportedFaults;
  /** The `@checkpoint` line that it is for. */
  readonly passOn?: string;
  /** Of a pipeline, the number of the snapshot. */
  readonly number?: number;
}

const advice = {
  damaged: '; start over with --fresh',
  replaceable: ': copy that over it to go on from there, or start over with --fresh',
};

export class Checkpoints {
  /** What the run goes on from; undefined: it starts afresh. */
  readonly resumed: Checkpoint | undefined;
  readonly #job: Job;
  readonly #meaning: Checkpoint['meaning'];
  readonly #host: Host;
  readonly #every: { readonly ms: number } | { readonly events: number };
  readonly #store: CheckpointStore;
  #snapshots: PipelineSnapshots | undefined;
  #sources: CheckpointSources | undefined;
  /** By stream. */
  readonly #decoders: Decoder[] = [];
  #reported: ReportedFaults = { rejects: 0, late: 0, tooLate: 0, lines: 0 };
  /** Elapsed time, or number of events, of the next one. */
  #next = 0;
  /** What had been done at the last one; nothing new is not saved again. */
  #last = '';
  #writing: Promise<void> | undefined;
  #failed: { readonly error: unknown } | undefined;
  /** SIGHUP came: the outputs are to be opened anew. */
  #reopen = false;

  private constructor(job: Job, checkpoint: NonNullable<Job['checkpoint']>, host: Host, store: CheckpointStore) {
    this.#job = job;
    this.#meaning = job.meaning();
    this.#host = host;
    this.#every = checkpoint.every;
    this.#store = store;
    const goesOn = store instanceof PipelineStore || !checkpoint.fresh;
    this.resumed = goesOn ? store.read(advice) : undefined;
    if (this.resumed !== undefined) this.#compare(this.resumed);
  }

  /**
   * Locks the checkpoint of the job and reads it.
   * @throws InUse (75) when another run has it; Failure or an Error ready to be shown when it cannot be gone on from
   */
  static async open(job: Job, checkpoint: NonNullable<Job['checkpoint']>, host: Host): Promise<Checkpoints> {
    const { path, name, fresh } = checkpoint;
    const times = { now: host.now(), started: performance.timeOrigin };
    const store =
      name === undefined ? new FileStore(path, times.now) : await PipelineStore.open({ path, name, fresh }, times);
    try {
      return new Checkpoints(job, checkpoint, host, store);
    } catch (error) {
      store.release();
      throw error;
    }
  }

  /** The place of the process in a pipeline; undefined: it is in none. */
  get pipeline(): PipelineStore | undefined {
    return this.#store instanceof PipelineStore ? this.#store : undefined;
  }

  /** Where the process goes on from in its pipeline; undefined: it is in none. */
  get beginning(): Beginning | undefined {
    const { name } = this.#job.checkpoint ?? {};
    return name === undefined || this.pipeline === undefined ? undefined : { name, snapshot: this.pipeline.from };
  }

  /**
   * Takes up what the checkpoint holds.
   * @throws an Error ready to be shown, when that makes no sense
   */
  takeUp<T>(load: () => T): T {
    return this.#store.making(load, advice);
  }

  /**
   * Gives the run its checkpoints. The first is taken at once unless there is one with these outputs, so that however
   * the run dies, the next one finds how long they were; and when by the one before no run was writing.
   */
  async begin(sources: CheckpointSources, reported: ReportedFaults): Promise<void> {
    this.#sources = sources;
    this.#reported = reported;
    if (this.pipeline !== undefined) return this.#beginIn(this.pipeline, sources);
    this.#schedule();
    const before = this.resumed?.outputs;
    const places = this.#outputs.flatMap(({ position }) => placesOf(position));
    const known = [before, ...(this.resumed?.steps ?? []).map((step) => step.outputs)].flatMap(placesOf);
    const reopened = this.resumed?.clean === true;
    if (before === undefined || reopened || places.some((place, i) => place !== known[i]))
      await this.take({ reopened });
    if (typeof this.resumed?.passOn === 'string') sources.outputs.passOn(Buffer.from(this.resumed.passOn));
  }

  /** Of a pipeline the first snapshot is the beginning: where the outputs were then. */
  async #beginIn(store: PipelineStore, { pipeline, inputs }: CheckpointSources): Promise<void> {
    this.#snapshots = new PipelineSnapshots({
      ...{ store, inputs, every: this.#every },
      events: () => pipeline.counters.events,
      now: () => this.#host.now(),
      elapsed: () => this.#host.elapsed(),
      warn: (text) => (this.#job.quiet ? undefined : this.#host.say(`flowctl: ${text}`)),
    });
    if (this.resumed === undefined) await this.#save({ number: 0 });
  }

  /** When `pause` is due next, as elapsed time; +∞: not before something else happens. */
  get at(): number {
    if (this.#failed !== undefined || this.#reopen) return -Infinity;
    if (this.#snapshots !== undefined) return this.#snapshots.at;
    // By time the run goes on while one is written, by events it waits: so many may have to be done again, no more.
    if ('ms' in this.#every) return this.#writing === undefined ? this.#next : Infinity;
    return this.#sources!.pipeline.counters.events >= this.#next ? -Infinity : Infinity;
  }

  /** Called between two lines, when it is time. */
  async pause(): Promise<void> {
    if (this.#failed !== undefined) throw this.#failed.error;
    if (this.#reopen) await this.#reopenOutputs();
    else if (this.#snapshots !== undefined) await this.#follow(this.#snapshots.look());
    else if (this.#signature() === this.#last) this.#schedule();
    else await this.#start({});
  }

  /** All inputs have sent the barrier: it is passed on once what came before it is safe. */
  async takeAt({ id, line }: Barrier): Promise<void> {
    if (this.#snapshots !== undefined) return this.#follow(this.#snapshots.numberAt(id));
    await this.take({ reported: this.#reported, passOn: line.toString() });
    this.#sources!.outputs.passOn(line);
  }

  /** Takes one now, and returns when it is safe. A process of a pipeline takes one by itself only at its end. */
  async take(reason: CheckpointReason = {}): Promise<void> {
    if (this.#snapshots === undefined || reason.drained === true) await this.#save(reason);
  }

  /** The snapshot of this number is to be taken; undefined: none. */
  async #follow(number: number | undefined): Promise<void> {
    if (number === undefined || number <= this.#snapshots!.last) return;
    await this.#save({ number, reported: this.#reported });
    this.#snapshots!.took(number);
    for (const outputs of this.#outputs) outputs.barrier(number);
  }

  async #save(reason: CheckpointReason): Promise<void> {
    await this.#start(reason);
    await this.#written();
  }

  /** Outputs are opened anew between two checkpoints, so that none of their rows is forgotten or repeated. */
  reopenOutputs(): void {
    this.#reopen = true;
    this.#sources?.wake();
  }

  /** Unlocks the file; what is being written is finished first. */
  async release(): Promise<void> {
    await this.#writing?.catch(() => undefined);
    this.#store.release();
  }

  #compare(checkpoint: Checkpoint): void {
    const { name } = this.#store;
    const changed = optionDifference(checkpoint.meaning, this.#meaning);
    if (changed !== undefined) {
      throw new Failure(
        `${name} was written with options that mean something else:\n${changed}\n` +
          'use the options it was written with, or start over with --fresh',
      );
    }
    const zone = checkpoint.meaning['tz'] ?? 'UTC';
    const zones = process.versions['tz'] ?? '';
    if (zone !== 'UTC' && checkpoint.zones !== zones) {
      this.#host.say(
        `flowctl: the time-zone data are another version than those of ${name} (${checkpoint.zones}, now ${zones}); ` +
          `windows that were open then keep their bounds`,
      );
    }
  }

  async #start(reason: CheckpointReason): Promise<void> {
    await this.#written();
    for (const outputs of this.#outputs) await outputs.drain();
    this.#store.assertHeld();
    this.#last = this.#signature();
    this.#schedule();
    const pieces = this.#store.encode(this.#snapshot(reason));
    const { reopened = false, drained: ended = false, number = this.#snapshots?.last ?? 0 } = reason;
    this.#writing = this.#write(pieces, { keep: !reopened, ended, number }).then(
      () => this.#over(),
      (error: unknown) => {
        this.#failed = { error };
        this.#over();
      },
    );
  }

  async #write(pieces: readonly Buffer[], kind: SavedAs): Promise<void> {
    for (const outputs of this.#outputs) await outputs.sync();
    await this.#store.write(pieces, kind);
  }

  /** Of all steps. */
  get #outputs(): readonly Outputs[] {
    const { outputs, then } = this.#sources!;
    return [outputs, ...then.map((step) => step.outputs)];
  }

  #over(): void {
    this.#writing = undefined;
    if ('ms' in this.#every) this.#schedule();
    this.#sources!.wake();
  }

  async #written(): Promise<void> {
    await this.#writing;
    if (this.#failed !== undefined) throw this.#failed.error;
  }

  #schedule(): void {
    if ('ms' in this.#every) this.#next = this.#host.elapsed() + this.#every.ms;
    else this.#next = this.#sources!.pipeline.counters.events + this.#every.events;
  }

  async #reopenOutputs(): Promise<void> {
    this.#reopen = false;
    await this.take();
    for (const outputs of this.#outputs) await outputs.reopen();
    await this.take();
  }

  #signature(): string {
    const { pipeline, account } = this.#sources!;
    const { counters, watermark } = pipeline;
    return JSON.stringify([
      counters,
      account.lines,
      account.control,
      account.rejects,
      String(watermark),
      this.#outputs.map(({ position }) => position),
    ]);
  }

  #snapshot({ drained = false, clean = false, reported = this.#reported, passOn }: CheckpointReason): Checkpoint {
    const { pipeline, keys, outputs, inputs, unreadInputs, then } = this.#sources!;
    const complete = reported !== this.#reported;
    const account = this.#consumed();
    const named = namedByWindows({ keys, pipeline });
    const numbers = keys.numbering(named);
    const saved = [...unreadInputs];
    for (const input of inputs) saved.push([input.id, savedInput(input)]);
    return {
      zones: process.versions['tz'] ?? '',
      written: this.#host.now(),
      meaning: this.#meaning,
      drained,
      clean,
      inputs: saved.sort(([a], [b]) => a - b).map(([, input]) => input),
      outputs: outputs.position,
      passOn: this.#job.controlOut && passOn !== undefined ? passOn : null,
      told: reported,
      standing: standingOf(pipeline, account, keys.count(named)),
      account: account.save(),
      keys: keys.save(numbers),
      engine: pipeline.save(numbers),
      ...(then.length === 0 ? {} : { steps: then.map((step) => step.save(complete ? step.allFaults : undefined)) }),
    };
  }

  /** The account of what was consumed. */
  #consumed(): Account {
    const { account, inputs, decoder } = this.#sources!;
    const consumed = new Account();
    consumed.load(account.save());
    consumed.uncount(unconsumed(inputs, (stream) => (this.#decoders[stream] ??= decoder(stream))));
    return consumed;
  }
}

/** Where files are that were written. */
function placesOf(position: OutputPositions | undefined): readonly (string | undefined)[] {
  const { results, late, rejects } = position ?? {};
  return [results, late, rejects].map((output) => output?.place);
}
