// The parts of a timestamp on a clock, and of a duration (cel-spec, "Timestamps and Durations"). As there, months and days
// of getMonth, getDayOfMonth and getDayOfYear count from 0, getDate from 1, and the week begins with Sunday, 0.
import { fail, mistyped } from '../fault.js';
import { mod } from '../times.js';
import { Length, Moment } from '../values.js';
import { clockOf } from '../zone-clock.js';
import type { CelFunction, FunctionTable } from './function.js';

const million = 1_000_000n;
const noZone = { is: 'value', what: 'there is no such time zone' } as const;

/** @param ofLength of a duration; undefined: there is none */
function part(name: string, ofDate: (date: Date) => number, ofLength?: (nanos: bigint) => bigint): CelFunction {
  return {
    ...{ form: `TIMESTAMP.${name}(["ZONE"])`, takes: [1, 2], called: 'behind', gives: 'int' },
    call(of, zone) {
      if (of instanceof Length && zone === undefined && ofLength) return Number(ofLength(of.nanos));
      if (!(of instanceof Moment)) return mistyped(name, of);
      if (zone !== undefined && typeof zone !== 'string') return mistyped(name, of, zone);
      const ms = Number((of.nanos - mod(of.nanos, million)) / million);
      const clock = zone === undefined ? ms : clockOf(zone)?.(ms);
      return clock === undefined ? fail(noZone) : ofDate(new Date(clock));
    },
  };
}

/** Days since the year began. */
function dayOfYear(date: Date): number {
  const start = new Date(date);
  start.setUTCMonth(0, 1);
  return Math.round((date.getTime() - start.getTime()) / 864e5);
}

export const timeFunctions: FunctionTable = {
  getFullYear: part('getFullYear', (date) => date.getUTCFullYear()),
  getMonth: part('getMonth', (date) => date.getUTCMonth()),
  getDate: part('getDate', (date) => date.getUTCDate()),
  getDayOfMonth: part('getDayOfMonth', (date) => date.getUTCDate() - 1),
  getDayOfWeek: part('getDayOfWeek', (date) => date.getUTCDay()),
  getDayOfYear: part('getDayOfYear', dayOfYear),
  getHours: part(
    'getHours',
    (date) => date.getUTCHours(),
    (nanos) => nanos / 3_600_000_000_000n,
  ),
  getMinutes: part(
    'getMinutes',
    (date) => date.getUTCMinutes(),
    (nanos) => nanos / 60_000_000_000n,
  ),
  getSeconds: part(
    'getSeconds',
    (date) => date.getUTCSeconds(),
    (nanos) => nanos / 1_000_000_000n,
  ),
  getMilliseconds: part(
    'getMilliseconds',
    (date) => date.getUTCMilliseconds(),
    (nanos) => (nanos / million) % 1000n,
  ),
};
