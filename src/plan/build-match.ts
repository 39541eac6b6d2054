// Data → functions, for `match`: the automaton of a pattern, and what its names mean. What is about one event is
// a column of the batch, and read where events are decoded; what is about the first event too is tested on pairs.
import { parseRelation } from '../event/filter.js';
import { bounded, workAllowed } from '../event/jsonpath/work.js';
import type { ColumnSpec, ReadSpec } from '../event/read-spec.js';
import type { SetSpec } from '../event/set.js';
import { exactRecord } from '../format/exact-record.js';
import { automatonOf, type Automaton } from '../operator/match/automaton.js';
import type { MatchPlan, NameCondition, SkipPlan } from '../operator/match/match-plan.js';
import { parsePattern } from '../operator/match/parse-pattern.js';
import { SpecFault, within } from '../text/spec.js';
import { columnOf } from './column-of.js';
import type { MatchSpec } from './plan.js';

/** The event itself, with all members that were added to it. */
const whole: ColumnSpec = { path: '$', as: 'json' };

/** What `match` reads of each event. */
export function matchColumns(
  define: readonly SetSpec[],
  { set = [], numericText }: Pick<ReadSpec, 'set' | 'numericText'>,
): readonly ColumnSpec[] {
  const alone = define.filter((member) => !asksFirst(member, { numericText }));
  return [...alone.map(columnOfName), ...(alone.length < define.length && set.length > 0 ? [whole] : [])];
}

/** Whether a name is about the first event of a match too. */
export function asksFirst({ expression }: SetSpec, { numericText }: Pick<ReadSpec, 'numericText'>): boolean {
  return parseRelation(expression, numericText).asksOther;
}

/** Whether the name holds of an event. */
export function columnOfName({ expression }: SetSpec): ColumnSpec {
  return { path: '$', as: 'exists', where: expression };
}

/** What the run around it sets. */
type MatchSurroundings = Pick<MatchPlan, 'maxPartials' | 'maxRows' | 'writesTimeouts'>;

/**
 * @throws SpecFault, UsageError
 */
export function matchPlanOf(spec: MatchSpec, read: ReadSpec, around: MatchSurroundings): MatchPlan {
  const { define, within: distance, allowedLateness: lateness } = spec;
  const automaton = within('steps[0].operator.pattern', () => automatonOf(parsePattern(spec.pattern)));
  if (distance !== null && !(distance > 0)) throw new SpecFault('steps[0].operator.within', 'must be above 0');
  const conditions = automaton.names.map((name) => {
    const condition = define.find((member) => member.name === name);
    return condition === undefined ? { is: 'always' as const } : conditionOf(condition, read);
  });
  const wholeColumn = read.columns.some(({ path, as }) => path === '$' && as === 'json')
    ? columnOf(read, whole)
    : undefined;
  return {
    ...{ automaton, conditions, wholeColumn, lateness, ...around },
    readEvent: (text) => exactRecord(text, JSON.parse(text)),
    within: distance ?? Infinity,
    skip: skipOf(spec, automaton),
  };
}

function conditionOf(member: SetSpec, read: ReadSpec): NameCondition {
  const { asksOther, test } = parseRelation(member.expression, read.numericText);
  if (!asksOther) return { is: 'column', column: columnOf(read, columnOfName(member)) };
  return {
    is: 'relation',
    // Two events that are too much work are not related.
    test: (event, first, size) => bounded(workAllowed(size), () => test(event, first)) === true,
  };
}

function skipOf({ skip }: MatchSpec, { names, taken }: Automaton): SkipPlan {
  if (!('name' in skip)) return skip;
  const name = names.indexOf(skip.name);
  if (!taken.includes(name)) throw new SpecFault('steps[0].operator.skip.name', 'must be a name of the pattern');
  return { is: skip.is, name };
}
