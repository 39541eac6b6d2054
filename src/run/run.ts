// A run from its plan to its exit status: outputs and inputs are opened, the loop goes, and the end (SPEC §9) is
// reported. What a run does with a line that is no event stands here as well.
import type { Checkpoint, ReportedFaults, SavedInput, SavedStep } from '../checkpoint/checkpoint.js';
import { operatorOpeners, type OperatorOpener, type OperatorOpeners } from './open-operator.js';
import { SpillFile } from './spill-file.js';
import { Pipeline } from '../pipeline/pipeline.js';
import { isJoin } from '../model/join-kind.js';
import type { Decoder } from '../format/decoder.js';
import type { Framer, FramerOptions } from '../format/framer.js';
import { KeyTable } from '../event/key-table.js';
import type { RecordPlan } from '../format/input/input-format.js';
import { openDecoder } from '../format/open-decoder.js';
import type { WorkerPool } from '../worker/pool.js';
import type { ControlLine } from '../model/batch.js';
import type { Duration } from '../model/instant.js';
import { Misshapen } from '../model/shape.js';
import { durationText } from '../text/duration.js';
import { type Job, lagOf, tableOf, windowPlanOf } from '../job.js';
import { lineBytes } from '../format/line-bytes.js';
import type { Sink } from '../sink/sink.js';
import { Account } from '../report/account.js';
import { unconsumed } from './unconsumed.js';
import type { Checkpoints } from './checkpoints.js';
import { Failure } from './failure.js';
import { addInputs, openInputs, type OpenedInputs } from './open-inputs.js';
import { reportPorts, untilListening } from './listening.js';
import { Loop } from './loop.js';
import type { StepTables } from './table.js';
import { descriptorThree, openOutputs } from './open-outputs.js';
import { completedRun } from './completed-run.js';
import { OpenKeys } from './open-keys.js';
import { MemoryLimit } from './memory-limit.js';
import { Outputs, ResultsGone } from './outputs.js';
import type { Input } from './input.js';
import type { Source } from '../source/source.js';
import { Report } from '../report/report.js';
import { explainStop } from './explain-stop.js';
import { runView } from './run-view.js';
import { shareWork } from './parallel.js';
import { type Fault, statusOfFaults } from '../report/thresholds.js';
import { yieldToEventLoop } from './wake-signal.js';
import type { Host } from '../os/host.js';
import { cutShortText } from './cut-short.js';
import type { Barrier } from './barrier.js';
import { writerOf } from './writer-of.js';
import { timelessText } from './timeless.js';
import { optionOfStep, stepName } from '../text/step-name.js';
import { Chain } from './chain.js';
import type { ChainedStep } from './chained-step.js';
import { consume, type NonEventHandler } from './consume.js';
import { allFaults, newFaults, noFaults } from './new-faults.js';
import { inStep } from './of-step.js';
import { openFramer } from './open-framer.js';
import { takeReject } from './take-reject.js';

/**
 * Carries out a job.
 * @returns the exit status (SPEC §9)
 * @throws Failure, or what a source or sink throws, with a message ready to be shown
 */
export async function run(job: Job, host: Host): Promise<number> {
  const tables = await tablesOf(job, host);
  const meant = withChecksums(job, tables);
  const checkpoints = await openCheckpoints(meant, host);
  try {
    if (checkpoints?.resumed?.drained === true)
      return await completedRun(meant, checkpoints, checkpoints.resumed, host);
    return await execute(meant, host, checkpoints, tables);
  } finally {
    await checkpoints?.release();
  }
}

/** Inputs come first: what cannot be read, or listened on, is found out before any output is made or emptied. */
async function execute(
  job: Job,
  host: Host,
  checkpoints: Checkpoints | undefined,
  tables: StepTables,
): Promise<number> {
  const late = job.late ?? descriptorThree();
  const notice = (text: string): void => (job.quiet ? undefined : host.say(`flowctl: ${text}`));
  const opened = openInputs(job, checkpoints?.resumed, notice);
  let execution: Execution | undefined;
  try {
    await untilListening(opened.sources);
    const [openers, Next] = [await operatorOpeners(job, tables), await chained(job)];
    execution = new Execution({ ...job, late }, openers, Next, host, checkpoints, opened, notice);
    return await execution.go();
  } catch (error) {
    const status = statusOf(error);
    execution?.failed(status);
    if (status === 141) return status;
    throw execution?.explained(error) ?? error;
  } finally {
    // Some may not have been added to the loop.
    for (const source of opened.sources) source.close();
    await execution?.abandon();
  }
}

function statusOf(error: unknown): number {
  if (error instanceof ResultsGone) return 141;
  return error instanceof Failure ? error.status : 1;
}

/** Most runs have none, and do not load the code. */
async function tablesOf(job: Job, host: Host): Promise<StepTables> {
  if ([job, ...job.then].every(({ step }) => tableOf(step) === undefined)) return [];
  const { openTables } = await import('./table.js');
  return openTables(job, (text) => host.say(text));
}

/** A table that has changed is another one: what was written of the first is not what the rest will be. */
function withChecksums(job: Job, tables: StepTables): Job {
  if (tables.length === 0) return job;
  const steps = [job, ...job.then];
  const checked = (meaning: ReturnType<Job['meaning']>): typeof meaning => {
    const texts = tables.flatMap((table, i) => {
      const name = optionOfStep(i + 1, steps[i]!.step.is === 'silence' ? 'expect' : 'table');
      return table === undefined ? [] : [[name, `${meaning[name]} (${table.checksum})`] as const];
    });
    return { ...meaning, ...Object.fromEntries(texts) };
  };
  return { ...job, meaning: () => checked(job.meaning()) };
}

/** The same of checkpoints. */
async function openCheckpoints(job: Job, host: Host): Promise<Checkpoints | undefined> {
  if (job.checkpoint === undefined) return undefined;
  const { Checkpoints } = await import('./checkpoints.js');
  return Checkpoints.open(job, job.checkpoint, host);
}

/** Most runs have one step, and do not load the code. */
async function chained({ then }: Job): Promise<typeof ChainedStep | undefined> {
  return then.length === 0 ? undefined : (await import('./chained-step.js')).ChainedStep;
}

class Execution {
  readonly #job: Job;
  readonly #host: Host;
  readonly #account: Account;
  readonly #keys: KeyTable;
  readonly #outputs: Outputs;
  readonly #pipeline: Pipeline;
  /** The steps after the first. */
  readonly #chain: Chain;
  readonly #loop: Loop;
  readonly #report: Report;
  readonly #openKeys: OpenKeys;
  readonly #memory: MemoryLimit;
  readonly #opened: OpenedInputs;
  readonly #checkpoints: Checkpoints | undefined;
  /** The run is over, one way or the other. */
  readonly #over: () => void;
  #threads: WorkerPool | undefined;
  /** Inputs of the checkpoint that had nothing new. */
  #unreadInputs: readonly SavedInput[] = [];
  /** The warning about such lines was given. */
  #unsafe = false;
  /** What a stop waits for, unless it is an output. */
  #activity = 'at work on what was read';
  /** The messages at the end go into none of the outputs. */
  readonly #apart: boolean;
  /** What earlier runs on this checkpoint have come to their ends with; only the rest is this one's. */
  #reported: ReportedFaults = noFaults;

  constructor(
    job: Job,
    openers: OperatorOpeners,
    Next: typeof ChainedStep | undefined,
    host: Host,
    checkpoints: Checkpoints | undefined,
    opened: OpenedInputs,
    notice: (text: string) => void,
  ) {
    this.#job = job;
    this.#opened = opened;
    this.#account = new Account(opened.losses);
    this.#host = host;
    this.#checkpoints = checkpoints;
    this.#keys = new KeyTable(job.streams[0].recordPlan.keys.map((key) => key.name));
    const outputs = (this.#outputs = new Outputs());
    // What is saved with a checkpoint has to fit in memory.
    const space = checkpoints === undefined ? new SpillFile(job.maxMemory, host.memory) : undefined;
    const [opener, ...nextOpeners] = openers;
    const operator = opener(outputs, this.#keys, space);
    this.#pipeline = new Pipeline(job.pipeline, operator, outputs);
    // A checkpoint that does not fit is refused before any output is made or cut back.
    const chain = (this.#chain = this.#takeUp(Next, nextOpeners));
    const checkpoint = checkpoints?.resumed;
    const taken = new Map<string, Sink>();
    const beginning = checkpoints?.beginning;
    const terminalSize = (fd: number) => host.terminalSize(fd);
    const common = { warn: notice, checkpoint, beginning, taken, terminalSize };
    // Messages may go where any of them writes: the first step, which writes them, comes last.
    const others = chain.openOutputs(common);
    const parts = {
      ...common,
      keys: this.#keys,
      account: this.#account,
      resumed: checkpoint?.outputs,
      results: chain.edge,
    };
    const { lateName, shared, apart } = openOutputs(outputs, job, parts, (fd, form) =>
      this.#threads?.borrowPrinter(fd, form),
    );
    this.#apart = apart && others.every((opened) => opened.apart);
    outputs.promise = () => this.#pipeline.outputWatermark();
    const name = job.then.length === 0 ? undefined : stepName(1, job.verb);
    const nonEvents: NonEventHandler = {
      reject: (at, reject) => takeReject(this.#rejectSources, at, reject),
      timeless: (input) => timelessText(job, input.stream, this.#pipeline.processing),
      control: (at, line) => this.#control(at, line),
    };
    this.#loop = new Loop({
      job,
      pipeline: this.#pipeline,
      host,
      feed: (stream, options, source) => this.#feed(stream, options, source),
      consume: (input, bound) => inStep(name, () => consume(input, this.#pipeline, nonEvents, bound)),
      decoded: (input) => this.#decoded(input),
      barriers: {
        passed: () => this.#account.control++,
        aligned: (barrier) => this.#takeAt(barrier),
      },
      consumed: () => inStep(name, () => this.#openKeys.look()),
      worked: () => this.#worked(),
      clocks: chain.clocks(job, this.#pipeline),
      outputs: chain.outputs(outputs),
      pause: () => this.#pause(),
      pauseAt: () => checkpoints?.at ?? Infinity,
    });
    const { inputs } = this.#loop;
    const [account, pipeline, keys] = [this.#account, this.#pipeline, this.#keys];
    const openKeys = new OpenKeys({
      keys,
      pipeline,
      inputs,
      most: job.maxKeys,
      forgotten: () => outputs.forgetKeys(),
    });
    this.#openKeys = openKeys;
    const resumable = job.checkpoint !== undefined;
    const aggregates = windowPlanOf(job)?.aggregates.length ?? 0;
    const holdsEvents = job.step.is === 'sort' || job.step.is === 'match' || isJoin(job.step);
    this.#memory = new MemoryLimit({
      pipeline,
      openKeys,
      holdsEvents,
      aggregates,
      host,
      most: job.maxMemory,
      resumable,
    });
    const run = runView({ job, host, pipeline, openKeys, inputs, unread: () => this.#unreadInputs });
    const speaker = withMessagesThrough(shared, host);
    const step = name === undefined ? undefined : { number: 1, verb: job.verb };
    this.#report = new Report({ job, host: speaker, account, run, lag: lagOf(job), lateName, step });
    chain.openReports(speaker);
    if (job.clock === 'wall') host.onSetBack((by) => this.#report.warn(setBackText(by)));
    host.onReopen(() => this.#reopen());
    host.onStatus(() => this.#reports.forEach((report) => report.status()));
    const now = (): string => outputs.waiting ?? this.#activity;
    this.#over = explainStop(host.stop, now, (text) => this.#report.warn(text));
  }

  async go(): Promise<number> {
    const { job, host } = { job: this.#job, host: this.#host };
    await this.#begin();
    const ending = await this.#loop.go();
    this.#opened.losses.look();
    const leftOpen = ending === 'stopped' ? await this.#stopped() : await this.#ended();
    const ended = ending === 'ended';
    if (this.#checkpoints !== undefined) this.#activity = 'writing the checkpoint';
    await this.#checkpoints?.take({
      drained: ended && job.drain,
      clean: this.#apart,
      reported: ended ? allFaults(this.#account, this.#pipeline.counters) : this.#reported,
    });
    // A checkpoint subtracts the same from its own copy.
    if (!ended) this.#account.uncount(unconsumed(this.#loop.inputs, (stream) => this.#decoder(stream)));
    await this.#chain.outputs(this.#outputs).drain();
    const found = ended ? this.#faults() : [];
    const stopped = leftOpen.every((left) => left === 0) ? 0 : host.stop.signal === 'SIGINT' ? 130 : 143;
    const status = ended ? statusOfFaults(found.flat()) : stopped;
    this.#stats(status);
    const cutShort = ended ? undefined : cutShortText(this.#loop.inputs, this.#checkpoints !== undefined);
    if (cutShort !== undefined) this.#report.warn(cutShort);
    for (const [i, report] of this.#reports.entries()) report.end(leftOpen[i] ?? 0, found[i] ?? []);
    await this.#close();
    return status;
  }

  /** A run that fails writes its stats too. */
  failed(status: number): void {
    this.#opened.losses.look();
    this.#stats(status);
  }

  #stats(status: number): void {
    this.#outputs.stats(() => this.#reports.map((report) => report.stats(status)).join(''));
  }

  /** What an error means, where the run has an explanation of it. */
  explained(error: unknown): unknown {
    return this.#memory.explained(error);
  }

  /** After success and failure alike: what was written is handed over, if it can be, and open inputs are closed. */
  async abandon(): Promise<void> {
    this.#report.stop();
    this.#loop.close();
    // They may be printing.
    await this.#close().catch(() => undefined);
    await this.#threads?.close();
    this.#over();
  }

  async #close(): Promise<void> {
    for (const { outputs } of this.#chain.steps) await outputs.close();
    await this.#outputs.close();
  }

  /** Of all steps. */
  get #reports(): readonly Report[] {
    return [this.#report, ...this.#chain.steps.map(({ report }) => report)];
  }

  get #rejectSources() {
    return {
      job: this.#job,
      pipeline: this.#pipeline,
      account: this.#account,
      outputs: this.#outputs,
      report: this.#report,
    };
  }

  /** Some of a batch was consumed: what came of it goes on to the next steps. */
  #worked(): void {
    this.#chain.flow();
    this.#memory.look();
  }

  /** Takes up what an earlier run has left, and the inputs. */
  async #begin(): Promise<void> {
    const { job, loop, pipeline } = { job: this.#job, loop: this.#loop, pipeline: this.#pipeline };
    const [checkpoints, account, keys] = [this.#checkpoints, this.#account, this.#keys];
    const notice = (text: string): void => this.#report.warn(text);
    const resumed = checkpoints?.resumed;
    if (resumed !== undefined) {
      this.#reported = resumed.told;
      if (job.clock === 'wall') pipeline.restartIdle(this.#host.now(), this.#host.elapsed());
    }
    const saved = resumed?.inputs ?? [];
    const unreadInputs = await addInputs(this.#opened, saved, { loop, pipeline, notice, drain: job.drain });
    const { inputs } = loop;
    this.#threads = await shareWork(job, inputs, keys);
    const [decoder, wake] = [(stream: number) => this.#decoder(stream), () => loop.wake()];
    const then = this.#chain.steps;
    const parts = { pipeline, keys, account, outputs: this.#outputs, then, inputs, unreadInputs, decoder, wake };
    for (const step of then) step.begin();
    await checkpoints?.begin(parts, this.#reported);
    this.#unreadInputs = [...unreadInputs.values()];
    this.#report.begin(this.#reported.late);
    if (job.verbose) reportPorts(this.#opened.sources, (text) => this.#report.warn(text));
  }

  /** The steps after the first; all steps as an earlier run has left them. */
  #takeUp(Next: typeof ChainedStep | undefined, openers: readonly OperatorOpener[]): Chain {
    const [checkpoints, account, keys] = [this.#checkpoints, this.#account, this.#keys];
    const resumed = checkpoints?.resumed;
    const { job, host } = { job: this.#job, host: this.#host };
    const steps = (saved: readonly (SavedStep | undefined)[]): Chain =>
      new Chain(openSteps(job, Next, openers, host, saved));
    if (resumed === undefined) return steps([]);
    return checkpoints!.takeUp(() => {
      keys.load(resumed.keys);
      account.load(resumed.account);
      this.#pipeline.load(resumed.engine, keys.size);
      return steps(savedSteps(resumed, job));
    });
  }

  /** With checkpoints between two of them, so that no row is forgotten or written twice. */
  #reopen(): void {
    if (this.#checkpoints !== undefined) this.#checkpoints.reopenOutputs();
    else this.#chain.reopen(this.#outputs).catch((error: unknown) => this.#loop.fail(error));
  }

  #feed(stream: number, options: FramerOptions, source: Source): Framer {
    return openFramer(this.#recordPlanOf(stream, source), this.#keys, this.#job.maxLine, options);
  }

  /** What is read of the records. The clock of those of a file is when it was last written to. */
  #recordPlanOf(stream: number, source?: Source): RecordPlan {
    const { recordPlan } = this.#job.streams[stream]!;
    if (recordPlan.format.asksClock !== true) return recordPlan;
    const file = source?.live === false ? source : undefined;
    return { ...recordPlan, recordClock: () => file?.changed ?? this.#host.now() };
  }

  #decoder(stream: number): Decoder {
    return openDecoder(this.#recordPlanOf(stream), this.#keys, this.#job.maxLine);
  }

  /** Between two lines it is time for a checkpoint. */
  async #pause(): Promise<void> {
    this.#chain.flow();
    await this.#checkpoints?.pause();
  }

  /** The barrier is passed on once what came before it is safe. */
  async #takeAt(barrier: Barrier): Promise<void> {
    this.#chain.flow();
    await this.#checkpoints?.takeAt(barrier);
    this.#chain.flow();
  }

  /** Nothing is left open, or all of it for the next run. */
  async #ended(): Promise<readonly number[]> {
    if (this.#job.drain) {
      this.#pipeline.finish();
      await this.#settle();
      this.#outputs.watermark();
    }
    this.#outputs.end(this.#job.drain);
    this.#chain.finish();
    return [];
  }

  /** Inputs that are still listened on are not read any more, and so W may come to its end only here. */
  async #settle(): Promise<void> {
    while (this.#pipeline.isBehind) {
      this.#pipeline.catchUp();
      this.#worked();
      await this.#chain.outputs(this.#outputs).drain();
      await yieldToEventLoop();
    }
  }

  /**
   * Windows left open are shown, where a row can be marked as not all of its window.
   * @returns how many, by step
   */
  async #stopped(): Promise<readonly number[]> {
    this.#chain.flow();
    if (this.#checkpoints !== undefined) return [];
    const left = [await this.#leave(this.#job, this.#pipeline)];
    for (const step of this.#chain.steps) {
      step.flow();
      left.push(await this.#leave(step.job, step.pipeline));
    }
    return left;
  }

  async #leave({ tellsIncomplete }: Job, pipeline: Pipeline): Promise<number> {
    const left = pipeline.openWindows;
    if (!tellsIncomplete) return left;
    this.#activity = 'writing what was left open';
    const flushed = pipeline.flushIncomplete();
    while (flushed.next().done !== true) {
      await this.#chain.outputs(this.#outputs).drain();
      // A second signal ends the process at once.
      await yieldToEventLoop();
    }
    return left;
  }

  #decoded(input: Input): void {
    input.batch = this.#keys.identify(input.batch!);
    const { batch, id, stream } = input;
    const { processing: clock } = this.#pipeline;
    this.#account.decoded(batch, stream);
    this.#report.decoded(batch, { input, stream, clock, maxFuture: this.#pipeline.maxFuture(id) });
  }

  #control(input: Input, line: ControlLine): boolean {
    const { control } = line;
    const { id } = input;
    const text = (): Uint8Array => lineBytes(input.batch!.bytes, line.start, line.end);
    if (control.type === 'checkpoint' && this.#isSafe()) {
      input.stop({ id: control.id, line: Buffer.from(text()) });
      return true;
    }
    this.#account.control++;
    if (control.type === 'watermark') this.#pipeline.claimWatermark(id, control.at);
    else if (control.type === 'idle') this.#pipeline.idle(id);
    else if (control.type === 'begin') this.#begins(input, control.value);
    else if (control.type === 'end') this.#said(input);
    else if (control.type === 'clock' && this.#job.clock === 'input') this.#pipeline.clock(control.at);
    this.#outputs.watermark();
    if (control.type === 'mark') this.#outputs.passOn(text());
    return control.type === 'end';
  }

  #begins(input: Input, value: string): void {
    input.promisesEnd = true;
    const pipeline = this.#checkpoints?.pipeline;
    if (pipeline !== undefined) input.writer = writerOf(input, value, pipeline);
  }

  /** `@end` has come. */
  #said(input: Input): void {
    input.promisesEnd = false;
    input.saidEnd = true;
    this.#pipeline.end(input.id);
  }

  /** Without a checkpoint nothing is safe, and a reader of a `@checkpoint` line would take it to be. */
  #isSafe(): boolean {
    if (this.#checkpoints !== undefined) return true;
    if (!this.#unsafe)
      this.#report.warn('a @checkpoint line came, but there is no --checkpoint; such lines are not passed on');
    this.#unsafe = true;
    return false;
  }

  /** Of this run, by step. */
  #faults(): readonly (readonly Fault[])[] {
    const first = newFaults(this.#job, this.#account, this.#pipeline.counters, this.#reported);
    return [first, ...this.#chain.steps.map((step) => step.newFaults())];
  }
}

function openSteps(
  { verb, then }: Job,
  Next: typeof ChainedStep | undefined,
  openers: readonly OperatorOpener[],
  host: Host,
  saved: readonly (SavedStep | undefined)[],
): readonly ChainedStep[] {
  if (Next === undefined) return [];
  const verbs = [verb, ...then.map((step) => step.verb)];
  return then.map((step, i) => new Next(step, openers[i]!, i + 2, stepName(i + 1, verbs[i]!), host, saved[i]));
}

/** @throws Misshapen where there are not as many as the run has */
function savedSteps({ steps = [] }: Pick<Checkpoint, 'steps'>, { then }: Job): readonly SavedStep[] {
  if (steps.length !== then.length) throw new Misshapen('the state of each step');
  return steps;
}

/** The host with its messages written through an output that goes to the same place, if there is one. */
function withMessagesThrough(shared: Sink | undefined, host: Host): Host {
  if (shared === undefined) return host;
  const say = (text: string): void => {
    host.draw('');
    shared.write(`${text}\n`);
  };
  return { ...host, say };
}

/** The machine's clock is processing time, and that never falls. */
function setBackText(by: Duration): string {
  return (
    `the machine’s clock was set back by ${durationText(Math.round(by / 1000) * 1000)}; processing time stands still until the clock has caught up ` +
    '(lengths of time, as of --idle, go on)'
  );
}
