// `--where EXPR`, and `where` in `--agg`: which events count (SPEC §2). With `@` or `$` an RFC 9535 filter expression in
// which both are the event, without them an expression in CEL (cel/expression.ts).
import { UsageError } from '../text/usage-error.js';
import { celForm, parseExpression } from './cel/expression.js';
import type { Condition } from './condition.js';
import { compareNumericText, compareValues, type Comparing } from './jsonpath/compare.js';
import { conditionOf } from './jsonpath/condition.js';
import { asksDigits, deepestExpression, logical } from './jsonpath/expression.js';
import { misfitOf, type Misfit } from './jsonpath/misfit.js';
import { segmentsOf, selectorClasses } from './jsonpath/library.js';

export interface Filter {
  /** The expression as it was given. */
  readonly text: string;
  /**
   * Whether its result may hang on the digits of numbers from 2^53 on: then it is to be given them, as `WideNumber`.
   */
  readonly asksDigits: boolean;
  /** Whether it is of a language in which it may fail. */
  readonly fails: boolean;
  /** Whether it holds of the event; undefined: it fails, as filter expressions never do, and so it does not. */
  judge(event: unknown): boolean | undefined;
  /** Whether it holds of the event. */
  test(event: unknown): boolean;
  /** As a condition of places of the event. */
  condition(): Condition;
  /** Why it can hold of no event that looks like this one; undefined when nothing is known against it. Slow. */
  misfit(event: unknown): Misfit | undefined;
}

const form = `${celForm}, or a filter expression like 'match(@.path, "/api/.*")' (RFC 9535)`;

/**
 * Reads a condition, whichever option it is of.
 * @param numericText whether text that is a JSON number is compared as that number
 * @throws UsageError when it is none, longer than 4 KB, or nested deeper than 100 levels
 */
export function parseFilter(expression: string, numericText = false): Filter {
  const outside = outsideQuotes(expression);
  if (!/[@$]/.test(outside)) return celFilter(expression, numericText);
  const onlyEach = !/[@$]/.test(outside.replace(/@each\b/g, ''));
  return onlyEach ? eitherFilter(expression, numericText) : pathFilter(expression, numericText);
}

/** `@each` is called so in both languages; what RFC 9535 has no syntax for, CEL may have. */
function eitherFilter(expression: string, numericText: boolean): Filter {
  try {
    return pathFilter(expression, numericText);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return celFilter(expression, numericText);
  }
}

function celFilter(expression: string, numericText: boolean): Filter {
  const { text, mayBeBool, asksDigits, evaluate, condition, misfit } = parseExpression(expression, { numericText });
  if (!mayBeBool) throw new UsageError(`"${text}" is neither true nor false`, form);
  const judge = (event: unknown): boolean | undefined => {
    const value = evaluate(event);
    return typeof value === 'boolean' ? value : undefined;
  };
  return { text, asksDigits, fails: true, judge, test: (event) => judge(event) === true, condition, misfit };
}

/** A condition of two events: `@` is the one that is judged, `$` another, which may be the same. */
export interface Relation {
  /** Whether it reads the other. */
  readonly asksOther: boolean;
  readonly test: (event: unknown, other: unknown) => boolean;
}

/**
 * Reads a condition of two events: an expression of RFC 9535; one without `$` is a condition of one event, in either
 * language.
 * @throws UsageError as `parseFilter`
 */
export function parseRelation(expression: string, numericText = false): Relation {
  const filter = parseFilter(expression, numericText);
  if (!outsideQuotes(expression).includes('$')) return { asksOther: false, test: (event) => filter.test(event) };
  return { asksOther: true, test: parsePathFilter(expression, numericText).test };
}

function pathFilter(expression: string, numericText: boolean): Filter {
  const { text, tree, test } = parsePathFilter(expression, numericText);
  const judge = (event: unknown): boolean => test(event, event);
  return {
    ...{ text, asksDigits: asksDigits(tree), fails: false, judge, test: judge },
    condition: () => conditionOf(tree, numericText ? compareNumericText : undefined),
    misfit: (event) => misfitOf(tree, event, numericText),
  };
}

/** A filter expression over a value, where `$` is another. */
function parsePathFilter(expression: string, numericText: boolean) {
  const text = withEach(expression.trim());
  const segments = segmentsOf(`$[?${text}]`, expression, 'filter expression', form);
  const [selector] = segments[0]?.selectors ?? [];
  // `@.a], $[?@.b` must not slip through the brackets put around it.
  const alone = segments.length === 1 && segments[0]!.selectors.length === 1;
  if (!alone || !(selector instanceof selectorClasses().FilterSelector)) {
    throw new UsageError(`"${expression}" is no single filter expression`, form);
  }
  const { expression: tree } = selector;
  const comparing = numericText ? compareNumericText : compareValues;
  return { text, tree, test: compile(tree, expression, comparing) };
}

/** What stands outside of strings, and of names in backquotes, as both languages write them. */
function outsideQuotes(expression: string): string {
  const quoted =
    /[bB]?[rR][bB]?(?:"""[^]*?"""|'''[^]*?'''|"[^"]*"|'[^']*')|"""(?:\\[^]|[^\\])*?"""|'''(?:\\[^]|[^\\])*?'''|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`\n]*`/g;
  return expression.replace(quoted, '');
}

/** `@each` for `@["@each"]`, as the other options have it; in RFC 9535 nothing else can stand for it. Quotes are left alone. */
function withEach(expression: string): string {
  return expression.replace(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|@each\b/g, (part) =>
    part === '@each' ? '@["@each"]' : part,
  );
}

function compile(
  expression: Parameters<typeof logical>[0],
  given: string,
  comparing: Comparing,
): ReturnType<typeof logical> {
  try {
    return logical(expression, deepestExpression, comparing);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`"${given}" is nested too deeply`, form);
    throw error;
  }
}
