// A pipeline put aside and taken up again: the clocks, the inputs' watermarks, the counts, and each step's own state.
import { countersShape, type EventCounters } from '../model/counters.js';
import type { Instant } from '../model/instant.js';
import type { Saved } from '../model/saved.js';
import { anything, instant, listOf, natural, record, type Shape, tuple } from '../model/shape.js';

export interface DriverState {
  /** W and processing time. */
  readonly clocks: readonly [Instant, Instant];
  /** Elements so far, and the output watermark as it was last promised. */
  readonly counts: readonly [number, Instant];
  readonly inputs: Saved;
  readonly counters: EventCounters;
}

export interface PipelineState {
  readonly driver: DriverState;
  /** One for each operator, in order. */
  readonly steps: readonly Saved[];
}

export function savePipeline({ driver, steps }: PipelineState): Saved {
  const { clocks, counts, inputs, counters } = driver;
  const counted = { ...counters, late: { ...counters.late }, panes: { ...counters.panes } };
  return { driver: { clocks: [...clocks], counts: [...counts], inputs, counters: counted }, steps: [...steps] };
}

const driverMembers = {
  clocks: tuple(instant, instant),
  counts: tuple(natural, instant),
  inputs: anything,
};

const driverShape = record<DriverState>({ ...driverMembers, counters: countersShape });

/**
 * @param steps how many operators there are
 * @throws Misshapen for what no such pipeline has saved
 */
export function pipelineStateOf(saved: Saved, steps: number): PipelineState {
  if (isFirstFormat(saved)) return firstFormat(saved);
  return record<PipelineState>({ driver: driverShape, steps: listOf(anything, steps) })(saved);
}

/** In checkpoints of format 1 the one operator and its driver were one: their members stand side by side. */
const firstShape = record({ ...driverMembers, tally: countersShape, placement: anything, slots: anything, cells: anything }); // prettier-ignore

function isFirstFormat(saved: Saved): boolean {
  return typeof saved === 'object' && saved !== null && 'placement' in saved;
}

const firstFormat: Shape<PipelineState> = (saved) => {
  const { clocks, counts, inputs, tally, placement, slots, cells } = firstShape(saved);
  return { driver: { clocks, counts, inputs, counters: tally }, steps: [{ placement, slots, cells }] };
};
