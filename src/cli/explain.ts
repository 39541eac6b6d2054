// `flowctl explain`: what the options mean, in the words of the model, and what follows from them. Reads nothing.
import { closing, isBlind } from './explain/closing.js';
import { repeatability } from './explain/repeatability.js';
import { pageText, type TextBlock, type PageStyle } from './page.js';
import type { Planned } from './plan.js';
import type { Job } from '../job.js';
import type { Destination } from '../sink/destination.js';
import type { GroupWindowSpec, Plan } from '../plan/plan.js';
import { durationText } from '../text/duration.js';
import { sentence } from './topic/topic.js';
import { accumulationWords } from '../accumulation/index.js';
import { inOrder } from '../plan/fingerprint.js';
import { triggerText, triggerWords } from '../trigger/index.js';
import { watermarkWords } from '../watermark/index.js';
import { windowWords } from '../window/index.js';
import { shownName } from '../text/file-name.js';

/** The explanation of a plan, as text. */
export function explain(planned: Planned, { width, style }: PageStyle): string {
  const { job, warnings } = planned;
  const answers: TextBlock = {
    terms: [
      ['What', what(planned)],
      ['Where', where(planned)],
      ['When', when(planned)],
      ['How', how(planned)],
      ['Input', inputs(job)],
      ['Output', outputs(job)],
    ],
  };
  const follows: TextBlock = {
    terms: [
      ...closing(planned),
      ['Lost', losses(planned)],
      ['Late events', late(job)],
      ['End of input', end(job)],
      ['Same again?', repeatability(job)],
    ],
  };
  const notes: TextBlock[] = warnings.map((warning) => `Note: ${warning}.`);
  return pageText([answers, { heading: 'What follows' }, follows, ...notes], width, style);
}

function what({ job: { aggregateNames, calls, projection }, plan }: Planned): string {
  const named = aggregateNames.map((name, i) => {
    const call = calls[i]!.text;
    return call === name ? name : `${name} = ${call}`;
  });
  const { where: conditions, each } = plan.streams[0]!.read;
  const { keys } = projection;
  const groups = keys.map(({ name, path }) => (path.text === `$.${name}` ? name : `${name} (${path.text})`));
  const by = groups.length === 0 ? 'over all events' : `for each ${groups.join(' and ')}`;
  const filters = conditions.map((text) => `\`${text}\``).join(' and ');
  const pieces = each === null ? '' : ` Every piece of \`${each}\` is an event.`;
  const numeric = projection.numericText ? ' Text that is a number counts as that number.' : '';
  return `${named.join(', ')}, ${by}${filters === '' ? '' : `, of the events for which ${filters} holds`}.${pieces}${numeric}`;
}

function where({ job, plan }: Planned): string {
  const words = windowWords(operatorOf(plan).window);
  const { domain } = job.engine;
  const { time } = job.projection;
  if (domain === 'processing') return sentence(`${words}, of the time at which events arrive`);
  if (time === undefined) return sentence(words);
  const format = time.format.name === 'auto' ? '' : `, written as ${time.format.name}`;
  const { zone: name } = plan.streams[0]!.read;
  const zone = name === 'UTC' ? '' : `, in ${name} where it names no zone`;
  return sentence(`${words}, of the time at ${time.path.text}${format}${zone}`);
}

function when({ job, plan }: Planned): string {
  if (job.engine.window.kind === 'counting') return 'a pane is written when a window has its events.';
  return `${watermarkText(job, plan)} A pane is written ${triggerWords(operatorOf(plan).trigger, !isBlind(job))}.`;
}

function watermarkText({ engine, projection }: Job, plan: Plan): string {
  if (engine.domain === 'processing') return 'The watermark is the clock.';
  if (projection.time === undefined && !projection.control)
    return 'Without --time there is no watermark before the end of the input.';
  const { lag, asksClock } = engine.generator;
  // Whatever the generator, an input can claim a watermark of its own (SPEC §8).
  if (projection.control && lag === undefined && !asksClock)
    return 'The watermark is what the @watermark lines of the input say.';
  return sentence(watermarkWords(plan.streams[0]!.watermark ?? inOrder));
}

function how({ job, plan }: Planned): string {
  const { engine } = job;
  const { lateness, window } = engine;
  const corrections =
    window.kind === 'counting' || engine.domain === 'processing' || isBlind(job)
      ? 'Nothing is ever late.'
      : lateness === 0
        ? 'A window takes no corrections after its end.'
        : lateness === Infinity
          ? 'A window takes corrections to the end of all input.'
          : `A window takes corrections for ${durationText(lateness)} after its end.`;
  return `${accumulationWords(operatorOf(plan).accumulation)}. ${corrections}`;
}

function inputs({ inputs: list, follow }: Job): string {
  const names = list.map(({ kind, name }) => (kind === 'stdin' ? 'standard input' : shownName(name))).join(', ');
  const files = list.filter(({ kind }) => kind === 'file').length;
  const order = files > 1 && !follow ? ' Files are read in event-time order, whatever the order of their names.' : '';
  return `${names}${follow ? ', followed as they grow' : ''}.${order}`;
}

function outputs(job: Job): string {
  const { results, rejects, controlOut } = job;
  const control = controlOut ? ', with control lines' : '';
  const bad = rejects === undefined ? 'counted, the first few shown on standard error' : placeName(rejects);
  return `results: ${placeName(results)}${control}; lines that are no usable event: ${bad}.`;
}

function placeName(destination: Destination): string {
  if (destination.kind === 'file') return shownName(destination.path);
  if (destination.kind === 'fd') return `descriptor ${destination.fd}`;
  return destination.kind === 'stdout' ? 'standard output' : 'nowhere';
}

function losses({ job: { engine }, plan }: Planned): string {
  if (engine.window.kind === 'counting' || !engine.trigger.canFinish(engine.lateness))
    return 'nothing: the trigger goes on for as long as data can come.';
  return `\`${triggerText(operatorOf(plan).trigger)}\` can finish while data may still come; what follows goes to the late stream as closed.`;
}

function late(job: Job): string {
  const { guardsFiles, inputs: list } = job;
  const { maxFuture, window, domain } = job.engine;
  if (window.kind === 'counting' || domain === 'processing') return 'there are none.';
  const of = guardsFiles || list.length === 1 ? '' : ' of live inputs';
  const future =
    maxFuture === undefined
      ? ''
      : ` Events${of} more than ${durationText(maxFuture)} ahead of the clock go the same way.`;
  const which = isBlind(job) ? 'none is too late; those that no window takes for another reason ' : '';
  if (job.late?.kind === 'none') return `${which}are counted, and kept nowhere.${future}`;
  const shape = job.lateFormat === 'raw' ? 'as they came' : 'with the reason';
  if (job.late !== undefined) return `${which}go to ${placeName(job.late)}, ${shape}.${future}`;
  return `${which}go to descriptor 3, ${shape}, if you open it (3>late.ndjson); if not, they are counted and not kept.${future}`;
}

function end({ drain, checkpoint }: Job): string {
  if (drain) return 'every open window gets its last pane.';
  return checkpoint === undefined
    ? 'open windows are dropped.'
    : `open windows are kept in ${shownName(checkpoint.path)} for the next run.`;
}

function operatorOf({ steps }: Plan): GroupWindowSpec {
  return steps[0]!.operator;
}
