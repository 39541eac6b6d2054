// `--set NAME=EXPR`: members that are computed of each event and added to it, before anything else is read of it. A later
// one sees the earlier ones. Where an expression fails the member is null.
import { UsageError } from '../text/usage-error.js';
import { parseExpression, type CelExpression } from './cel/expression.js';
import { valueText } from './cel/json.js';

export interface SetMember {
  readonly name: string;
  readonly expression: CelExpression;
}

/** The same as data. */
export interface SetSpec {
  readonly name: string;
  /** In CEL. */
  readonly expression: string;
}

const form = 'NAME=EXPR';

/**
 * Reads the value of the option.
 * @throws UsageError when there is no name, or one that begins with @
 */
export function splitSet(text: string): SetSpec {
  const equals = /(?<![=!<>])=(?!=)/.exec(text)?.index ?? -1;
  const name = text.slice(0, Math.max(0, equals)).trim();
  if (equals < 0) throw new UsageError(`"${text}" does not say what it sets`, form);
  if (name === '') throw new UsageError(`"${text}" has no name before the =`, form);
  if (name.startsWith('@')) throw new UsageError(`"${name}" begins with @, as only @each does`, form);
  return { name, expression: text.slice(equals + 1).trim() };
}

/**
 * What computes a member.
 * @throws UsageError when the expression is none
 */
export function compileSet({ name, expression }: SetSpec, numericText: boolean): SetMember {
  return { name, expression: parseExpression(expression, { numericText }) };
}

/** The value for an event as JSON text; undefined: it fails. */
export function setText({ expression }: SetMember, event: unknown): string | undefined {
  const value = expression.evaluate(event);
  return value === undefined ? undefined : valueText(value);
}
