// A run from its plan to its exit status: outputs and inputs are opened, the loop goes, and the end (SPEC §9) is told to
// everyone who has to know. What a run does with a line that is no event stands here as well.
import { Engine } from '../engine/engine.js';
import { lateEvents } from '../engine/tally.js';
import { type Decoder, KeyTable, openDecoder } from '../event/index.js';
import type { ControlLine, Reject } from '../model/batch.js';
import type { Job } from '../job.js';
import { lineOf } from '../sink/line-of.js';
import { rejectNotice } from '../sink/reject-notice.js';
import type { RejectRecord } from '../sink/rejects.js';
import { Account, accountText, lateText } from './account.js';
import { aheadOf } from './ahead.js';
import { breathe } from './bell.js';
import type { Checkpoints } from './checkpoints.js';
import { Failure } from './failure.js';
import { addInputs, openInputs } from './inputs.js';
import { Loop } from './loop.js';
import { openOutputs } from './open-outputs.js';
import { nothingNew } from './nothing-new.js';
import { type Outputs, ResultsGone } from './outputs.js';
import { plainPaint } from './paint.js';
import type { Reading } from './reading.js';
import type { World } from './world.js';

/** So many rejects are shown on standard error; the rest is counted. */
const shownRejects = 3;
/** A producer that died of the same Ctrl-C may end our input a moment before the signal reaches us, in ms. */
const sameKeystroke = 25;

/**
 * Carries out a job.
 * @returns the exit status (SPEC §9)
 * @throws Failure, or what a source or sink throws, with a message ready to be shown
 */
export async function run(job: Job, world: World): Promise<number> {
  const checkpoints = await openCheckpoints(job, world);
  try {
    if (checkpoints?.resumed?.drained === true) return await nothingNew(job, checkpoints.resumed.inputs, world);
    return await execute(job, world, checkpoints);
  } finally {
    await checkpoints?.release();
  }
}

async function execute(job: Job, world: World, checkpoints: Checkpoints | undefined): Promise<number> {
  const execution = new Execution(job, world, checkpoints);
  try {
    return await execution.go();
  } catch (error) {
    if (error instanceof ResultsGone) return 141;
    throw error;
  } finally {
    await execution.abandonOutputs();
  }
}

/** Most runs have none, and should not pay for loading what it takes. */
async function openCheckpoints(job: Job, world: World): Promise<Checkpoints | undefined> {
  if (job.checkpoint === undefined) return undefined;
  const { Checkpoints } = await import('./checkpoints.js');
  return new Checkpoints(job, job.checkpoint, world);
}

class Execution {
  readonly #job: Job;
  readonly #world: World;
  readonly #account = new Account();
  readonly #keys: KeyTable;
  readonly #outputs: Outputs;
  readonly #engine: Engine;
  readonly #loop: Loop;
  readonly #lateName: string | undefined;
  readonly #checkpoints: Checkpoints | undefined;
  /** The `@checkpoint` line that asked for a pause. */
  #asked: Buffer | undefined;

  constructor(job: Job, world: World, checkpoints: Checkpoints | undefined) {
    this.#job = job;
    this.#world = world;
    this.#checkpoints = checkpoints;
    this.#keys = new KeyTable(job.projection.keys.map((key) => key.name));
    const { outputs, lateName } = openOutputs(
      job,
      this.#keys,
      this.#account,
      (text) => this.#warn(text),
      checkpoints?.resumed?.outputs,
    );
    this.#outputs = outputs;
    this.#lateName = lateName;
    this.#engine = new Engine(job.engine, outputs);
    outputs.promise = () => this.#engine.outputWatermark();
    this.#loop = new Loop({
      job,
      engine: this.#engine,
      world,
      decoder: () => this.#decoder(),
      asides: { reject: (at, reject) => this.#reject(at, reject), control: (at, line) => this.#control(at, line) },
      decoded: (reading) => this.#decoded(reading),
      outputs,
      pause: (asked) => this.#pause(asked),
      pauseAt: () => checkpoints?.at ?? Infinity,
    });
    world.onReopen(() => (checkpoints === undefined ? void outputs.reopen() : checkpoints.reopenOutputs()));
    world.onStatus(() => world.say(this.#status()));
  }

  async go(): Promise<number> {
    const { job, world } = { job: this.#job, world: this.#world };
    await this.#begin();
    let ending = await this.#loop.go();
    if (ending === 'ended' && this.#loop.hasLive) ending = await this.#reallyEnded();
    const leftOpen = ending === 'stopped' ? this.#stopped() : this.#ended();
    await this.#checkpoints?.take({ drained: ending === 'ended' && job.drain });
    await this.#outputs.close();
    this.#report(leftOpen);
    if (ending === 'stopped' && leftOpen > 0) return world.stop.signal === 'SIGINT' ? 130 : 143;
    return this.#verdict();
  }

  /** Whatever happened, what was written until then is handed over, if it can be. */
  async abandonOutputs(): Promise<void> {
    this.#loop.close();
    await this.#outputs.close().catch(() => undefined);
  }

  /** Opens the inputs, and takes up what an earlier run has left. */
  async #begin(): Promise<void> {
    const { job, loop, engine } = { job: this.#job, loop: this.#loop, engine: this.#engine };
    const [checkpoints, account, keys] = [this.#checkpoints, this.#account, this.#keys];
    const notice = (text: string): void => this.#warn(text);
    const resumed = checkpoints?.resumed;
    if (resumed !== undefined) {
      keys.load(resumed.keys);
      account.load(resumed.account);
      engine.load(resumed.engine);
      if (job.clock === 'wall') engine.listenAnew(this.#world.now());
    }
    const saved = resumed?.inputs ?? [];
    const dormant = await addInputs(openInputs(job, saved, notice), saved, { loop, engine, notice });
    const { readings } = loop;
    const [decoder, wake] = [() => this.#decoder(), () => loop.wake()];
    await checkpoints?.begin({ engine, keys, account, outputs: this.#outputs, readings, dormant, decoder, wake });
  }

  #decoder(): Decoder {
    return openDecoder(this.#job.projection, this.#keys);
  }

  /** Between two lines: it is time for a checkpoint, or a line asked for one, which is passed on once it is safe. */
  async #pause(asked: boolean): Promise<void> {
    const line = this.#asked;
    this.#asked = undefined;
    if (!asked || line === undefined) return this.#checkpoints?.pause();
    await this.#checkpoints?.take({ passOn: line.toString() });
    this.#outputs.passOn(line);
  }

  #ended(): number {
    if (!this.#job.drain) return 0;
    this.#engine.finish();
    this.#outputs.watermark();
    this.#outputs.end();
    return 0;
  }

  /** Windows left open are shown, not passed off as complete. */
  #stopped(): number {
    this.#account.uncount(aheadOf(this.#loop.readings, this.#decoder()));
    if (this.#checkpoints !== undefined) return 0;
    const left = this.#engine.openWindows;
    this.#engine.abandon();
    return left;
  }

  /** Ctrl-C reaches every member of a pipeline: an end of input in its company is no end (SPEC §9). */
  async #reallyEnded(): Promise<'ended' | 'stopped'> {
    await breathe();
    await breathe();
    if (this.#world.attended) await new Promise((resolve) => setTimeout(resolve, sameKeystroke));
    return this.#world.stop.signal === undefined ? 'ended' : 'stopped';
  }

  #decoded(reading: Reading): void {
    this.#account.decoded(reading.batch!);
    const { maxKeys } = this.#job;
    if (this.#keys.size > maxKeys) {
      throw new Failure(
        `more than ${maxKeys} different keys (--max-keys ${maxKeys}); raise the limit, or take a coarser --key`,
      );
    }
  }

  #reject(reading: Reading, reject: Reject): void {
    if (this.#job.clock === 'event' && reject.clock > -Infinity) this.#engine.clock(reject.clock);
    const { account } = { account: this.#account };
    const record = rejectRecord(reading, reject);
    account.rejected[reject.reason]++;
    this.#outputs.reject(record);
    if (this.#job.strict) throw new Failure(`${where(record)}: ${record.error} (--strict)`, 4);
    if (this.#showsRejects && account.rejects <= shownRejects) {
      this.#world.say(`flowctl: ${rejectNotice(record, reject.column, plainPaint).trimEnd()}`);
    }
  }

  /** Rejects that the user keeps (or throws away, with `none`) need not be shown as well. */
  get #showsRejects(): boolean {
    return !this.#job.quiet && this.#job.rejects === undefined;
  }

  #control(reading: Reading, line: ControlLine): boolean {
    const { control } = line;
    const { input } = reading;
    this.#account.control++;
    if (control.type === 'watermark') this.#engine.claim(input, control.at);
    else if (control.type === 'idle') this.#engine.idle(input);
    else if (control.type === 'end') this.#engine.end(input);
    else if (control.type === 'clock' && this.#job.clock === 'input') this.#engine.clock(control.at);
    this.#outputs.watermark();
    const text = lineOf(reading.batch!.bytes, line.start, line.end);
    if (control.type === 'mark') this.#outputs.passOn(text);
    if (control.type !== 'checkpoint' || this.#job.checkpoint === undefined) return false;
    this.#asked = Buffer.from(text);
    return true;
  }

  #verdict(): number {
    const bad = this.#account.rejects > this.#job.maxBad;
    return bad || (this.#job.failOnLate && lateEvents(this.#engine.tally) > 0) ? 3 : 0;
  }

  /** Silence is for runs that nobody watches and that have nothing to warn about. */
  #report(leftOpen: number): void {
    const { job, world } = { job: this.#job, world: this.#world };
    if (job.quiet) return;
    const told = job.verbose || world.attended;
    const { tally } = this.#engine;
    const { estimator } = job.engine;
    const bound = estimator.lag === undefined ? undefined : estimator.lag - 1;
    if (told) this.#say(accountText(this.#account, tally));
    const late = lateText(this.#account, tally, bound, this.#lateName);
    if (late !== undefined && (told || this.#lateName === undefined || job.failOnLate)) this.#warn(late);
    const { rejects } = this.#account;
    if (this.#showsRejects && rejects > shownRejects)
      this.#warn(`${rejects} lines were no usable events; the first ${shownRejects} are shown above`);
    if (leftOpen > 0)
      this.#warn(`stopped with ${leftOpen} windows open; they were written as early panes, not as complete`);
  }

  #status(): string {
    const { events } = this.#engine.tally;
    return `flowctl: ${events} events, watermark ${this.#engine.watermark}, ${this.#engine.openWindows} windows open`;
  }

  #say(text: string): void {
    this.#world.say(text.split('\n').map((line) => `flowctl: ${line}`).join('\n')); // prettier-ignore
  }

  #warn(text: string): void {
    this.#world.say(`flowctl: ${text}`);
  }
}

function where({ source, line, offset }: RejectRecord): string {
  return `${source}: line ${line}, byte ${offset}`;
}

function rejectRecord(reading: Reading, reject: Reject): RejectRecord {
  const batch = reading.batch!;
  return {
    source: reading.source.name,
    line: batch.from.line + reject.line + 1,
    offset: batch.base + reject.start,
    reason: reject.reason,
    error: reject.error,
    raw: Buffer.from(batch.bytes.subarray(reject.start, reject.end)).toString('utf8'),
  };
}
