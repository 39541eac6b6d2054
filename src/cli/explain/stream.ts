// What `explain` writes of a stream, whatever is done with its events: times, conditions, keys, the watermark.
import type { ReadPlan } from '../../event/read-plan.js';
import type { Job } from '../../job.js';
import { inOrder } from '../../plan/fingerprint.js';
import type { Plan, RowExpressionsPlan } from '../../plan/plan.js';
import { watermarkWords } from '../../watermark/index.js';
import { sentence } from '../topic/topic.js';

export type ExplainedTerm = readonly [term: string, meaning: string];

/** What an operator means, and what follows from it. */
export interface OperatorTerms {
  readonly meaning: readonly ExplainedTerm[];
  readonly consequences: readonly ExplainedTerm[];
}

/** `path and status`; empty without keys. */
export function keysText({ keys }: Pick<ReadPlan, 'keys'>): string {
  return keys.map(({ name, path }) => (path.text === `$.${name}` ? name : `${name} (${path.text})`)).join(' and ');
}

/** `, of the events for which … holds.`, and what else determines which events these are. */
export function conditionsText(plan: Plan, stream = 0): string {
  const { set = [], where, each, numericText } = plan.streams[stream]!.read;
  const filters = where.map((text) => `\`${text}\``).join(' and ');
  const pieces = each === null ? '' : ` Every piece of \`${each}\` is an event.`;
  const numeric = numericText ? ' Text that is a number counts as that number.' : '';
  const members = set.map(({ name, expression }) => `${name} = \`${expression}\``).join(', ');
  const added = members === '' ? '' : ` Each event is given ${members}.`;
  return `${filters === '' ? '' : `, of the events for which ${filters} holds`}.${pieces}${added}${numeric}`;
}

/** What is computed of rows, and which are written. */
export function computedText({ let: members = [], having = [] }: RowExpressionsPlan): string {
  const texts = members.map(({ name, expression }) => `${name} = \`${expression}\``).join(', ');
  const held = having.map((text) => `\`${text}\``).join(' and ');
  const given = texts === '' ? '' : ` Each row is given ${texts}.`;
  return `${given}${held === '' ? '' : ` Rows are written for which ${held} holds.`}`;
}

/** `the time at $.ts, written as ms`. */
export function timeText(plan: Plan, { path, format }: NonNullable<ReadPlan['time']>, stream = 0): string {
  const { zone } = plan.streams[stream]!.read;
  const written = format.name === 'auto' ? '' : `, written as ${format.name}`;
  return `the time at ${path.text}${written}${zone === 'UTC' ? '' : `, in ${zone} where it names no zone`}`;
}

/** How the watermark follows the events. */
export function watermarkText({ pipeline, streams }: Job, plan: Plan, stream = 0): string {
  const { recordPlan } = streams[stream]!;
  if (pipeline.domain === 'processing') return 'The watermark is the clock.';
  if (recordPlan.time === undefined && !recordPlan.control)
    return 'Without --time there is no watermark before the end of the input.';
  const { lag, asksClock } = pipeline.streams[stream]!.generator;
  // Whatever the generator, an input can claim a watermark of its own (SPEC §8).
  if (streams[stream]!.inputs.length === 0) return 'The watermark is that of the step before.';
  if (recordPlan.control && lag === undefined && !asksClock)
    return 'The watermark is what the @watermark lines of the input say.';
  return sentence(watermarkWords(plan.streams[stream]!.watermark ?? inOrder));
}
