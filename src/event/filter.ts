// `--where EXPR`, and `where` in `--agg`: which events count (SPEC §2). An RFC 9535 filter expression in which `@` and `$`
// are both the event; without them, comparisons of members by their bare names (bare-names.ts).
import { UsageError } from '../text/usage-error.js';
import { withPaths } from './bare-names.js';
import { compareNumericText, compareValues, type Comparing } from './jsonpath/compare.js';
import { asksDigits, deepestExpression, logical } from './jsonpath/expression.js';
import { misfitOf, type Misfit } from './jsonpath/misfit.js';
import { segmentsOf, selectorClasses } from './jsonpath/library.js';

export interface Filter {
  /** The expression as it was given. */
  readonly text: string;
  /** Whether what it says may hang on the digits of numbers from 2^53 on: then it is to be given them, as `WideNumber`. */
  readonly asksDigits: boolean;
  /** Whether it holds of the event. */
  test(event: unknown): boolean;
  /** Why it can hold of no event that looks like this one; undefined when nothing is known against it. Slow. */
  misfit(event: unknown): Misfit | undefined;
}

const form = `comparisons like 'status >= 500 && host == "a"', or a filter expression like 'match(@.path, "/api/.*")' (RFC 9535)`;

/**
 * Reads a condition. All that ask for one read it here.
 * @param numericText whether text that is a JSON number is compared as that number
 * @throws Misuse when it is none, longer than 4 KB, or nested deeper than 100 levels
 */
export function parseFilter(expression: string, numericText = false): Filter {
  const text = usesPaths(expression) ? withEach(expression.trim()) : (withPaths(expression) ?? expression.trim());
  const segments = segmentsOf(`$[?${text}]`, expression, 'filter expression', form);
  const [selector] = segments[0]?.selectors ?? [];
  // `@.a], $[?@.b` must not slip through the brackets put around it.
  const alone = segments.length === 1 && segments[0]!.selectors.length === 1;
  if (!alone || !(selector instanceof selectorClasses().FilterSelector)) {
    throw new UsageError(`"${expression}" is no single filter expression`, form);
  }
  const { expression: tree } = selector;
  const comparing = numericText ? compareNumericText : compareValues;
  const test = compile(tree, expression, comparing);
  return {
    text,
    asksDigits: asksDigits(tree),
    test: (event) => test(event, event),
    misfit: (event) => misfitOf(tree, event, numericText),
  };
}

/** Whether there is a `@` or `$` outside of strings: what has none is no filter expression of RFC 9535 that asks anything. */
function usesPaths(expression: string): boolean {
  return /[@$]/.test(expression.replace(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/g, ''));
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
