// What `explain` writes of top: as of group-by-window, but for what is written.
import type { TopSpec } from '../../plan/plan.js';
import { asGroupWindow } from '../../plan/top.js';
import type { Planned } from '../plan.js';
import { sentence } from '../topic/topic.js';
import { groupWindowTerms } from './group-window.js';
import { conditionsText, keysText, type ExplainedTerm, type OperatorTerms } from './stream.js';

export function topTerms(planned: Planned, operator: TopSpec): OperatorTerms {
  const windowed = asGroupWindow(operator);
  const { meaning, consequences } = windowed.is === 'group-window' ? groupWindowTerms(planned, windowed) : nothing;
  return {
    meaning: [['What', what(planned, operator)], ...meaning.slice(1)],
    consequences: [
      ...consequences.map((term) => (term[0] === 'Rows' ? rows(planned, operator) : term)),
      state(operator),
    ],
  };
}

const nothing: OperatorTerms = { meaning: [], consequences: [] };

function what({ job, plan }: Planned, { limit, by, order }: TopSpec): string {
  const keys = keysText(job.streams[0].recordPlan);
  const most = order === 'desc' ? 'largest' : 'smallest';
  const events = limit === 1 ? `the event with the ${most} number` : `the ${limit} events with the ${most} numbers`;
  return `${events} at ${by}, ${keys === '' ? 'of all events' : `for each ${keys}`}${conditionsText(plan)}`;
}

function rows({ job }: Planned, { limit, by }: TopSpec): ExplainedTerm {
  const several = job.rows?.shape.panes === true ? ', again all of them in each later pane' : '';
  const back = job.rows?.shape.retractions === true ? ', after those of the pane before are taken back' : '';
  const count = limit === 1 ? 'one' : `up to ${limit}`;
  const ties = `events without a number at ${by} are skipped; of equal ones the first to arrive goes first`;
  return ['Rows', `${sentence(`${count} for each key and window, by rank${several}${back}`)} ${sentence(ties)}`];
}

function state({ limit }: TopSpec): ExplainedTerm {
  return ['State', `${limit === 1 ? 'one event' : `up to ${limit} events`} for each key and open window.`];
}
