// The specification's own test cases, as far as they touch the values that JSON has. Where we differ the reason stands
// here; a case that no longer differs fails as well.
import { describe, expect, test } from 'vitest';
import { parseExpression } from '../../../src/event/cel/expression.js';
import { valueText } from '../../../src/event/cel/json.js';
import { exactRecord } from '../../../src/format/exact-record.js';
import { UsageError } from '../../../src/text/usage-error.js';
import { specificationCases, type SpecificationCase } from './specification-cases.js';

type Case = Omit<SpecificationCase, 'event'> & { readonly event: unknown };

const differences: readonly (readonly [reason: string, cases: RegExp])[] = [
  ['keys of objects are text, as in JSON', /\{-?\d+: ?|\{(true|false): ?|, 1:\d+\}|'key':1, 1:/],
  ['JSON has no infinity and no NaN', /0\.0\/0\.0|15\.75 \/ 0\.0|e\+307/],
  [
    'ints and doubles compare exactly',
    /comparisons\/\w+\/\w*(lossy_double|_double_int)$|9223372036854775809\.0|9223372036854775808\.0\)? [<>]/,
  ],
  [
    'names of types are members of the event, and types only beside type()',
    /conversions\/type\/(\w+_denotation|type|type_type)$/,
  ],
  [
    'a member is called by one name, and what follows a point is a member of it',
    /^namespace|fields\/qualified_identifier/,
  ],
  ['doubles have a rest', /mod_not_support/],
  ['zero is written without a sign', /neg_zero|negative_zero/],
  ['there is one kind of number, so ints are rounded as well', /\/dyn_error$/],
  ['the least int is an int', /double_int_min_range/],
  ['a length of time may be as long as all of time', /sub_time_duration_/],
  ['what is not there is said before there is an event', /unbound_is_runtime_error|receiver_function_names/],
  [
    'text is looked for from its beginning, split and replaced as a whole',
    /string_ext\/(index_of\/\w*_?index$|index_of\/unicode_string_nomatch_index|split\/(zero|one|unicode_negative)_limit|replace\/chained)/,
  ],
];

/** Digits beyond doubles are compared as text. */
const exact = (text: string): unknown => JSON.parse(text.replace(/(^|[[,:])(-?\d{16,})(?=$|[\],}])/g, '$1"$2"'));

const cases = specificationCases().map((of): Case => ({ ...of, event: exactRecord(of.event, JSON.parse(of.event)) }));

/** What it comes to, as it is written; undefined where it fails, also before there is an event. */
function outcome({ expr, event }: Case): string | undefined {
  try {
    const value = parseExpression(expr).evaluate(event);
    return value === undefined ? undefined : valueText(value);
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

function holds(of: Case): boolean {
  const got = outcome(of);
  if (got === undefined || of.value === undefined) return got === of.value;
  try {
    expect(exact(got)).toEqual(exact(of.value));
    return true;
  } catch {
    return false;
  }
}

const differing = cases.filter((of) => !holds(of));
const reasonOf = (of: Case): string | undefined =>
  differences.find(([, found]) => found.test(of.case) || found.test(of.expr))?.[0];

test('all other cases are as the specification has them', () => {
  expect(cases.length).toBeGreaterThan(1000);
  expect(differing.filter((of) => reasonOf(of) === undefined).map((of) => [of.case, of.expr, of.value, outcome(of)])).toEqual([]); // prettier-ignore
});

describe('differences', () => {
  test.each(differences)('%s', (reason) => {
    expect(differing.filter((of) => reasonOf(of) === reason).length).toBeGreaterThan(0);
  });
});
