import { expect, test } from 'vitest';
import { distinct } from '../../src/aggregate/distinct.js';
import { resultOf, valued, type Value } from './rows.js';

const cases: readonly (readonly [what: string, values: readonly Value[], text: string])[] = [
  ['nothing', [], '0'],
  ['what is not there is no value', [undefined, '1'], '1'],
  ['repetitions', ['"a"', '"b"', '"a"'], '2'],
  ['a number and its text', ['1', '"1"'], '2'],
  ['numbers by their decimal value', ['1', '1.0', '10e-1'], '1'],
  ['ids of 20 digits', ['12345678901234567890', '12345678901234567891'], '2'],
  ['text by its characters', ['"a"', String.raw`"\u0061"`], '1'],
  ['objects whatever the order of their members', ['{"a":1,"b":2}', '{"b":2, "a":1}'], '1'],
  ['names that objects have anyway', ['"__proto__"', '"constructor"', '{"__proto__":1}'], '3'],
];

test.each(cases)('%s', (_, values, text) => {
  expect(resultOf(distinct, valued(...values))).toBe(text);
});
