// Expressions in CEL, the Common Expression Language (cel-spec), over the members of an event or the names of a row. What
// differs from the specification, and why, is listed in test/event/cel/specification.test.ts.
import { UsageError } from '../../text/usage-error.js';
import { work } from '../jsonpath/work.js';
import type { Condition, Place } from '../condition.js';
import { compileTree } from './compile.js';
import { conditionOf, placesRead } from './condition.js';
import { asksDigitsOf } from './digits.js';
import { mayBeBool } from './kinds.js';
import { misfitOfTree } from './misfit.js';
import { parseTree } from './parse.js';
import { sizeOf } from './tree.js';
import type { Misfit } from '../jsonpath/misfit.js';

export interface CelExpression {
  /** As it was given, without blanks around it. */
  readonly text: string;
  /** Whether its value may be true or false, and it a condition. */
  readonly mayBeBool: boolean;
  /** Whether it is to be given numbers from 2^53 on as `WideNumber`, since their digits may bear on it. */
  readonly asksDigits: boolean;
  /**
   * Its value, as values.ts has it; undefined when it fails, and then `lastFault` (fault.ts) gives the reason.
   * @param event the members that are called by their names
   */
  readonly evaluate: (event: unknown) => unknown;
  /** The places of the event that bear on its value. */
  readonly places: () => readonly Place[];
  /** As a condition of places of the event. */
  readonly condition: () => Condition;
  /** Why as a condition it can hold of no event that looks like this one; undefined when nothing is known against it. Slow. */
  readonly misfit: (event: unknown) => Misfit | undefined;
}

export interface ExpressionOptions {
  /** Whether text that is a JSON number is compared as that number. */
  readonly numericText?: boolean;
  /** The names there are; any, if not given. */
  readonly names?: readonly string[];
}

export const celForm = `an expression like 'status >= 500 && host.startsWith("web")' (CEL; flowctl help expressions)`;

/**
 * Reads an expression.
 * @throws UsageError when it is none, calls a function there is none of, or is longer than 4,096 characters or nested deeper than 100 levels
 */
export function parseExpression(text: string, { numericText = false, names }: ExpressionOptions = {}): CelExpression {
  const given = text.trim();
  if (given === '') throw new UsageError('the expression is empty', celForm);
  return readable(() => {
    const tree = parseTree(given);
    const scope = { numericText, names, variables: [] };
    const compiled = compileTree(tree, scope);
    const size = sizeOf(tree);
    const locals: unknown[] = [];
    return {
      text: given,
      mayBeBool: mayBeBool(tree),
      asksDigits: asksDigitsOf(tree),
      evaluate(event) {
        work(size);
        return compiled(event, locals);
      },
      places: () => placesRead(tree),
      condition: () => conditionOf(tree, scope),
      misfit: (event) => misfitOfTree(tree, event, scope),
    };
  });
}

/** An error without a form of its own gets the form of an expression. */
function readable(parse: () => CelExpression): CelExpression {
  try {
    return parse();
  } catch (error) {
    if (error instanceof UsageError && error.form === '') throw new UsageError(error.message, celForm);
    throw error;
  }
}
