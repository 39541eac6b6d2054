// Whether the same input gives the same bytes (SPEC §3): unless something in the plan depends on the machine's
// clock, or on which live input was first.
import { type Job, windowPlanOf } from '../../job.js';

/** The text about running it again. */
export function repeatability(job: Job): string {
  const reasons = [...asksClock(job), ...asksYear(job), ...asksOrder(job)];
  const remedy = reasons.some((reason) => reason.includes('clock'))
    ? ' `--clock PATH` or `--clock input` take the clock from the data.'
    : '';
  return reasons.length === 0
    ? 'yes: nothing here asks the machine’s clock or which live input was first. The same input gives the same bytes.'
    : `not necessarily: ${reasons.join('; ')}.${remedy}`;
}

function asksClock(job: Job): string[] {
  const { pipeline, clock } = job;
  const windows = windowPlanOf(job);
  const idle = pipeline.streams.every((stream) => stream.idle === undefined)
    ? []
    : ['--idle asks how long an input was silent'];
  if (clock !== 'wall') return idle;
  const reasons: readonly (readonly [boolean, string])[] = [
    [pipeline.domain === 'processing', 'windows are of the machine’s clock'],
    [
      windows?.window.kind !== 'counting' && windows?.trigger.asksClock === true,
      'the trigger asks the machine’s clock',
    ],
    [pipeline.domain === 'event' && pipeline.streams.some(generatorAsks), 'the watermark asks the machine’s clock'],
    [pipeline.streams.some(({ maxFuture }) => maxFuture !== undefined), '--max-future asks the machine’s clock'],
  ];
  return [...reasons.flatMap(([holds, reason]) => (holds ? [reason] : [])), ...idle];
}

function asksYear({ streams }: Job): string[] {
  const asked = streams.some(({ recordPlan }) => recordPlan.format.asksClock === true);
  return asked
    ? ['a time without a year is of the year nearest to now, in a file to when that was last written to']
    : [];
}

function asksOrder({ streams }: Job): string[] {
  const inputs = streams.flatMap((stream) => stream.inputs);
  const listens = inputs.some(({ kind }) => kind.endsWith('-listen'));
  const live = inputs.some(({ kind }) => kind !== 'file') || streams.some(({ follow }) => follow);
  return listens || (inputs.length > 1 && live) ? ['it depends on which live input is first'] : [];
}

function generatorAsks({ generator }: Job['pipeline']['streams'][number]): boolean {
  return generator.asksClock || generator.goesOnAfter !== undefined;
}
