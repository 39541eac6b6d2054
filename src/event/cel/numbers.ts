// Arithmetic: whole numbers exactly, up to 64 bits, beyond which it fails; other numbers as doubles, and it fails where
// no double comes of it. A quotient is whole where it can be, else a double.
import { fail } from './fault.js';
import type { ArithmeticSign } from './tree.js';
import { intValue, isNumber, plainNumber, type NumberValue } from './values.js';

const tooLarge = { is: 'value', what: 'the result is beyond 64 bits' } as const;
const noNumber = { is: 'value', what: 'the result is beyond all doubles' } as const;
const byZero = { is: 'value', what: 'division by zero' } as const;

const onDoubles: Readonly<Record<ArithmeticSign, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
};

const onInts: Readonly<Record<Exclude<ArithmeticSign, '/'>, (a: bigint, b: bigint) => bigint>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '%': (a, b) => a % b,
};

/** The result of an operation; undefined where it fails. */
export type OnNumbers = (a: NumberValue, b: NumberValue) => number | bigint | undefined;

/**
 * What a sign does.
 * @param double whether one of the numbers was written as a double, so that the result is one
 */
export function arithmetic(sign: ArithmeticSign, double: boolean): OnNumbers {
  const quick = onDoubles[sign];
  const divides = sign === '/' || sign === '%';
  return (a, b) => {
    if (divides && isZero(b)) return fail(byZero);
    if (typeof a === 'number' && typeof b === 'number') {
      const result = quick(a, b);
      // A double below 2^53 that ints come to is exact; -0 is no int.
      if (Math.abs(result) < 2 ** 53) return result + 0;
    }
    return double ? finite(quick(toDouble(a), toDouble(b))) : slow(sign, plainNumber(a), plainNumber(b));
  };
}

function slow(sign: ArithmeticSign, a: number | bigint, b: number | bigint): number | bigint | undefined {
  const [x, y] = [wholeOf(a), wholeOf(b)];
  if (x === undefined || y === undefined) return finite(onDoubles[sign](Number(a), Number(b)));
  if (sign !== '/') return intValue(onInts[sign](x, y)) ?? fail(tooLarge);
  if (x % y !== 0n) return finite(Number(a) / Number(b));
  return intValue(x / y) ?? fail(tooLarge);
}

/** The other way round; of the least int it fails. */
export function negated(value: NumberValue): number | bigint | undefined {
  const plain = plainNumber(value);
  if (typeof plain === 'number') return 0 - plain;
  return intValue(-plain) ?? fail(tooLarge);
}

function isZero(value: NumberValue): boolean {
  return value === 0;
}

function wholeOf(value: number | bigint): bigint | undefined {
  if (typeof value === 'bigint') return value;
  return Number.isSafeInteger(value) ? BigInt(value) : undefined;
}

export function toDouble(value: NumberValue): number {
  return Number(plainNumber(value));
}

/** A finite number as it is; else it fails. */
export function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value + 0 : fail(noNumber);
}

/** The whole number of a value that is one; undefined for all others. */
export function wholeNumberOf(value: unknown): bigint | undefined {
  return isNumber(value) ? wholeOf(plainNumber(value)) : undefined;
}
