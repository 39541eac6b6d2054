// Time as a number: seconds, milli-, micro- or nanoseconds since 1970 (SPEC §2, §4). Read from the digits, because
// nanoseconds of today have 19 of them and a double keeps 15; floored to ms, before 1970 too.
import type { Instant } from '../../model/instant.js';

export type Unit = 's' | 'ms' | 'us' | 'ns';

const powers: Readonly<Record<Unit, number>> = { s: 3, ms: 0, us: -3, ns: -6 };

const decimal = /^(-?)0*(\d*?)(?:\.(\d+))?(?:[eE]([+-]?\d{1,9}))?$/;

/**
 * The instant a decimal number names.
 * @param digits the number as it was written: `-12.5`, `1.7e9`
 * @param unit what it counts; 'auto': by its size
 * @returns NaN when it is no number; ±Infinity when farther off than any calendar date
 */
export function epochInstant(digits: string, unit: Unit | 'auto'): Instant {
  const [, sign, whole = '', fraction = '', exponent = '0'] = decimal.exec(digits) ?? [];
  if (sign === undefined || !/^-?\d/.test(digits)) return NaN;
  const { left, right } = shift(whole, fraction, Number(exponent));
  const power = powers[unit === 'auto' ? unitOf(left.length) : unit];
  const ms = shift(left, right, power);
  if (ms.left.length > 16) return sign === '-' ? -Infinity : Infinity;
  const size = Number(ms.left);
  if (sign !== '-') return size;
  return /[1-9]/.test(ms.right) ? -size - 1 : size === 0 ? 0 : -size;
}

/** Below 10^11 seconds, below 10^14 ms, below 10^17 µs, else ns. */
function unitOf(wholeDigits: number): Unit {
  if (wholeDigits <= 11) return 's';
  if (wholeDigits <= 14) return 'ms';
  return wholeDigits <= 17 ? 'us' : 'ns';
}

/** The digits before and after the point once it has moved; none on the left begins with a zero. */
function shift(left: string, right: string, by: number): { readonly left: string; readonly right: string } {
  if (by === 0) return { left, right };
  // Beyond this it is either too far off or less than a millisecond, and zeros would only pile up.
  const far = Math.min(Math.abs(by), left.length + right.length + 40);
  if (by > 0) {
    const digits = right.padEnd(far, '0');
    return { left: (left + digits.slice(0, far)).replace(/^0+/, ''), right: digits.slice(far) };
  }
  const digits = left.padStart(far, '0');
  return { left: digits.slice(0, -far), right: digits.slice(-far) + right };
}
