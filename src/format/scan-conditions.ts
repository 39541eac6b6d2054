// The conditions of a run in the terms of the scanner: questions, each but once, and diagrams of decisions. What the scanner
// cannot answer by itself is answered on this side (judgement.ts), from the values that it is about.
import type { Condition, Place } from '../event/condition.js';
import { workAllowed } from '../event/jsonpath/work.js';
import type { ReadPlan } from '../event/read-plan.js';
import { outcome, type Conditions, type FoundValue, type Question } from '../kernel/conditions.js';
import { Diagrams, type Single } from './decision.js';
import { judgeOf, type Judge } from './judgement.js';

/** A question about more places is one about the whole event. */
const mostPlaces = 16;
/** Evaluating an expression is at most so much work, beside what its functions and comparisons are: an expression has no more nodes. */
const workPerFilter = 4096;

export interface ScanConditions extends Conditions {
  /** By column, the diagram of its condition, if it has one. */
  readonly ofColumns: readonly (number | undefined)[];
  /** Answers a question from the values that were found; undefined: a line of these is not to be judged here. */
  readonly judge: (question: number, found: readonly FoundValue[]) => number | undefined;
}

/** The conditions of rows and columns. */
export function scanConditions({ where, columns }: Pick<ReadPlan, 'where' | 'columns'>): ScanConditions {
  const columnFilters = new Map(columns.flatMap((column) => (column.where ? [[column.where.text, column.where]] : [])));
  const filters = [...where, ...columnFilters.values()];
  const questions = new Questions();
  const diagrams = new Diagrams((single) => questions.number(single));
  const begins = filters.map((filter) => {
    questions.exact = filter.asksDigits;
    return diagrams.add(filter.condition());
  });
  const texts = [...columnFilters.keys()];
  const judge = (question: number, found: readonly FoundValue[]): number | undefined =>
    questions.judges[question]?.(found, share(found, questions.judges.length, filters.length));
  return {
    questions: questions.asked.map((question, i) => ({
      ...question,
      absent: question.absent ?? judge(i, [undefined]),
    })),
    decisions: diagrams.decisions,
    begins,
    ofRows: where.length,
    ofColumns: columns.map((column) => column.where && where.length + texts.indexOf(column.where.text)),
    judge,
  };
}

/**
 * Of the work that a line may be, the share of one question. With that of all others, and that of evaluating the
 * expressions, it is not more than a line of these values may be, so that no line is judged that the plain decoder would refuse.
 */
function share(found: readonly FoundValue[], questions: number, filters: number): number {
  const length = found.reduce<number>((sum, value) => sum + (typeof value === 'string' ? value.length : 0), 0);
  return workAllowed(length) / (questions + 1) - (workPerFilter * filters) / questions;
}

class Questions {
  readonly asked: Question[] = [];
  readonly judges: (Judge | undefined)[] = [];
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
    const judgement = single.is === 'judgement' ? { ...single, places: question.places } : undefined;
    this.judges.push(judgement && judgeOf(judgement, this.exact));
    return this.asked.push(question) - 1;
  }
}

function questionOf(single: Single): Question {
  const unasked = { value: null, absent: outcome.no, unlike: outcome.no };
  switch (single.is) {
    case 'existence':
      return { ...unasked, kind: single.fails && single.place.length > 1 ? 'has' : 'exists', places: [single.place] };
    case 'judgement': {
      const places: readonly Place[] = single.places.length > mostPlaces ? [[]] : single.places;
      return { ...unasked, kind: 'judge', places, absent: undefined };
    }
    case 'comparison': {
      const { place, sign, value, fails } = single;
      const unequal = sign === '!=' ? outcome.yes : outcome.no;
      const absent = fails === 'never' ? unequal : outcome.failed;
      return { kind: sign, places: [place], value, absent, unlike: fails === 'unlike' ? outcome.failed : unequal };
    }
  }
}
