// `flowctl explain`: what the options mean, in the words of the model, and what follows from them. Reads nothing.
import { dedupTerms } from './explain/dedup.js';
import { gapsTerms, silenceTerms } from './explain/fill.js';
import { groupWindowTerms } from './explain/group-window.js';
import { joinTerms } from './explain/join.js';
import { placeName } from './explain/places.js';
import { sortTerms } from './explain/sort.js';
import { topTerms } from './explain/top.js';
import { repeatability } from './explain/repeatability.js';
import { formText } from './explain/rows.js';
import { matchTerms } from './explain/match.js';
import type { OperatorTerms } from './explain/stream.js';
import { inputFormatWords } from '../format/input/index.js';
import { canBeShared } from '../format/input/input-format.js';
import { isJoin } from '../model/join-kind.js';
import type { OperatorSpec, Plan } from '../plan/plan.js';
import { pageText, type TextBlock, type PageStyle } from './page.js';
import type { Planned } from './plan.js';
import type { Job } from '../job.js';
import { sentence } from './topic/topic.js';
import { shownName } from '../text/file-name.js';

/** The explanation of a plan, as text. */
export function explain(planned: Planned, { width, style }: PageStyle): string {
  const { job, plan, warnings } = planned;
  const { operator } = plan.steps[0]!;
  const { meaning, consequences } = termsOf(planned, operator);
  const answers: TextBlock = { terms: [...meaning, ['Input', inputs(planned)], ['Output', outputs(job)]] };
  const follows: TextBlock = { terms: [...consequences, ['Same again?', repeatability(job)]] };
  const notes: TextBlock[] = warnings.map((warning) => `Note: ${warning}.`);
  return pageText([answers, { heading: 'What follows' }, follows, ...notes], width, style);
}

function termsOf(planned: Planned, operator: OperatorSpec): OperatorTerms {
  if (operator.is === 'dedup') return dedupTerms(planned, operator);
  if (operator.is === 'gaps') return gapsTerms(planned, operator);
  if (operator.is === 'silence') return silenceTerms(planned, operator);
  if (operator.is === 'top') return topTerms(planned, operator);
  if (operator.is === 'sort') return sortTerms(planned, operator);
  if (operator.is === 'match') return matchTerms(planned, operator);
  return isJoin(operator) ? joinTerms(planned, operator) : groupWindowTerms(planned, operator);
}

function inputs({ job: { streams }, plan }: Planned): string {
  const list = streams.flatMap((stream) => stream.inputs);
  const follow = streams.some((stream) => stream.follow);
  const names = list.map(({ kind, name }) => (kind === 'stdin' ? 'standard input' : shownName(name))).join(', ');
  const files = list.filter(({ kind }) => kind === 'file').length;
  const order = files > 1 && !follow ? ' Files are read in event-time order, whatever the order of their names.' : '';
  return `${names}${follow ? ', followed as they grow' : ''}.${order}${records(streams, plan)}`;
}

/** How records are written, unless they are JSON lines. */
function records(streams: Job['streams'], { streams: planned }: Plan): string {
  const { format } = planned[0]!;
  if (format.is === 'ndjson') return '';
  const alone = streams.some(({ recordPlan }) => !canBeShared(recordPlan.format));
  const declined = alone ? ' Records are read by one thread, whatever --threads says.' : '';
  return ` ${sentence(inputFormatWords(format))}${declined}`;
}

function outputs(job: Job): string {
  const { results, rejects, controlOut, rows } = job;
  const control = controlOut ? ', with control lines' : '';
  const bad = rejects === undefined ? 'counted, the first few shown on standard error' : placeName(rejects);
  const form = rows === undefined || rows.format.name === 'ndjson' ? '' : `, as ${formText(rows)}`;
  return `results: ${placeName(results)}${form}${control}; lines that are no usable event: ${bad}.`;
}
