// The expressions of a run in the terms of the scanner: members that are computed, and conditions as questions, each but
// once, and diagrams of decisions. What the scanner cannot tell by itself is evaluated on this side (judgement.ts), from
// the values that it is about.
import type { Condition, Place } from '../event/condition.js';
import type { Filter } from '../event/filter.js';
import { workAllowed } from '../event/jsonpath/work.js';
import type { ReadPlan } from '../event/read-plan.js';
import type { SetMember } from '../event/set.js';
import { valueText } from '../event/cel/json.js';
import {
  outcome,
  type ComputedMember,
  type ComputedValue,
  type Conditions,
  type FoundValue,
  type Question,
} from '../kernel/conditions.js';
import { Diagrams, type Single } from './decision.js';
import { evaluation, unlessTooMuch, type Evaluation } from './judgement.js';

/** A question about more places is one about the whole event. */
const mostPlaces = 16;
/** Evaluating an expression is at most so much work, beside what its functions and comparisons are: it has no more nodes. */
const workPerExpression = 4096;
/** Texts of which it is remembered what a member comes to, and how long they may be. */
const mostKnown = 4096;
const longestKnown = 256;
/** From here on a double may be less than the number. */
const wide = 2 ** 53;

export type ScannedPlan = Pick<ReadPlan, 'time' | 'clock' | 'keys' | 'columns' | 'set' | 'where'>;

export interface ScanConditions extends Conditions {
  /** By column, the diagram of its condition, if it has one. */
  readonly ofColumns: readonly (number | undefined)[];
  readonly members: readonly ComputedMember[];
  /** Answers a question from the values that were found; undefined: a line of these is not to be judged here. */
  readonly judge: (question: number, found: readonly FoundValue[]) => number | undefined;
  /** Computes a member in the same way. */
  readonly compute: (member: number, found: readonly FoundValue[]) => ComputedValue | undefined;
}

/** The members of `--set`, and the conditions of rows and columns. */
export function scanConditions(plan: ScannedPlan): ScanConditions {
  const { where, columns, set } = plan;
  const columnFilters = new Map(columns.flatMap((column) => (column.where ? [[column.where.text, column.where]] : [])));
  const texts = [...columnFilters.keys()];
  const questions = new Questions();
  const filters = [...where, ...columnFilters.values()];
  const { decisions, begins } = diagramsOf(filters, questions);
  const members = set.map(({ name, expression }) => memberOf(name, expression.places(), plan));
  const computed = set.map(({ expression }, i) => computation(members[i]!.places, expression));
  const share = shareOf(questions.asked.length + set.length, filters.length + set.length);
  const judge = (question: number, found: readonly FoundValue[]): number | undefined =>
    unlessTooMuch(() => outcomeOf(questions.judges[question]?.(found, share(found))));
  return {
    questions: questions.asked.map((question, i) => ({
      ...question,
      absent: question.absent ?? judge(i, [undefined]),
    })),
    ...{ decisions, begins, members, judge },
    ofRows: where.length,
    ofColumns: columns.map((column) => column.where && where.length + texts.indexOf(column.where.text)),
    compute: (member, found) => unlessTooMuch(() => computed[member]!(found, share(found))),
  };
}

function diagramsOf(filters: readonly Filter[], questions: Questions): Pick<Conditions, 'decisions' | 'begins'> {
  const diagrams = new Diagrams((single) => questions.number(single));
  const begins = filters.map((filter) => {
    questions.exact = filter.asksDigits;
    return diagrams.add(filter.condition());
  });
  return { decisions: diagrams.decisions, begins };
}

function outcomeOf(holds: unknown): number {
  return holds === undefined ? outcome.failed : holds === true ? outcome.yes : outcome.no;
}

type Computation = (found: readonly FoundValue[], allowed: number) => ComputedValue;

/** What computes a member; what it comes to for a text is remembered. */
function computation(places: readonly Place[], { asksDigits, evaluate }: SetMember['expression']): Computation {
  const known = new Map<string, ComputedValue>();
  const compute = evaluation(places, asksDigits, (event) => {
    const value = evaluate(event);
    return value === undefined ? null : computedValue(value);
  }) as Computation;
  return (found, allowed) => {
    const [only] = found;
    if (found.length > 1 || typeof only !== 'string' || only.length > longestKnown) return compute(found, allowed);
    const before = known.get(only);
    if (before !== undefined) return before;
    if (known.size === mostKnown) known.clear();
    const value = compute(found, allowed);
    known.set(only, value);
    return value;
  };
}

/** As JSON reads it again: there is no −0. */
function computedValue(value: unknown): ComputedValue {
  return typeof value === 'number' && Math.abs(value) < wide ? value + 0 : valueText(value);
}

function memberOf(name: string, places: readonly Place[], plan: ScannedPlan): ComputedMember {
  const { time, clock, keys, columns } = plan;
  const spelled = [time, clock, ...keys, ...columns.filter(({ as }) => as === 'json')];
  return { name, places: limited(places), spelled: spelled.some((read) => read?.path.steps?.[0] === name) };
}

function limited(places: readonly Place[]): readonly Place[] {
  return places.length > mostPlaces ? [[]] : places;
}

/**
 * Of the work that a line may be, the share of one expression. With that of all others, and what evaluating them is, it is
 * not more than a line of these values may be: no line is judged that the plain decoder would refuse.
 */
function shareOf(evaluations: number, expressions: number): (found: readonly FoundValue[]) => number {
  const less = (workPerExpression * expressions) / evaluations;
  const ofNumbers = workAllowed(0) / (evaluations + 1) - less;
  return (found) => {
    let length = 0;
    for (const value of found) if (typeof value === 'string') length += value.length;
    return length === 0 ? ofNumbers : workAllowed(length) / (evaluations + 1) - less;
  };
}

class Questions {
  readonly asked: Question[] = [];
  readonly judges: (Evaluation | undefined)[] = [];
  /** Whether values are given with the digits of their numbers. */
  exact = false;
  readonly #numbers = new Map<Condition | string, number>();

  /** The number of a question, which is asked from now on. */
  number(single: Single): number {
    const identity = single.is === 'judgement' ? single : JSON.stringify(single);
    const known = this.#numbers.get(identity);
    if (known !== undefined) return known;
    const question = questionOf(single);
    this.#numbers.set(identity, this.asked.length);
    this.judges.push(single.is === 'judgement' ? evaluation(question.places, this.exact, single.test) : undefined);
    return this.asked.push(question) - 1;
  }
}

function questionOf(single: Single): Question {
  const unasked = { value: null, absent: outcome.no, unlike: outcome.no };
  switch (single.is) {
    case 'existence':
      return { ...unasked, kind: single.fails && single.place.length > 1 ? 'has' : 'exists', places: [single.place] };
    case 'judgement':
      return { ...unasked, kind: 'judge', places: limited(single.places), absent: undefined };
    case 'comparison': {
      const { place, sign, value, fails } = single;
      const unequal = sign === '!=' ? outcome.yes : outcome.no;
      const absent = fails === 'never' ? unequal : outcome.failed;
      return { kind: sign, places: [place], value, absent, unlike: fails === 'unlike' ? outcome.failed : unequal };
    }
  }
}
