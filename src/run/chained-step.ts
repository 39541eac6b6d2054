// A step after the first (`A then B`): it reads the rows of the one before as a process of its own would read them from a
// pipe with control lines on, and so writes the same rows.
import type { ReportedFaults, SavedStep } from '../checkpoint/checkpoint.js';
import { KeyTable } from '../event/key-table.js';
import { lineBytes } from '../format/line-bytes.js';
import { type Job, lagOf } from '../job.js';
import type { ControlLine, Position } from '../model/batch.js';
import type { Instant } from '../model/instant.js';
import type { Host } from '../os/host.js';
import { Pipeline } from '../pipeline/pipeline.js';
import { Account } from '../report/account.js';
import { Report } from '../report/report.js';
import type { Fault } from '../report/thresholds.js';
import type { Sink } from '../sink/sink.js';
import { stepName } from '../text/step-name.js';
import { consume, type NonEventHandler } from './consume.js';
import { Edge, type PassedControl } from './edge.js';
import { Input } from './input.js';
import { Inputs } from './inputs.js';
import { allFaults, newFaults, noFaults } from './new-faults.js';
import { openFramer } from './open-framer.js';
import { inStep } from './of-step.js';
import { namedByWindows, OpenKeys } from './open-keys.js';
import type { OperatorOpener } from './open-operator.js';
import { openOutputs, type OpenedOutputs, type OutputParts } from './open-outputs.js';
import { Outputs } from './outputs.js';
import { runView } from './run-view.js';
import { standingOf } from './standing.js';
import { takeReject } from './take-reject.js';
import { timelessText } from './timeless.js';

/** What the outputs of all steps have in common. */
export type CommonParts = Omit<OutputParts, 'keys' | 'account' | 'results' | 'resumed'>;

const beginning: Position = { offset: 0, line: 0 };

export class ChainedStep {
  readonly job: Job;
  /** What it reads. */
  readonly edge: Edge;
  readonly keys: KeyTable;
  readonly account = new Account();
  readonly outputs = new Outputs();
  readonly pipeline: Pipeline;
  readonly #number: number;
  readonly #host: Host;
  readonly #input: Input;
  readonly #inputs = new Inputs();
  readonly #openKeys: OpenKeys;
  readonly #nonEvents: NonEventHandler;
  readonly #saved: SavedStep | undefined;
  #report!: Report;
  /** For messages; undefined when late events are only counted. */
  #lateName: string | undefined;

  /**
   * @param opener of its operator
   * @param number of the step, from 2
   * @param before the name of the step before
   * @param saved the step as an earlier run has left it
   */
  constructor(
    job: Job,
    opener: OperatorOpener,
    number: number,
    before: string,
    host: Host,
    saved: SavedStep | undefined,
  ) {
    this.job = job;
    this.#number = number;
    this.#host = host;
    this.#saved = saved;
    this.edge = new Edge(before, saved?.position ?? beginning);
    const keys = (this.keys = new KeyTable(job.streams[0].recordPlan.keys.map((key) => key.name)));
    const { outputs } = this;
    const pipeline = (this.pipeline = new Pipeline(job.pipeline, opener(outputs, keys), outputs));
    outputs.promise = () => pipeline.outputWatermark();
    if (saved !== undefined) this.#takeUp(saved);
    this.#input = this.#open(saved);
    this.#inputs.add(this.#input);
    const inUse = { keys, pipeline, inputs: this.#inputs, most: job.maxKeys, forgotten: () => outputs.forgetKeys() };
    this.#openKeys = new OpenKeys(inUse);
    this.#nonEvents = {
      reject: (input, reject) => takeReject({ ...this.#sources, report: this.#report }, input, reject),
      timeless: () => timelessText(job, 0, pipeline.processing),
      control: (_, line) => this.#control(line),
    };
  }

  /** `step 2, fill`. */
  get name(): string {
    return stepName(this.#number, this.job.verb);
  }

  /** The report of the step, once its outputs are open. */
  get report(): Report {
    return this.#report;
  }

  /** @param results the way to the next step; undefined: of the last step the rows are those of the run */
  openOutputs(common: CommonParts, results: Sink | undefined): OpenedOutputs {
    const { job, keys, account, outputs } = this;
    const parts = { ...common, keys, account, results, resumed: this.#saved?.outputs };
    const opened = openOutputs(outputs, job, parts, () => undefined);
    this.#lateName = opened.lateName;
    return opened;
  }

  openReport(host: Host): void {
    const { job, account, pipeline } = this;
    const [openKeys, inputs, lateName] = [this.#openKeys, this.#inputs, this.#lateName];
    const run = runView({ job, host, pipeline, openKeys, inputs, unread: () => [] });
    const step = { number: this.#number, verb: job.verb };
    this.#report = new Report({ job, host, account, run, lag: lagOf(job), lateName, step });
  }

  /** The run begins. */
  begin(): void {
    this.#report.takeUp(this.#reported.late);
    if (this.job.drain) this.pipeline.noMoreInputs();
    if (this.#saved !== undefined && this.job.clock === 'wall')
      this.pipeline.restartIdle(this.#host.now(), this.#host.elapsed());
  }

  /**
   * Takes all that the step before has written.
   * @throws an Error that names the step
   */
  flow(): void {
    if (this.edge.idle) return;
    inStep(this.name, () => {
      this.edge.flush();
      while (this.edge.hasRows || this.#input.hasLines) this.#takeBatch();
      for (const line of this.edge.takeControls()) this.#control(line);
    });
  }

  /** A step of the clock, after everything that came before it. */
  clock(at: Instant, elapsed: Instant): void {
    this.flow();
    if (this.job.clock !== 'wall') return;
    inStep(this.name, () => {
      this.pipeline.clock(at, elapsed);
      this.#settle();
    });
  }

  /** All that is due is done at once: the step has no turns of its own. */
  #settle(): void {
    while (this.pipeline.isBehind) this.pipeline.catchUp();
  }

  /** The end of all input. */
  finish(): void {
    inStep(this.name, () => {
      if (this.job.drain) {
        this.pipeline.finish();
        this.#settle();
        this.outputs.watermark();
      }
      this.outputs.end(this.job.drain);
    });
  }

  get allFaults(): ReportedFaults {
    return allFaults(this.account, this.pipeline.counters);
  }

  newFaults(): readonly Fault[] {
    return newFaults(this.job, this.account, this.pipeline.counters, this.#reported);
  }

  /** @param reported faults that complete runs have come to their ends with; undefined: those of the runs before */
  save(reported: ReportedFaults = this.#reported): SavedStep {
    const { pipeline, keys, account, outputs } = this;
    const named = namedByWindows({ keys, pipeline });
    const numbers = keys.numbering(named);
    return {
      position: this.#input.position,
      outputs: outputs.position,
      told: reported,
      standing: standingOf(pipeline, account, keys.count(named)),
      account: account.save(),
      keys: keys.save(numbers),
      engine: pipeline.save(numbers),
    };
  }

  get #reported(): ReportedFaults {
    return this.#saved?.told ?? noFaults;
  }

  get #sources() {
    const { job, pipeline, account, outputs } = this;
    return { job, pipeline, account, outputs };
  }

  #takeUp({ keys, account, engine }: SavedStep): void {
    this.keys.load(keys);
    this.account.load(account);
    this.pipeline.load(engine, this.keys.size);
  }

  #open(saved: SavedStep | undefined): Input {
    const { edge, pipeline, job, keys } = this;
    const [{ recordPlan }] = job.streams;
    const from = saved?.position ?? beginning;
    const feed = openFramer(recordPlan, keys, job.maxLine, { from });
    const id = saved === undefined ? pipeline.open() : 0;
    return new Input({ source: edge.source, id, stream: 0, operand: edge.name, feed, shift: from.offset });
  }

  #takeBatch(): void {
    const input = this.#input;
    // What is in memory is read at once.
    void input.read();
    if (input.batch === undefined) return;
    input.batch = this.edge.withControls(this.keys.identify(input.batch));
    input.counted = true;
    const { pipeline } = this;
    this.account.decoded(input.batch);
    this.#report.decoded(input.batch, {
      input,
      stream: 0,
      clock: pipeline.processing,
      maxFuture: pipeline.maxFuture(0),
    });
    while (consume(input, pipeline, this.#nonEvents, Infinity) !== 'done') continue;
    this.#settle();
    input.done();
    this.#openKeys.look();
  }

  /** No line needs a pause: a checkpoint is taken of all steps at once. */
  #control(line: ControlLine | PassedControl): false {
    const { control } = line;
    const { pipeline, outputs } = this;
    const { id } = this.#input;
    if (control.type === 'watermark') pipeline.claimWatermark(id, control.at);
    else if (control.type === 'end') pipeline.end(id);
    else if (control.type === 'idle') pipeline.idle(id);
    this.#settle();
    outputs.watermark();
    if (control.type === 'mark')
      outputs.passOn('text' in line ? line.text : lineBytes(this.#input.batch!.bytes, line.start, line.end));
    return false;
  }
}
