// The Q of a quantile: a decimal fraction from 0 to 1, exact, because a rank is computed of it. As a double 0.95 × 20
// may come out on either side of 19.
import { UsageError } from '../text/usage-error.js';
import type { Ratio } from './ratio.js';

/** Digits after the point that are read; enough for any rank among 2^53 values. */
const most = 18;

/**
 * Reads `0.95`, `.5`, `0` or `1`.
 * @param form what the aggregate accepts
 * @throws UsageError
 */
export function fractionOf(text: string | undefined, form: string): Ratio {
  if (text === undefined) throw new UsageError('the quantile is missing, a number from 0 to 1 such as 0.95', form);
  const [, whole = '', digits = ''] = /^(0|1)?(?:\.(\d+))?$/.exec(text) ?? [];
  const over = 10n ** BigInt(digits.length);
  const of = BigInt(`${whole}${digits}` || '-1');
  if (of < 0n || of > over || digits.length > most)
    throw new UsageError(`"${text}" is no number from 0 to 1${meantFor(text)}`, form);
  return { of, over };
}

/** 95 means the 95th of a hundred parts. */
function meantFor(text: string): string {
  const [, tens, decimals = ''] = /^(\d{1,2})(?:\.(\d+))?\s*%?$/.exec(text) ?? [];
  return tens === undefined ? '' : `; did you mean 0.${tens.padStart(2, '0')}${decimals}?`;
}

/** Where among n sorted values a quantile lies: at `index`, counted from 0, or `rest / over` of the way to the next one. */
export interface Rank {
  readonly index: number;
  readonly rest: bigint;
  readonly over: bigint;
}

/** The rank (n − 1) × Q, which interpolates linearly: definition 7 of Hyndman and Fan, Am. Stat. 50(4), 1996. */
export function rankOf({ of, over }: Ratio, n: number): Rank {
  const place = of * BigInt(n - 1);
  return { index: Number(place / over), rest: place % over, over };
}
