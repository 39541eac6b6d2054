// Drives the real pipeline through the steps of a scenario, in every way it can be driven: element by element, in batches
// of 1, 2, 7 and all, with and without absorbing, put aside and taken up again after every step. No test chooses its own
// driver; every transcript and every random scenario runs in all of them, against one expectation.
import { buildAccumulation, parseAccumulation } from '../src/accumulation/index.js';
import { aggregates } from '../src/aggregate/index.js';
import type { Cells } from '../src/aggregate/aggregate.js';
import type { Output, PaneOutput } from '../src/operator/output.js';
import { Pipeline } from '../src/pipeline/pipeline.js';
import { groupWindow } from '../src/operator/group-window/group-window.js';
import type { GroupWindowPlan } from '../src/operator/group-window/group-window-plan.js';
import type { PipelinePlan } from '../src/pipeline/pipeline-plan.js';
import { TooManyWindows } from '../src/operator/group-window/limits.js';
import type { Batch } from '../src/model/batch.js';
import type { Pane } from '../src/model/pane.js';
import type { LateVerdict } from '../src/model/late.js';
import { buildTrigger, parseTrigger } from '../src/trigger/index.js';
import { buildWatermark, parseWatermark } from '../src/watermark/index.js';
import { buildWindow, parseWindow } from '../src/window/index.js';
import { columns, handMadeBatch, type Interned } from './hand-made-batch.js';
import { readScenario, triggerText } from './oracle/read-scenario.js';
import type { Event, Flags, Late, Outcome, Row, Step } from './oracle/scenario.js';

/** How the pipeline is driven. */
export interface Way {
  /** Events of one input that follow each other, at most so many in a batch. */
  readonly batch: number;
  /** Whether `absorb` is offered each run of rows before `element` gets the row it would not take. */
  readonly absorb: boolean;
  /** Whether the pipeline is saved, and a new one loaded, after each call. */
  readonly restore: boolean;
}

export const ways: readonly Way[] = [
  { batch: 1, absorb: false, restore: false },
  { batch: 1, absorb: false, restore: true },
  ...[1, 2, 7, Infinity].map((batch) => ({ batch, absorb: true, restore: false })),
  ...[2, Infinity].map((batch) => ({ batch, absorb: true, restore: true })),
];

export function wayText({ batch, absorb, restore }: Way): string {
  const size = batch === Infinity ? 'one batch' : batch === 1 ? 'one by one' : `batches of ${batch}`;
  return [size, absorb ? 'absorbing' : '', restore ? 'restoring' : ''].filter((word) => word !== '').join(', ');
}

/** What a run leaves behind beside its outcomes. */
export interface Played {
  /** One per step; the output watermark is NaN where a batch went on and nobody could ask. */
  readonly outcomes: readonly Outcome[];
  readonly openWindows: number;
  readonly tally: Pipeline['counters'];
  /** Events that had no time, because the clock was not known. */
  readonly rejected: number;
  /** The step in which --max-open-windows was met. */
  readonly failed: number | undefined;
}

/** Runs the steps through the pipeline. */
export function play(flags: Flags, inputs: number, steps: readonly Step[], way: Way): Played {
  const player = new Player(flags, inputs, steps.length, way);
  try {
    player.all(steps);
  } catch (error) {
    if (!(error instanceof TooManyWindows)) throw error;
    return player.played(true);
  }
  return player.played(false);
}

/** Events of the same input from step `from` on, at most `most`. */
function runOfEvents(steps: readonly Step[], from: number, most: number): readonly Event[] {
  const events: Event[] = [];
  for (const step of steps.slice(from)) {
    if (step.is !== 'event' || events.length === most) break;
    if (events.length > 0 && step.event.input !== events[0]!.input) break;
    events.push(step.event);
  }
  return events;
}

/** What the pipeline is told; the cells are new each time. */
export function planOf(flags: Flags): PipelinePlan & GroupWindowPlan {
  const { idle, maxFuture, domain, lateness, onTime, closing, timestamp } = readScenario(flags, 1);
  const generator = buildWatermark(parseWatermark(flags['watermark'] ?? 'ascending'));
  const window = buildWindow(parseWindow(flags['window'] ?? 'global'));
  const open = (name: string, takes: string, column: number): Cells =>
    aggregates.find((entry) => entry.name === name && entry.takes === takes)!.open(column, []);
  return {
    window,
    domain,
    streams: [{ generator, idle, maxFuture }],
    onTime,
    closing,
    timestamp,
    lateness: domain === 'processing' ? 0 : lateness,
    trigger: buildTrigger(parseTrigger(triggerText(flags)), { index: () => 0 }),
    accumulation: buildAccumulation(parseAccumulation(flags['accumulation'] ?? 'accumulating')),
    aggregates: [
      open('count', 'nothing', -1),
      open('sum', 'number', columns.number),
      open('collect', 'json', columns.json),
    ],
    gapColumn: window.kind === 'merging' && window.gap === undefined ? columns.gap : -1,
    signalColumns: [columns.number],
    maxOpenWindows: Number(flags['max-open-windows'] ?? Infinity),
  };
}

/** The pipeline of a plan whose one step is group-by-window. */
export function openPipeline(plan: PipelinePlan & GroupWindowPlan, output: Output & PaneOutput): Pipeline {
  return new Pipeline(plan, groupWindow(plan, output), output);
}

class Player {
  readonly #flags: Flags;
  readonly #way: Way;
  readonly #interned: Interned = new Map();
  readonly #outcomes: { rows: Row[]; late: Late[]; out: number }[];
  #pipeline: Pipeline;
  #plan: PipelinePlan & GroupWindowPlan;
  /** The step that is being taken; while rows are absorbed, the pipeline's count of events says which. */
  #step = 0;
  #absorbing: { readonly step: number; readonly events: number } | undefined;
  /** Events that had no time, which the caller of an pipeline rejects. */
  #rejected = 0;
  /** Of a batch the step and the event of its first row. */
  #firstStep = 0;
  #firstEvent = 0;

  constructor(flags: Flags, inputs: number, steps: number, way: Way) {
    this.#flags = flags;
    this.#way = way;
    this.#outcomes = Array.from({ length: steps }, () => ({ rows: [], late: [], out: NaN }));
    this.#plan = planOf(flags);
    this.#pipeline = openPipeline(this.#plan, this.#answers());
    for (let i = 0; i < inputs; i += 1) this.#pipeline.open();
    this.#pipeline.noMoreInputs();
  }

  all(steps: readonly Step[]): void {
    let events = 0;
    for (let i = 0; i < steps.length;) {
      const run = runOfEvents(steps, i, this.#way.batch);
      if (run.length > 0) this.events(run, i, events);
      else this.control(steps[i]!, i);
      events += run.length;
      i += Math.max(1, run.length);
    }
  }

  played(failed: boolean): Played {
    const { openWindows, counters: tally } = this.#pipeline;
    return {
      outcomes: this.#outcomes,
      openWindows,
      tally,
      rejected: this.#rejected,
      failed: failed ? this.#step : undefined,
    };
  }

  events(events: readonly Event[], firstStep: number, firstEvent: number): void {
    [this.#firstStep, this.#firstEvent] = [firstStep, firstEvent];
    const batch = handMadeBatch(events, this.#interned);
    const { input } = events[0]!;
    for (let row = 0; row < batch.length;) {
      this.#step = firstStep + row;
      const next = this.#way.absorb ? this.#absorb(input, batch, row) : row;
      if (next > row) row = next;
      else if (this.#pipeline.timeless(batch, row)) {
        this.#rejected += 1;
        row += 1;
      } else {
        this.#pipeline.processElement(input, batch, row);
        row += 1;
      }
      this.#step = firstStep + row - 1;
      this.#done();
    }
  }

  control(step: Step, at: number): void {
    this.#step = at;
    if (step.is === 'clock') this.#pipeline.clock(step.now);
    if (step.is === 'watermark') this.#pipeline.claimWatermark(step.input, step.at);
    if (step.is === 'idle') this.#pipeline.idle(step.input);
    if (step.is === 'end') this.#pipeline.end(step.input);
    if (step.is === 'finish') this.#pipeline.finish();
    this.#done();
  }

  #absorb(input: number, batch: Batch, row: number): number {
    this.#absorbing = { step: this.#step, events: this.#pipeline.counters.events };
    const next = this.#pipeline.processRun(input, batch, row, batch.length);
    this.#absorbing = undefined;
    return next;
  }

  /** Of the step that is being taken. */
  get #outcome(): { rows: Row[]; late: Late[]; out: number } {
    if (this.#absorbing === undefined) return this.#outcomes[this.#step]!;
    const { step, events } = this.#absorbing;
    return this.#outcomes[step + this.#pipeline.counters.events - events - 1]!;
  }

  #done(): void {
    this.#outcomes[this.#step]!.out = this.#pipeline.outputWatermark();
    if (!this.#way.restore) return;
    const saved = structuredClone(this.#pipeline.save());
    this.#plan = planOf(this.#flags);
    this.#pipeline = openPipeline(this.#plan, this.#answers());
    this.#pipeline.load(saved);
  }

  #answers(): Output & PaneOutput {
    const plan = this.#plan;
    return {
      pane: (pane, slot) =>
        this.#outcome.rows.push(
          this.#row(
            pane,
            plan.aggregates.map((cells) => cells.text(slot)),
            false,
          ),
        ),
      retraction: (pane) => this.#outcome.rows.push(this.#row(pane, pane.values, true)),
      late: (_stream, _batch, row, verdict) =>
        this.#outcomes[this.#firstStep + row]!.late.push(this.#late(row, verdict)),
      // Between two rows of a run it may be asked as well: with --control out it is.
      stepDone: () => {
        if (this.#absorbing !== undefined) this.#outcome.out = this.#pipeline.outputWatermark();
      },
    };
  }

  #late(row: number, { reason, ts, watermark, windows }: LateVerdict): Late {
    return { event: this.#firstEvent + row, reason, ts, watermark, windows: windows.map((window) => ({ ...window })) };
  }

  #row(pane: Pane, texts: readonly string[], retract: boolean): Row {
    const [count, sum, list] = texts.map((text) => JSON.parse(text) as unknown);
    const { timing, index, nonSpeculativeIndex, last, ts } = pane;
    const key = [...this.#interned].find(([, id]) => id === pane.key)![0];
    return {
      retract,
      start: pane.window.start,
      end: pane.window.end,
      key,
      timing,
      index,
      nonSpeculativeIndex,
      first: index === 0,
      last,
      ts,
      count: count as number,
      sum: sum as number,
      list: list as readonly number[],
    };
  }
}
