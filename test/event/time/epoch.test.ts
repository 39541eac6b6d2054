// Numbers as time, read from their digits: held against exact arithmetic.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { epochInstant, type Unit } from '../../../src/event/time/epoch.js';

describe('epochInstant', () => {
  it.each([
    ['1767225600', 's', 1767225600000],
    ['1441065722.312', 's', 1441065722312],
    ['1441065722.3129999', 's', 1441065722312],
    ['-0.0001', 's', -1],
    ['-1.5', 's', -1500],
    ['-1.5009', 's', -1501],
    ['1.7e9', 's', 1700000000000],
    ['17e-1', 's', 1700],
    ['1767225599968455295', 'ns', 1767225599968],
    ['1767225599999999999', 'ns', 1767225599999],
    ['-1', 'ns', -1],
    ['-1000000', 'ns', -1],
    ['999999', 'ns', 0],
    ['1767225599968999.9', 'us', 1767225599968],
    ['-1', 'us', -1],
    ['12.9', 'ms', 12],
    ['-12.1', 'ms', -13],
    ['-0', 'ms', 0],
    ['-0.0', 's', 0],
    ['0e999999999', 's', 0],
    ['1e-999999999', 's', 0],
    ['-1e-999999999', 's', -1],
    ['8640000000000000', 'ms', 8.64e15],
    ['00012', 's', 12000],
  ] as [string, Unit, number][])('%s %s is %i ms', (digits, unit, ms) => expect(epochInstant(digits, unit)).toBe(ms));

  it.each(['1e400', '1e999999999', '123456789012345678901234567890', '-1e30'])('%s is beyond any date', (digits) =>
    expect(Math.abs(epochInstant(digits, 's'))).toBe(Infinity),
  );

  it.each(['', '-', '.5', '5.', '+5', '1e', '0x10', ' 1', '1 ', 'NaN', 'Infinity', '1_000', '--1'])(
    '"%s" is no number',
    (text) => expect(epochInstant(text, 's')).toBeNaN(),
  );

  it.each([
    ['99999999999', 99999999999000],
    ['100000000000', 100000000000],
    ['99999999999999', 99999999999999],
    ['100000000000000', 100000000000],
    ['99999999999999999', 99999999999999],
    ['100000000000000000', 100000000000],
    ['-99999999999', -99999999999000],
    ['1767225600.25', 1767225600250],
    ['1.767225600e9', 1767225600000],
  ])('auto: %s is %i ms', (digits, ms) => expect(epochInstant(digits, 'auto')).toBe(ms));

  it('floors exactly, whatever the digits and the exponent', () => {
    const scale: Readonly<Record<Unit, number>> = { s: 3, ms: 0, us: -3, ns: -6 };
    const unit = fc.constantFrom<Unit>('s', 'ms', 'us', 'ns');
    fc.assert(
      fc.property(
        unit,
        fc.bigInt(-(10n ** 15n), 10n ** 15n),
        fc.nat(12),
        fc.integer({ min: -20, max: 4 }),
        (of, whole, places, e) => {
          const sign = whole < 0n ? '-' : '';
          const digits = String(whole < 0n ? -whole : whole).padStart(places + 1, '0');
          const text = `${sign}${digits.slice(0, digits.length - places)}${places === 0 ? '' : `.${digits.slice(-places)}`}e${e}`;
          const power = e - places + scale[of];
          const ms = power >= 0 ? whole * 10n ** BigInt(power) : floorDivide(whole, 10n ** BigInt(-power));
          if (ms <= 8_640_000_000_000_000n && ms >= -8_640_000_000_000_000n)
            expect(epochInstant(text, of), text).toBe(Number(ms));
        },
      ),
      { numRuns: 2000 },
    );
  });
});

function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a < 0n && quotient * b !== a ? quotient - 1n : quotient;
}
