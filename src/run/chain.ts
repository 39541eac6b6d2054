// All steps of a run after the first, in order: none where the command has no `then`.
import type { Instant } from '../model/instant.js';
import type { Pipeline } from '../pipeline/pipeline.js';
import type { Job } from '../job.js';
import type { Host } from '../os/host.js';
import type { ChainedStep, CommonParts } from './chained-step.js';
import type { Edge } from './edge.js';
import type { OpenedOutputs } from './open-outputs.js';
import type { Outputs } from './outputs.js';

/** What the loop of a run sees of processing time. */
export interface StepClocks {
  /** Whether any step goes by the clock of the machine. */
  readonly ticks: boolean;
  clock(at: Instant, elapsed: Instant): void;
  /** See `Pipeline`: of whichever step is first. */
  wakeAt(): Instant;
  readonly processing: Instant;
  readonly asksClock: boolean;
  readonly openWindows: number;
}

export class Chain {
  readonly steps: readonly ChainedStep[];

  constructor(steps: readonly ChainedStep[]) {
    this.steps = steps;
  }

  /** Each step takes what the one before it has written. */
  flow(): void {
    for (const step of this.steps) step.flow();
  }

  /** Where the first step writes its rows; undefined: where the run does. */
  get edge(): Edge | undefined {
    return this.steps[0]?.edge;
  }

  openOutputs(common: CommonParts): readonly OpenedOutputs[] {
    return this.steps.map((step, i) => step.openOutputs(common, this.steps[i + 1]?.edge));
  }

  openReports(host: Host): void {
    for (const step of this.steps) step.openReport(host);
  }

  /** The end of all input, once the first step has come to it. */
  finish(): void {
    for (const step of this.steps) {
      step.flow();
      step.finish();
    }
  }

  /** The clocks of the first step and these. */
  clocks(job: Job, first: Pipeline): StepClocks {
    const { steps } = this;
    const onWall = [...(job.clock === 'wall' ? [first] : []), ...steps.filter((step) => step.job.clock === 'wall').map((step) => step.pipeline)]; // prettier-ignore
    return {
      ticks: onWall.length > 0,
      clock: (at, elapsed) => {
        if (job.clock === 'wall') first.clock(at, elapsed);
        for (const step of steps) step.clock(at, elapsed);
      },
      wakeAt: () => Math.min(...onWall.map((pipeline) => pipeline.wakeAt())),
      get processing() {
        return Math.max(...onWall.map((pipeline) => pipeline.processing));
      },
      get asksClock() {
        return onWall.some((pipeline) => pipeline.asksClock);
      },
      get openWindows() {
        return onWall.reduce((sum, pipeline) => sum + pipeline.openWindows, 0);
      },
    };
  }

  async reopen(first: Outputs): Promise<void> {
    this.flow();
    for (const outputs of [first, ...this.steps.map((step) => step.outputs)]) await outputs.reopen();
  }

  /** The outputs of the first step and these, as the loop of a run sees them. */
  outputs(first: Outputs) {
    const { steps } = this;
    const all = [first, ...steps.map((step) => step.outputs)];
    return {
      get full() {
        return all.some((outputs) => outputs.full);
      },
      get idle() {
        return steps.every((step) => step.edge.idle) && all.every((outputs) => outputs.idle);
      },
      drain: async (soFar?: boolean): Promise<void> => {
        this.flow();
        for (const outputs of all) await outputs.drain(soFar);
      },
    };
  }
}
