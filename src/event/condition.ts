// A condition in a form in which it can be judged where the values of an event are found: comparisons of a place with a
// value, joined by and, or, not; and for what asks more, a test and the places whose values decide it.

export type ComparisonSign = '==' | '!=' | '<' | '<=' | '>' | '>=';

/** Member names, and indexes from 0, from the event. */
export type Place = readonly (string | number)[];

export interface PlaceComparison {
  readonly is: 'comparison';
  readonly place: Place;
  readonly sign: ComparisonSign;
  /** A number is finite, and below 2^53; texts, true, false and null are only equal or not. */
  readonly value: string | number | boolean | null;
  /** Whether it fails where there is no value, or also where there is one of another type; else it is unequal. */
  readonly fails: 'never' | 'absent' | 'unlike';
}

export interface Existence {
  readonly is: 'existence';
  readonly place: Place;
  /** Whether it fails where it would be a member of what is no object. */
  readonly fails: boolean;
}

/** Any other condition. */
export interface Judgement {
  readonly is: 'judgement';
  /** What of the event bears on it; the place without steps is the whole event. None: it is the same for all. */
  readonly places: readonly Place[];
  /** Whether it holds of an event, of which nothing but these places need be there; undefined: it fails. */
  readonly test: (event: unknown) => boolean | undefined;
}

export type Condition =
  | PlaceComparison
  | Existence
  | Judgement
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
  place: Place,
  sign: ComparisonSign,
  value: unknown,
  fails: PlaceComparison['fails'],
): PlaceComparison | undefined {
  const isNumber = typeof value === 'number' && Math.abs(value) < 2 ** 53;
  const isEqual = sign === '==' || sign === '!=';
  const isText = typeof value === 'string' && !/\p{Surrogate}/u.test(value);
  const isOther = typeof value === 'boolean' || value === null;
  if (!(isNumber || (isEqual && (isText || isOther)))) return undefined;
  return { is: 'comparison', place, sign, value, fails };
}

/** Without those within others, and without a second of the same. */
export function outermost(places: readonly Place[]): readonly Place[] {
  return places.filter(
    (place, i) =>
      !places.some((other, j) => i !== j && isWithin(place, other) && (other.length < place.length || j < i)),
  );
}

function isWithin(place: Place, other: Place): boolean {
  return other.every((step, i) => place[i] === step);
}
