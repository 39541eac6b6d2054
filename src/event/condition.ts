// A condition that asks nothing but single values of an event, in a form in which it can be judged where these are
// found: comparisons of a place with a value, joined by and, or, not. What asks more has no such form.

export type ComparisonSign = '==' | '!=' | '<' | '<=' | '>' | '>=';

export interface PlaceComparison {
  readonly is: 'comparison';
  /** Member names, and indexes from 0, from the event. */
  readonly steps: readonly (string | number)[];
  readonly sign: ComparisonSign;
  /** A number is finite, and below 2^53; texts, true, false and null are only equal or not. */
  readonly value: string | number | boolean | null;
  /** Whether it is an error, or may be one, where there is no value, or one of another type. */
  readonly strict: boolean;
}

export interface Existence {
  readonly is: 'existence';
  readonly steps: readonly (string | number)[];
}

export type Condition =
  | PlaceComparison
  | Existence
  | { readonly is: 'not'; readonly of: Condition }
  | { readonly is: 'and' | 'or'; readonly terms: readonly Condition[] };

const mirrored: Readonly<Record<ComparisonSign, ComparisonSign>> = {
  ...{ '==': '==', '!=': '!=' },
  ...{ '<': '>', '>': '<', '<=': '>=', '>=': '<=' },
};

/** The sign with its sides exchanged: `3 < x` is `x > 3`. */
export function mirror(sign: ComparisonSign): ComparisonSign {
  return mirrored[sign];
}

/** The comparison, where a place can be compared with the value by what is written there. */
export function comparison(
  steps: PlaceComparison['steps'],
  sign: ComparisonSign,
  value: unknown,
  strict: boolean,
): PlaceComparison | undefined {
  const isNumber = typeof value === 'number' && Math.abs(value) < 2 ** 53;
  const isEqual = sign === '==' || sign === '!=';
  const isText = typeof value === 'string' && !/\p{Surrogate}/u.test(value);
  const isOther = typeof value === 'boolean' || value === null;
  if (!(isNumber || (isEqual && (isText || isOther)))) return undefined;
  return { is: 'comparison', steps, sign, value, strict };
}

/** All of them together; undefined where one has no such form. */
export function joined(is: 'and' | 'or', terms: readonly (Condition | undefined)[]): Condition | undefined {
  return terms.includes(undefined) ? undefined : { is, terms: terms as readonly Condition[] };
}

/** The opposite; undefined where there is no such form. */
export function negated(of: Condition | undefined): Condition | undefined {
  return of && { is: 'not', of };
}
