// Functions of numbers (cel-go, ext/math): they stand behind `math.`.
import { compareNumbers } from '../compare.js';
import { mistyped } from '../fault.js';
import { finite, negated, toDouble } from '../numbers.js';
import { isNumber, plainNumber } from '../values.js';
import type { CelFunction, FunctionTable } from './function.js';

/** A function of one number; whole numbers stay as they are. */
function rounding(name: string, call: (value: number) => number): CelFunction {
  return {
    ...{ form: `math.${name}(NUMBER)`, takes: [1], called: 'alone', gives: 'dyn' },
    call(value) {
      if (!isNumber(value)) return mistyped(`math.${name}`, value);
      const plain = plainNumber(value);
      return typeof plain === 'bigint' ? plain : finite(call(plain));
    },
  };
}

/** The one of all that none comes before; of a list, or of up to four numbers. */
function foremost(name: string, before: (order: number) => boolean): CelFunction {
  return {
    ...{ form: `math.${name}(NUMBER, …)`, takes: [1, 2, 3, 4], called: 'alone', gives: 'dyn' },
    call(...values) {
      const given: readonly unknown[] = Array.isArray(values[0]) ? values[0] : values.filter((v) => v !== undefined);
      let [best] = given;
      for (const value of given) {
        if (!isNumber(value) || !isNumber(best)) return mistyped(`math.${name}`, value);
        if (before(compareNumbers(value, best))) best = value;
      }
      return best === undefined ? mistyped(`math.${name}`, values[0]) : best;
    },
  };
}

export const numberFunctions: FunctionTable = {
  'math.round': rounding('round', (value) => (value < 0 ? -Math.round(-value) : Math.round(value))),
  'math.floor': rounding('floor', Math.floor),
  'math.ceil': rounding('ceil', Math.ceil),
  'math.trunc': rounding('trunc', Math.trunc),
  'math.abs': {
    ...{ form: 'math.abs(NUMBER)', takes: [1], called: 'alone', gives: 'dyn' },
    call(value) {
      if (!isNumber(value)) return mistyped('math.abs', value);
      return compareNumbers(value, 0) < 0 ? negated(value) : value;
    },
  },
  'math.sign': {
    ...{ form: 'math.sign(NUMBER)', takes: [1], called: 'alone', gives: 'int' },
    call: (value) => (isNumber(value) ? Math.sign(compareNumbers(value, 0)) : mistyped('math.sign', value)),
  },
  'math.sqrt': {
    ...{ form: 'math.sqrt(NUMBER)', takes: [1], called: 'alone', gives: 'double' },
    call: (value) => (isNumber(value) ? finite(Math.sqrt(toDouble(value))) : mistyped('math.sqrt', value)),
  },
  'math.greatest': foremost('greatest', (order) => order > 0),
  'math.least': foremost('least', (order) => order < 0),
};
