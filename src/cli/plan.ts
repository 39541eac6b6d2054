// Options as typed → the run as meant (Job): each question is answered by its own file under plan/, and here the answers
// are put together. Pure but for the places it is handed to look up: no clock, no process.
import type { Job } from '../job.js';
import { durationText } from '../text/duration.js';
import { parseCount } from './amount.js';
import { ColumnSet } from './plan/column-set.js';
import { how } from './plan/how.js';
import { inputsOf, isLive } from './plan/inputs.js';
import { canonical, fingerprint } from './plan/fingerprint.js';
import {
  checkDescriptors,
  checkDestinations,
  type IdentifyDescriptor,
  type Outlet,
  type IdentifyFile,
} from './plan/check-destinations.js';
import { OptionReader } from './plan/option-reader.js';
import { run } from './plan/run.js';
import { what } from './plan/what.js';
import { when } from './plan/when.js';
import { where } from './plan/where.js';
import type { Spec } from '../text/spec.js';
import type { Typed } from './parse.js';
import type { Problem } from './problem.js';

export interface Planned {
  readonly job: Job;
  readonly warnings: readonly string[];
  /** The options as typed, for what is said about them. */
  readonly typed: Typed;
  readonly windowSpec: Spec;
  readonly watermarkSpec: Spec;
  readonly triggerSpec: Spec;
  /** The trigger as one text, the short forms written out. */
  readonly triggerText: string;
}

/**
 * What the options mean, or everything that is wrong with them.
 * @param placeOf looks up files and descriptors, so that no output is an input
 * @param descriptorOf tells which descriptors the caller opened
 */
export async function plan(
  typed: Typed,
  placeOf: IdentifyFile,
  descriptorOf: IdentifyDescriptor,
): Promise<Planned | readonly Problem[]> {
  const reading = new OptionReader(typed);
  const inputs = inputsOf(reading, typed.operands, placeOf);
  const { settled, windowSpec, watermarkSpec, triggerSpec, triggerText, ...answers } = await model(
    reading,
    isLive(reading, inputs, placeOf),
  );
  const rest = run(reading);
  checkDestinations(reading, inputs, outlets(rest), placeOf);
  checkDescriptors(reading, inputs, outlets(rest), descriptorOf);
  const problems = [...typed.problems, ...reading.problems];
  if (problems.length > 0) return problems;
  const job: Job = { inputs, ...answers, ...rest, meaning: fingerprint(typed.options, settled) };
  return { job, warnings: reading.warnings, typed, windowSpec, watermarkSpec, triggerSpec, triggerText };
}

/** The four questions, answered. */
async function model(reading: OptionReader, live: boolean) {
  const columns = new ColumnSet();
  const { names, calls, cells, ...projected } = what(reading, columns);
  const { window, windowSpec, domain, time, formatAt, zone } = await where(reading);
  const refinement = how(reading);
  const timing = when(reading, columns, window, refinement.lateness, live);
  const { clock, clockPath, guardsFiles, watermarkSpec, triggerSpec, triggerText, ...firing } = timing;
  const gap = window.kind === 'merging' ? window.gapPath : undefined;
  const gapColumn =
    gap === undefined ? -1 : (reading.attempt('--window', () => columns.indexOf(gap, 'duration')) ?? -1);
  const maxOpenWindows = reading.read('max-open-windows', (text) => parseCount(text, 1), Infinity);
  const { control, 'input-format': inputFormat } = reading.options;
  const maxFuture = firing.maxFuture === undefined ? 'off' : durationText(firing.maxFuture);
  return {
    engine: { window, domain, ...refinement, ...firing, gapColumn, maxOpenWindows, aggregates: cells },
    projection: {
      ...projected,
      time: time && { path: time, format: formatAt(time) },
      clock: clockPath && { path: clockPath, format: formatAt(clockPath) },
      columns: columns.columns,
      text: inputFormat === 'text',
      numericText: reading.given('numeric-text'),
      control: control === 'in' || control === 'both',
    },
    ...{ clock, guardsFiles, aggregateNames: names, calls, windowSpec, watermarkSpec, triggerSpec, triggerText },
    settled: { tz: zone, trigger: canonical(triggerText), 'max-future': maxFuture },
  };
}

function outlets({
  results,
  late,
  rejects,
  stats,
  checkpoint,
}: Pick<Job, 'results' | 'late' | 'rejects' | 'stats' | 'checkpoint'>): Outlet[] {
  return [
    { option: 'output', to: results },
    { option: 'late', to: late },
    { option: 'rejects', to: rejects },
    { option: 'stats', to: stats },
    { option: 'checkpoint', to: checkpoint && { kind: 'file', path: checkpoint.path } },
  ];
}
