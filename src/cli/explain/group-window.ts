// What `explain` writes of group-by-window: the model's four questions, and when windows close.
import { accumulationWords } from '../../accumulation/index.js';
import { type Job, windowPlanOf } from '../../job.js';
import type { GroupWindowPlan } from '../../operator/group-window/group-window-plan.js';
import type { GroupWindowSpec } from '../../plan/plan.js';
import { durationText } from '../../text/duration.js';
import { shownName } from '../../text/file-name.js';
import { triggerText, triggerWords } from '../../trigger/index.js';
import { windowWords } from '../../window/index.js';
import type { Planned } from '../plan.js';
import { sentence } from '../topic/topic.js';
import { closing, isBlind } from './closing.js';
import { lateText } from './late.js';
import { rowsText } from './rows.js';
import { computedText, conditionsText, keysText, timeText, watermarkText, type OperatorTerms } from './stream.js';

interface Windowed extends Planned {
  readonly operator: GroupWindowSpec;
  readonly windows: GroupWindowPlan;
}

export function groupWindowTerms(planned: Planned, operator: GroupWindowSpec): OperatorTerms {
  const { job } = planned;
  const of: Windowed = { ...planned, operator, windows: windowPlanOf(job)! };
  return {
    meaning: [
      ['What', what(of)],
      ['Where', where(of)],
      ['When', when(of)],
      ['How', how(of)],
    ],
    consequences: [
      ...closing(planned, of.windows),
      ...(job.rows === undefined ? [] : [['Rows', rowsText(job.rows)] as const]),
      ['Lost', losses(of)],
      ['Late events', late(of)],
      ['End of input', end(job)],
    ],
  };
}

function late({ job, windows }: Windowed): string {
  if (windows.window.kind === 'counting' || job.pipeline.domain === 'processing') return 'there are none.';
  const which =
    isBlind(job) || livesOn(windows) ? 'none is too late; those that no window takes for another reason ' : '';
  return `${which}${lateText(job)}`;
}

function what({ job: { aggregateNames, calls, streams }, plan, operator }: Windowed): string {
  const named = aggregateNames.map((name, i) => {
    const call = calls[i]!.text;
    return call === name ? name : `${name} = ${call}`;
  });
  const keys = keysText(streams[0].recordPlan);
  return `${named.join(', ')}, ${keys === '' ? 'over all events' : `for each ${keys}`}${conditionsText(plan)}${computedText(operator)}`;
}

function where({ job, plan, operator }: Windowed): string {
  const words = windowWords(operator.window);
  const { domain } = job.pipeline;
  const { time } = job.streams[0].recordPlan;
  if (domain === 'processing') return sentence(`${words}, of the time at which events arrive`);
  if (time === undefined) return sentence(words);
  return sentence(`${words}, of ${timeText(plan, time)}`);
}

function when({ job, plan, operator, windows }: Windowed): string {
  if (windows.window.kind === 'counting') return 'a pane is written when a window has its events.';
  return `${watermarkText(job, plan)} A pane is written ${triggerWords(operator.trigger, !isBlind(job))}.`;
}

function how({ job, operator, windows }: Windowed): string {
  const { lateness, window } = windows;
  const corrections =
    window.kind === 'counting' || livesOn(windows) || job.pipeline.domain === 'processing' || isBlind(job)
      ? 'Nothing is ever late.'
      : lateness === 0
        ? 'A window takes no corrections after its end.'
        : lateness === Infinity
          ? 'A window takes corrections to the end of all input.'
          : `A window takes corrections for ${durationText(lateness)} after its end.`;
  return `${accumulationWords(operator.accumulation)}. ${corrections}`;
}

/** Whether windows are the lives of keys' states, for which nothing is too late. */
function livesOn({ window }: GroupWindowPlan): boolean {
  return window.kind === 'merging' && window.timeToLive === true;
}

function losses({ operator, windows: { window, trigger, lateness } }: Windowed): string {
  if (window.kind === 'counting' || !trigger.canFinish(lateness))
    return 'nothing: the trigger goes on for as long as data can come.';
  return `\`${triggerText(operator.trigger)}\` can finish while data may still come; what follows goes to the late stream as closed.`;
}

function end({ drain, checkpoint }: Job): string {
  if (drain) return 'every open window gets its last pane.';
  return checkpoint === undefined
    ? 'open windows are dropped.'
    : `open windows are kept in ${shownName(checkpoint.path)} for the next run.`;
}
