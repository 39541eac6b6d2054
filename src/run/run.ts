// A run from its plan to its exit status: outputs and inputs are opened, the loop goes, and the end (SPEC §9) is
// reported. What a run does with a line that is no event stands here as well.
import type { ReportedFaults, SavedInput } from '../checkpoint/checkpoint.js';
import { operatorOf } from './open-operator.js';
import { SpillFile } from './spill-file.js';
import { Pipeline } from '../pipeline/pipeline.js';
import { lateEvents } from '../model/counters.js';
import { isJoin } from '../model/join-kind.js';
import type { Decoder } from '../format/decoder.js';
import { Framer, type FramerOptions } from '../format/framer.js';
import { KeyTable } from '../event/key-table.js';
import type { RecordPlan } from '../format/input/input-format.js';
import { openDecoder } from '../format/open-decoder.js';
import { PlainDecoder } from '../format/plain-decoder.js';
import type { WorkerPool } from '../worker/pool.js';
import type { ControlLine, Reject } from '../model/batch.js';
import type { Duration } from '../model/instant.js';
import { durationText } from '../text/duration.js';
import { type Job, lagOf, windowPlanOf } from '../job.js';
import { lineBytes } from '../format/line-bytes.js';
import type { RejectRecord } from '../format/rejects.js';
import type { Sink } from '../sink/sink.js';
import { Account, many } from '../report/account.js';
import type { Barrier } from './barrier.js';
import { unconsumed } from './unconsumed.js';
import type { Checkpoints } from './checkpoints.js';
import { Failure } from './failure.js';
import { addInputs, openInputs, type OpenedInputs } from './open-inputs.js';
import { reportPorts, untilListening } from './listening.js';
import { Loop } from './loop.js';
import { prepareRuntime } from './v8-flags.js';
import { descriptorThree, openOutputs } from './open-outputs.js';
import { completedRun } from './completed-run.js';
import { OpenKeys } from './open-keys.js';
import { MemoryLimit } from './memory-limit.js';
import { Outputs, ResultsGone } from './outputs.js';
import type { Input } from './input.js';
import type { Source } from '../source/source.js';
import { visible } from '../report/reject-notice.js';
import { rejectRecord } from '../report/reject-record.js';
import { rejectRemedy } from '../report/reject-remedy.js';
import { Report } from '../report/report.js';
import { explainStop } from './explain-stop.js';
import { runView } from './run-view.js';
import { shareWork } from './parallel.js';
import { type Fault, faults, statusOfFaults } from '../report/thresholds.js';
import { yieldToEventLoop } from './wake-signal.js';
import type { Host } from '../os/host.js';
import { cutShortText } from './cut-short.js';
import { timelessText } from './timeless.js';
import { inputName } from '../text/file-name.js';

/**
 * Carries out a job.
 * @returns the exit status (SPEC §9)
 * @throws Failure, or what a source or sink throws, with a message ready to be shown
 */
export async function run(job: Job, host: Host): Promise<number> {
  const checkpoints = await openCheckpoints(job, host);
  try {
    if (checkpoints?.resumed?.drained === true) return await completedRun(job, checkpoints, checkpoints.resumed, host);
    return await execute(job, host, checkpoints);
  } finally {
    await checkpoints?.release();
  }
}

/** Inputs come first: what cannot be read, or listened on, is found out before any output is made or emptied. */
async function execute(job: Job, host: Host, checkpoints: Checkpoints | undefined): Promise<number> {
  const late = job.late ?? descriptorThree();
  const notice = (text: string): void => (job.quiet ? undefined : host.say(`flowctl: ${text}`));
  const opened = openInputs(job, checkpoints?.resumed, notice);
  let execution: Execution | undefined;
  try {
    await untilListening(opened.sources);
    execution = new Execution({ ...job, late }, host, checkpoints, opened, notice);
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
async function openCheckpoints(job: Job, host: Host): Promise<Checkpoints | undefined> {
  if (job.checkpoint === undefined) return undefined;
  const { Checkpoints } = await import('./checkpoints.js');
  return new Checkpoints(job, job.checkpoint, host);
}

class Execution {
  readonly #job: Job;
  readonly #host: Host;
  readonly #account: Account;
  readonly #keys: KeyTable;
  readonly #outputs: Outputs;
  readonly #pipeline: Pipeline;
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
  #reported: ReportedFaults = { rejects: 0, late: 0, tooLate: 0, lines: 0 };

  constructor(
    job: Job,
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
    this.#pipeline = new Pipeline(job.pipeline, operatorOf(job.step, outputs, space), outputs);
    // A checkpoint that does not fit is refused before any output is made or cut back.
    this.#takeUp();
    const parts = {
      keys: this.#keys,
      account: this.#account,
      warn: notice,
      checkpoint: checkpoints?.resumed,
      terminalSize: (fd: number) => host.terminalSize(fd),
    };
    const { lateName, shared, apart } = openOutputs(outputs, job, parts, (fd, form) =>
      this.#threads?.borrowPrinter(fd, form),
    );
    this.#apart = apart;
    outputs.promise = () => this.#pipeline.outputWatermark();
    this.#loop = new Loop({
      job,
      pipeline: this.#pipeline,
      host,
      feed: (stream, options, source) => this.#feed(stream, options, source),
      nonEvents: {
        reject: (at, reject) => this.#reject(at, reject),
        timeless: (input) => timelessText(job, input.stream, this.#pipeline.processing),
        control: (at, line) => this.#control(at, line),
      },
      decoded: (input) => this.#decoded(input),
      barriers: {
        passed: () => this.#account.control++,
        aligned: (barrier) => this.#takeAt(barrier),
      },
      consumed: () => this.#openKeys.look(),
      worked: () => this.#memory.look(),
      outputs,
      pause: async () => checkpoints?.pause(),
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
    const reported = { job, host: withMessagesThrough(shared, host), account, run, lag: lagOf(job), lateName };
    this.#report = new Report(reported);
    if (job.clock === 'wall') host.onSetBack((by) => this.#report.warn(setBackText(by)));
    host.onReopen(() => this.#reopen());
    host.onStatus(() => this.#report.status());
    const now = (): string => outputs.waiting ?? this.#activity;
    this.#over = explainStop(host.stop, now, (text) => this.#report.warn(text));
  }

  async go(): Promise<number> {
    const { job, host } = { job: this.#job, host: this.#host };
    await this.#begin();
    const ending = await this.#loop.go();
    this.#opened.losses.look();
    const leftOpen = ending === 'stopped' ? await this.#stopped() : this.#ended();
    const ended = ending === 'ended';
    if (this.#checkpoints !== undefined) this.#activity = 'writing the checkpoint';
    await this.#checkpoints?.take({
      drained: ended && job.drain,
      clean: this.#apart,
      reported: ended ? this.#bad : this.#reported,
    });
    // A checkpoint subtracts the same from its own copy.
    if (!ended) this.#account.uncount(unconsumed(this.#loop.inputs, (stream) => this.#decoder(stream)));
    await this.#outputs.drain();
    const found = ended ? this.#faults() : [];
    const stopped = leftOpen === 0 ? 0 : host.stop.signal === 'SIGINT' ? 130 : 143;
    const status = ended ? statusOfFaults(found) : stopped;
    this.#outputs.stats(() => this.#report.stats(status));
    const cutShort = ended ? undefined : cutShortText(this.#loop.inputs, this.#checkpoints !== undefined);
    if (cutShort !== undefined) this.#report.warn(cutShort);
    this.#report.end(leftOpen, found);
    await this.#outputs.close();
    return status;
  }

  /** A run that fails writes its stats too. */
  failed(status: number): void {
    this.#opened.losses.look();
    this.#outputs.stats(() => this.#report.stats(status));
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
    await this.#outputs.close().catch(() => undefined);
    await this.#threads?.close();
    this.#over();
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
    const parts = { pipeline, keys, account, outputs: this.#outputs, inputs, unreadInputs, decoder, wake };
    await checkpoints?.begin(parts, this.#reported);
    this.#unreadInputs = [...unreadInputs.values()];
    this.#report.begin(this.#reported.late);
    if (job.verbose) reportPorts(this.#opened.sources, (text) => this.#report.warn(text));
  }

  #takeUp(): void {
    const [checkpoints, account, keys] = [this.#checkpoints, this.#account, this.#keys];
    const resumed = checkpoints?.resumed;
    if (resumed === undefined) return;
    checkpoints!.takeUp(() => {
      keys.load(resumed.keys);
      account.load(resumed.account);
      this.#pipeline.load(resumed.engine, keys.size);
    });
  }

  /** With checkpoints between two of them, so that no row is forgotten or written twice. */
  #reopen(): void {
    if (this.#checkpoints !== undefined) this.#checkpoints.reopenOutputs();
    else this.#outputs.reopen().catch((error: unknown) => this.#loop.fail(error));
  }

  /** Where little comes in, nothing but the plain decoder is loaded. */
  #feed(stream: number, options: FramerOptions, source: Source): Framer {
    const { maxLine } = this.#job;
    const recordPlan = this.#recordPlanOf(stream, source);
    const openFullDecoder = (): Decoder => {
      prepareRuntime();
      return openDecoder(recordPlan, this.#keys, maxLine);
    };
    const { framing } = recordPlan.format;
    const cutter = framing === 'lines' ? undefined : framing(maxLine);
    const decoder = new PlainDecoder(recordPlan, this.#keys, maxLine);
    return new Framer(decoder, maxLine, { ...options, cutter, openFullDecoder });
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

  /** The barrier is passed on once what came before it is safe. */
  async #takeAt({ line }: Barrier): Promise<void> {
    await this.#checkpoints?.take({ reported: this.#reported, passOn: line.toString() });
    this.#outputs.passOn(line);
  }

  #ended(): number {
    if (this.#job.drain) {
      this.#pipeline.finish();
      this.#outputs.watermark();
    }
    this.#outputs.end(this.#job.drain);
    return 0;
  }

  /** Windows left open are shown, where a row can be marked as not all of its window. */
  async #stopped(): Promise<number> {
    if (this.#checkpoints !== undefined) return 0;
    const left = this.#pipeline.openWindows;
    if (!this.#job.tellsIncomplete) return left;
    this.#activity = `writing the ${many(left, 'window')} that were open`;
    const flushed = this.#pipeline.flushIncomplete();
    while (flushed.next().done !== true) {
      await this.#outputs.drain();
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

  #reject(input: Input, reject: Reject): void {
    if (this.#job.clock === 'event' && reject.clock > -Infinity) this.#pipeline.clock(reject.clock);
    const account = this.#account;
    const record = rejectRecord(input.source.name, input.batch!, reject);
    const header = input.batch!.preludeAt?.(reject.start);
    account.rejected[reject.reason]++;
    this.#outputs.reject(record);
    if (this.#job.strict) {
      const remedy = rejectRemedy(record, { ...this.#job.streams[input.stream]!.recordPlan, header });
      const hint = remedy === undefined ? '' : `\n  ${visible(remedy)}`;
      throw new Failure(`${where(record)}: ${record.error} (--strict)${hint}`, 4);
    }
    this.#report.rejected(record, { stream: input.stream, column: reject.column, header });
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
    else if (control.type === 'begin') input.promisesEnd = true;
    else if (control.type === 'end') this.#said(input);
    else if (control.type === 'clock' && this.#job.clock === 'input') this.#pipeline.clock(control.at);
    this.#outputs.watermark();
    if (control.type === 'mark') this.#outputs.passOn(text());
    return control.type === 'end';
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

  /** The faults of all runs on the checkpoint. */
  get #bad(): ReportedFaults {
    const { counters } = this.#pipeline;
    const { rejects, candidates: lines } = this.#account;
    return { rejects, late: lateEvents(counters), tooLate: counters.late.late, lines };
  }

  /** Of this run; what earlier ones have come to their ends with was reported then. */
  #faults(): readonly Fault[] {
    const { rejects, late, tooLate, lines } = this.#bad;
    const reported = this.#reported;
    const counting = windowPlanOf(this.#job)?.window.kind === 'counting';
    const watermarkGiven = this.#job.streams.some((stream) => stream.watermarkGiven);
    return faults(
      { ...this.#job, counting, watermarkGiven },
      {
        read: this.#account.read,
        rejects: rejects - reported.rejects,
        late: late - reported.late,
        tooLate: Math.max(0, (tooLate ?? 0) - (reported.tooLate ?? reported.late)),
        lines: lines - reported.lines,
      },
    );
  }
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

function where({ source, line, offset }: RejectRecord): string {
  return `${inputName(source)}: line ${line}, byte ${offset}`;
}
