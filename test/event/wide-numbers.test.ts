// Numbers in filters are as exact as they are in keys: 20-digit ids, beside decimals, however they are written.
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { parseFilter } from '../../src/event/filter.js';
import { compareNumerals } from '../../src/text/canonical-json.js';
import { decode } from '../format/decoded.js';

/** Whether the event passes. */
function passes(line: string, where: string, more: object = {}): boolean {
  const batch = decode(line, { where: [where], ...more });
  expect(batch.nonEvents).toEqual([]);
  return batch.keys[0] !== -1;
}

describe('whole numbers are compared by their digits', () => {
  it.each([
    ['{"id":9007199254740993}', '@.id == 9007199254740992', false],
    ['{"id":9007199254740993}', '@.id != 9007199254740992', true],
    ['{"id":9007199254740993}', '@.id == 9007199254740993', true],
    ['{"id":9007199254740993}', '@.id > 9007199254740992', true],
    ['{"id":9007199254740993}', '@.id <= 9007199254740992', false],
    ['{"id":9007199254740993}', '@.id < 9007199254740993.5', true],
    ['{"id":9007199254740992.5}', '@.id > 9007199254740992 && @.id < 9007199254740993', true],
    ['{"id":-9007199254740993}', '@.id < -9007199254740992', true],
    ['{"id":12345678901234567890}', '@.id == 12345678901234567891', false],
    ['{"id":1e19}', '@.id == 10000000000000000000 && @.id != 10000000000000000001', true],
    ['{"id":1e400}', '@.id < 2e400 && @.id == 10e399 && @.id > 1', true],
    ['{"id":1e400}', '@.id == 2e400', false],
    ['{"a":9007199254740993,"b":9007199254740992}', '@.a == @.b', false],
    ['{"a":9007199254740993,"b":9007199254740992}', '@.a > @.b', true],
    ['{"a":{"x":[9007199254740993]},"b":{"x":[9007199254740992]}}', '@.a == @.b', false],
    ['{"a":{"x":[9007199254740993]},"b":{"x":[90071992547409930e-1]}}', '@.a == @.b', true],
    ['{"all":[1,9007199254740992]}', '@.all[?@ == 9007199254740993]', false],
    ['{"all":[1,9007199254740993]}', '@.all[?@ == 9007199254740993]', true],
    ['{"all":[[9007199254740993]]}', 'value(@.all[*][?@ > 9007199254740992]) == 9007199254740993', true],
    ['{"id":9007199254740993}', '@.id', true],
    ['{"id":9007199254740993}', '@.id.double || @.id[0] || @.id[*] || length(@.id) == 0', false],
    ['{"__proto__":9007199254740993}', '@["__proto__"] == 9007199254740993', true],
    ['{"id":1,"id":9007199254740993, "q":"\\"9\\u0041"}', '@.id == 9007199254740993 && @.q == "\\"9A"', true],
    ['{"id":"9007199254740993"}', '@.id == 9007199254740993', false],
  ])('%s passes %s: %s', (line, where, holds) => expect(passes(line, where)).toBe(holds));

  it('in text too, with --numeric-text', () => {
    const line = '{"id":"9007199254740993"}';
    expect(passes(line, '@.id == 9007199254740993', { numericText: true })).toBe(true);
    expect(passes(line, '@.id == 9007199254740992', { numericText: true })).toBe(false);
    expect(passes(line, '@.id > "9007199254740992"', { numericText: true })).toBe(true);
  });

  it('in pieces', () => {
    const batch = decode('{"ids":[9007199254740992,9007199254740993]}', {
      each: 'ids[*]',
      where: ['@each == 9007199254740993'],
    });
    expect([...batch.keys]).toEqual([-1, 0]);
  });

  it('and lines are read a second time only for filters on which the digits may bear', () => {
    expect(parseFilter('@.status >= 500 && @.host == "a" && length(@.x) > 3').asksDigits).toBe(false);
    expect(parseFilter('@.a == @.b').asksDigits).toBe(true);
    expect(parseFilter('!(@.a == 9007199254740993)').asksDigits).toBe(true);
  });
});

/**
 * Digits around powers of two, of all sizes, whole and not, in several spellings. Fractions below 2^53 are compared as
 * the doubles they are, so they are such as a double holds.
 */
const numeral = fc
  .tuple(
    fc.constantFrom('', '-'),
    fc.oneof(
      fc.bigInt({ min: 2n ** 53n - 3n, max: 2n ** 53n + 3n }),
      fc.bigInt({ min: 0n, max: 20n }),
      fc.bigInt({ min: 10n ** 19n - 3n, max: 10n ** 19n + 3n }),
    ),
    fc.constantFrom('', '.0', '.5', '.25', 'e1', 'E+2', '0e-1', '.5e1'),
  )
  .map(([sign, digits, end]) => `${sign}${digits}${digits === 0n && end === '0e-1' ? '' : end}`)
  .filter((text) => Math.abs(Number(text)) >= 2 ** 53 || scaled(String(Number(text))) === scaled(text));

/** The number times 10⁶, which is whole. */
function scaled(text: string): bigint {
  const [, sign, whole, fraction = '', power = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:[eE](.+))?$/.exec(text)!;
  return BigInt(`${sign}${whole!}${fraction}`) * 10n ** BigInt(6 - fraction.length + Number(power));
}

test('every comparison is that of the exact numbers, from data and from the expression alike', () => {
  fc.assert(
    fc.property(numeral, numeral, (a, b) => {
      const order = scaled(a) < scaled(b) ? -1 : scaled(a) > scaled(b) ? 1 : 0;
      expect(Math.sign(compareNumerals(a, b)) + 0).toBe(order);
      const holds = {
        '<': order < 0,
        '<=': order <= 0,
        '==': order === 0,
        '!=': order !== 0,
        '>=': order >= 0,
        '>': order > 0,
      };
      for (const [operator, expected] of Object.entries(holds)) {
        expect(passes(`{"a":${a},"b":${b}}`, `@.a ${operator} @.b`)).toBe(expected);
        expect(passes(`{"a":${a}}`, `@.a ${operator} ${b}`)).toBe(expected);
        expect(passes(`{"a":"${a}","b":${b}}`, `@.a ${operator} @.b`, { numericText: true })).toBe(expected);
      }
    }),
    { numRuns: 300 },
  );
});
