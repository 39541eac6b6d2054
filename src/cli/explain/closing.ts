// When a window closes and when its state goes, with an example in numbers (SPEC §4, §5): a window [start, end) is
// passed when W ≥ end − 1, and expired when W ≥ end − 1 + L.
import { hasWatermark, type Job, windowPlanOf } from '../../job.js';
import type { GroupWindowPlan } from '../../operator/group-window/group-window-plan.js';
import type { WindowFn } from '../../window/window-fn.js';
import type { ExplainedTerm } from './stream.js';
import { numberIn, type Spec } from '../../text/spec.js';
import type { Planned } from '../plan.js';
import { durationText } from '../../text/duration.js';
import type { Instant } from '../../model/instant.js';

/** An instant to show a window at: a Thursday. */
const sample: Instant = Date.UTC(2026, 0, 1, 10);

/** The text about the end of a window, and the end of its state. */
export function closing(
  { job, plan }: Pick<Planned, 'job' | 'plan'>,
  { window, lateness }: GroupWindowPlan,
): readonly ExplainedTerm[] {
  const { domain } = job.pipeline;
  if (window.kind === 'counting') return [['A window closes', `after each ${window.every} events of its key.`]];
  if (isBlind(job)) return [['A window closes', 'at the end of all input.']];
  if (window.kind === 'merging' && window.gap === undefined)
    return [['A window closes', 'when the watermark has passed its last event by the gap that stands there.']];
  const shown = sampleWindow(window);
  const { watermark } = plan.streams[0]!;
  const closes = shown === undefined ? undefined : passes(job, watermark, shown.end - 1);
  if (shown === undefined || closes === undefined) return [['A window closes', 'at the end of all input.']];
  const zone = job.meaning()['tz'] === 'UTC' || window.kind === 'merging' ? '' : ' (in UTC)';
  const term: ExplainedTerm = [
    'A window closes',
    `for example ${shown.name}${zone}: ${closes}, or at the end of all input.`,
  ];
  if (lateness === 0 || domain === 'processing') return [term, ['Its state goes', 'at the same time.']];
  const goes = lateness === Infinity ? undefined : passes(job, watermark, shown.end - 1 + lateness);
  const state = goes === undefined ? 'only at the end of all input.' : `${durationText(lateness)} later: ${goes}.`;
  return [term, ['Its state goes', state]];
}

/** Whether windows wait for a watermark that does not rise before the end of all input. */
export function isBlind(job: Job): boolean {
  return windowPlanOf(job)?.window.kind !== 'counting' && !hasWatermark(job);
}

/** The window around the sample, with a name for it; undefined when it depends on the event. */
function sampleWindow(window: WindowFn): { readonly name: string; readonly end: Instant } | undefined {
  if (window.kind === 'counting') return undefined;
  if (window.kind === 'merging') {
    if (window.gap === undefined) return undefined;
    const what = window.timeToLive === true ? 'the state of a key' : 'a session';
    return { name: `${what} with its last event at ${clockText(sample)}`, end: window.proto(sample, window.gap).end };
  }
  const here = window.assign(sample);
  const first = here.windows[0] ?? window.assign(here.until).windows[0];
  if (first === undefined) return undefined;
  const [start, end] = [clockText(first.start), clockText(first.end)];
  return { name: `[${start}, ${end})`, end: first.end };
}

/** What makes W reach `at`; undefined when only the end of the input does. */
function passes({ pipeline, streams }: Job, watermark: Spec | null, at: Instant): string | undefined {
  const [{ recordPlan, inputs }] = streams;
  const { generator: estimator } = pipeline.streams[0]!;
  if (at === Infinity) return undefined;
  if (pipeline.domain === 'processing') return `when the clock shows ${clockText(at + 1)}`;
  const everywhere = inputs.length > 1 ? ' in every input that has not ended' : '';
  if (estimator.lag !== undefined) {
    const { goesOnAfter } = estimator;
    const silence = goesOnAfter === undefined ? '' : `, or has become due in a silence of ${durationText(goesOnAfter)} or more`; // prettier-ignore
    return `when an event at or after ${clockText(at + estimator.lag)} has been seen${everywhere}${silence}`;
  }
  if (watermark?.is === 'wall') return `when the clock shows ${clockText(at + numberIn(watermark, 'delay') + 1)}`;
  if (inputs.length === 0) return `when the step before has come to ${clockText(at)}`;
  return recordPlan.control
    ? `when a @watermark line of ${clockText(at)} or later has been read${everywhere}`
    : undefined;
}

/** An instant as people write it: the time of the sample's day, or the date too; UTC. */
function clockText(at: Instant): string {
  if (!Number.isFinite(at) || Math.abs(at) > 8.64e15) return at > 0 ? 'the end of time' : 'the beginning of time';
  const [date = '', time = ''] = new Date(at).toISOString().slice(0, -1).split('T');
  const short = time.replace(/\.000$/, '').replace(/^(..:..):00$/, '$1');
  return date === '2026-01-01' && short !== '00:00' ? short : `${date} ${short}`;
}
