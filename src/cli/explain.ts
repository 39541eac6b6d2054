// `flowctl explain`: what the options mean, in the words of the model, and what follows from them. Reads nothing.
import { dedupTerms } from './explain/dedup.js';
import { disorderTerms } from './explain/disorder.js';
import { gapsTerms, silenceTerms } from './explain/fill.js';
import { groupWindowTerms } from './explain/group-window.js';
import { joinTerms } from './explain/join.js';
import { placeName } from './explain/places.js';
import { sortTerms } from './explain/sort.js';
import { tableTerms } from './explain/table-join.js';
import { topTerms } from './explain/top.js';
import { repeatability } from './explain/repeatability.js';
import { formText } from './explain/rows.js';
import { matchTerms } from './explain/match.js';
import { computedText, type OperatorTerms } from './explain/stream.js';
import { inputFormatWords } from '../format/input/index.js';
import { stepPlans } from '../plan/chain.js';
import { canBeShared } from '../format/input/input-format.js';
import { isJoin } from '../model/join-kind.js';
import type { OperatorSpec, Plan } from '../plan/plan.js';
import { pageText, type TextBlock, type PageStyle } from './page.js';
import type { Planned } from './plan.js';
import type { Job } from '../job.js';
import type { ExplainedTerm } from './explain/stream.js';
import { sentence } from './topic/topic.js';
import { shownName } from '../text/file-name.js';
import { stepName } from '../text/step-name.js';

/** What a process of a pipeline goes on from. */
function pipelineTerms({ checkpoint, controlOut }: Job): readonly ExplainedTerm[] {
  if (checkpoint?.name === undefined) return [];
  const { name, path } = checkpoint;
  const piped = controlOut ? ' What goes down its pipes has no `seq`.' : '';
  const text = `${name}, in ${shownName(path)}: killed, it goes on from the newest snapshot that all processes there have; its files have each row once.${piped}`;
  return [['Pipeline', text]];
}

/** The explanation of a plan, as text. */
export function explain(planned: Planned, { width, style }: PageStyle): string {
  const { job, plan, warnings } = planned;
  const jobs = [job, ...job.then];
  const steps = stepPlans(plan).map((step, i): Planned => ({ plan: step, job: jobs[i]!, warnings: [] }));
  const blocks = steps.flatMap((step, i) => stepBlocks(step, jobs, i));
  const notes: TextBlock[] = warnings.map((warning) => `Note: ${warning}.`);
  return pageText([...blocks, ...notes], width, style);
}

/** What a step means, and what follows from it; of several, under its name. */
function stepBlocks(planned: Planned, jobs: readonly Job[], i: number): readonly TextBlock[] {
  const { job, plan } = planned;
  const { meaning, consequences } = termsOf(planned, plan.steps[0]!.operator);
  const [before, next] = [jobs[i - 1], jobs[i + 1]].map((other, at) => other && stepName(i + 2 * at, other.verb));
  const read = before === undefined ? inputs(planned) : `the rows of ${before}, with its watermark.`;
  const answers: TextBlock = {
    terms: [...meaning, ...computedTerms(plan.steps[0]!.operator), ['Input', read], ['Output', outputs(job, next)]],
  };
  const place = next === undefined ? pipelineTerms(job) : [];
  const follows: TextBlock = { terms: [...consequences, ...place, ['Same again?', repeatability(job)]] };
  if (jobs.length === 1) return [answers, { heading: 'What follows' }, follows];
  const name = stepName(i + 1, job.verb);
  return [{ heading: sentence(name).slice(0, -1) }, answers, { heading: `What follows from ${name}` }, follows];
}

/** What is computed of rows that are no panes; of panes it is a part of what they are. */
function computedTerms(operator: OperatorSpec): OperatorTerms['meaning'] {
  if (operator.is === 'group-window' || !('let' in operator || 'having' in operator)) return [];
  return [['Computed', computedText(operator).trim()]];
}

function termsOf(planned: Planned, operator: OperatorSpec): OperatorTerms {
  if (operator.is === 'dedup') return dedupTerms(planned, operator);
  if (operator.is === 'disorder') return disorderTerms(planned, operator);
  if (operator.is === 'gaps') return gapsTerms(planned, operator);
  if (operator.is === 'silence') return silenceTerms(planned, operator);
  if (operator.is === 'top') return topTerms(planned, operator);
  if (operator.is === 'sort') return sortTerms(planned, operator);
  if (operator.is === 'match') return matchTerms(planned, operator);
  if (operator.is === 'table-join') return tableTerms(planned, operator);
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

/** @param next the step that reads the rows; undefined: they leave */
function outputs(job: Job, next: string | undefined): string {
  const { results, rejects, controlOut, rows: written } = job;
  const control = controlOut ? ', with control lines' : '';
  const bad = rejects === undefined ? 'counted, the first few shown on standard error' : placeName(rejects);
  const form = written === undefined || written.format.name === 'ndjson' ? '' : `, as ${formText(written)}`;
  const rows = next === undefined ? `results: ${placeName(results)}${form}${control}` : `rows: to ${next}`;
  return `${rows}; lines that are no usable event: ${bad}.`;
}
