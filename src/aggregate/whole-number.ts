// Arguments that give a count: `top($.path, 10)`.
import { UsageError } from '../text/usage-error.js';

/**
 * A whole number of at least 1.
 * @param noun what it means: `how many values`
 * @param form what the aggregate accepts
 * @throws UsageError
 */
export function wholeNumberOf(text: string | undefined, noun: string, form: string): number {
  if (text === undefined) throw new UsageError(`${noun} is missing, a whole number of at least 1`, form);
  const number = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!Number.isSafeInteger(number) || number < 1)
    throw new UsageError(`${noun}: "${text}" is no whole number of at least 1`, form);
  return number;
}
