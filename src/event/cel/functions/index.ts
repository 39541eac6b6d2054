// All functions of expressions, and which one a call means.
import { UsageError } from '../../../text/usage-error.js';
import { didYouMean } from '../../../text/suggest.js';
import type { Tree } from '../tree.js';
import { conversions } from './convert.js';
import type { CelFunction, FunctionTable } from './function.js';
import { numberFunctions } from './numbers.js';
import { textFunctions } from './text.js';
import { timeFunctions } from './times.js';

const functions: FunctionTable = { ...textFunctions, ...numberFunctions, ...conversions, ...timeFunctions };

/** What other languages call it. */
const synonyms: Readonly<Record<string, string>> = {
  ...{ size: 'length len count', lowerAscii: 'lower lowercase tolower toLowerCase', contains: 'includes has_substr' },
  ...{ upperAscii: 'upper uppercase toupper toUpperCase', matches: 'match search regex regexp like test' },
  ...{ double: 'float number tonumber', string: 'str text tostring', timestamp: 'time date datetime', trim: 'strip' },
  ...{ 'math.round': 'round', 'math.floor': 'floor', 'math.ceil': 'ceil', 'math.abs': 'abs', 'math.sqrt': 'sqrt' },
  ...{ 'math.greatest': 'max greatest', 'math.least': 'min least', replace: 'sub gsub', substring: 'substr slice' },
  has: 'exists exist isset defined present isnotnull',
};

export interface KnownCall {
  readonly name: string;
  readonly meant: CelFunction;
  /** What it is called with, that before the point first. */
  readonly values: readonly Tree[];
}

/**
 * The function that a call means.
 * @throws UsageError where there is none, or it takes other values
 */
export function functionOf({ name, on, args }: Extract<Tree, { is: 'call' }>): KnownCall {
  const grouped = on?.is === 'name' && on.name === 'math' ? `math.${name}` : undefined;
  const full = grouped ?? name;
  const meant = Object.hasOwn(functions, full) ? functions[full]! : undefined;
  if (meant === undefined)
    throw new UsageError(
      `there is no function ${full}()${didYouMean(full, [...Object.keys(functions), 'has'], synonyms)}`,
    );
  const behind = on !== undefined && grouped === undefined;
  const values = behind ? [on, ...args] : args;
  const fits = meant.called === 'either' || (meant.called === 'behind') === behind;
  if (!fits || !meant.takes.includes(values.length)) throw new UsageError(`${full}() is called otherwise`, meant.form);
  return { name: full, meant, values };
}
