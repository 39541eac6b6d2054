// What `explain` writes of disorder.
import type { DisorderSpec } from '../../plan/plan.js';
import { windowWords } from '../../window/index.js';
import type { Planned } from '../plan.js';
import { lateText } from './late.js';
import { conditionsText, keysText, timeText, type OperatorTerms } from './stream.js';

export function disorderTerms({ job, plan }: Planned, { window, as }: DisorderSpec): OperatorTerms {
  const { recordPlan } = job.streams[0];
  const late =
    window === null
      ? 'An event is late under bounded:D iff one that came before it is later by more than D.'
      : `An event is late under bounded:D iff its last window had ended D before the largest time that came before it; ${windowWords(window)}.`;
  const keys = recordPlan.keys.length === 0 ? '' : `, also of each ${keysText(recordPlan)}`;
  return {
    meaning: [
      ['What', `how far events are out of order, by ${timeText(plan, recordPlan.time!)}${keys}${conditionsText(plan)}`],
      ['Late', late],
      ['When', `one ${as === 'json' ? 'JSON object' : 'page'}, at the end of the input or at a stop (Ctrl-C).`],
    ],
    consequences: [
      ['State', `some thousand counts, whatever is read${keys === '' ? '' : ', and three for each key'}.`],
      ['Future', `events ahead of the clock are counted. Those that are refused ${lateText(job)}`],
    ],
  };
}
