// `--let` and `--having` (SPEC §14) as they are given: values that are computed of a row, in CEL, over its names.
import { parseExpression, type CelExpression } from '../../event/cel/expression.js';
import type { SetMember, SetSpec } from '../../event/set.js';
import { UsageError } from '../../text/usage-error.js';
import type { RowShape } from './row-layout.js';

/** As data. */
export interface RowExpressionSpec {
  readonly let: readonly SetSpec[];
  readonly having: readonly string[];
}

export interface RowExpressions {
  /** A later one sees the earlier ones. */
  readonly let: readonly SetMember[];
  /** All must hold. */
  readonly having: readonly CelExpression[];
}

/** The names of a row that every row has. */
const ownNames: readonly string[] = ['window', 'key', 'pane', 'ts'];

/** The names that expressions may call: those of keys and values, and what every row has. */
export function rowNames({ keys, values }: Pick<RowShape, 'keys' | 'values'>): readonly string[] {
  return [...new Set([...keys, ...values, ...ownNames])];
}

/** @throws UsageError where it is none, or calls a name that is not there */
export function compileLet({ name, expression }: SetSpec, names: readonly string[]): SetMember {
  return { name, expression: parseExpression(expression, { names }) };
}

/** @throws UsageError as `compileLet`, and where it is no condition */
export function compileHaving(text: string, names: readonly string[]): CelExpression {
  const expression = parseExpression(text, { names });
  if (!expression.mayBeBool) throw new UsageError(`"${expression.text}" is neither true nor false`);
  return expression;
}

/**
 * What computes them; undefined where there are none.
 * @param shape of rows without them
 */
export function compileRowExpressions(
  spec: RowExpressionSpec,
  shape: Pick<RowShape, 'keys' | 'values'>,
): RowExpressions | undefined {
  return compileOver(spec, rowNames(shape));
}

/** The same over these names. */
export function compileOver(spec: RowExpressionSpec, over: readonly string[]): RowExpressions | undefined {
  if (spec.let.length === 0 && spec.having.length === 0) return undefined;
  const names = [...over];
  const members = spec.let.map((given) => {
    const member = compileLet(given, names);
    names.push(given.name);
    return member;
  });
  return { let: members, having: spec.having.map((text) => compileHaving(text, names)) };
}
