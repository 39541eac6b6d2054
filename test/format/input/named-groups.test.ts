// Lines taken apart by a regular expression.
import { describe, expect, it } from 'vitest';
import { namedGroups } from '../../../src/format/input/named-groups.js';
import { UsageError } from '../../../src/text/usage-error.js';
import { hostile, reading } from './read.js';

describe('a line and a regular expression', () => {
  it('make a record of the named groups, in their order', () => {
    const read = reading(namedGroups(String.raw`^\[(?<level>\w+)\] (?P<ms>\d+)ms( (?<user>\S+))?(?<rest>.*)$`));
    expect(Object.entries(read('[warn] 120ms') as object)).toEqual([
      ['level', 'warn'],
      ['ms', 120],
      ['user', null],
      ['rest', null],
    ]);
    expect(read('[x] 007ms é')).toEqual({ level: 'x', ms: '007', user: 'é', rest: null });
    expect(read('nothing')).toEqual([0, 'the line does not match the regular expression']);
  });

  it('may match in the middle', () => {
    expect(reading(namedGroups(String.raw`took (?<ms>\d+)`))('it took 5 ms')).toEqual({ ms: 5 });
  });

  it('refuses what is none, or has no names', () => {
    for (const pattern of ['(', '(?<a>b', 'a(b)', '', '(?=x)(?<a>b)', '(?<a>x)(?<a>y)'])
      expect(() => namedGroups(pattern), pattern).toThrow(UsageError);
  });

  it('takes linear time', () => {
    const read = reading(namedGroups('(?<a>(a+)+)b$'));
    for (const line of hostile) read(line.slice(0, 20_000));
    expect(read(`${'a'.repeat(20_000)}b`)).toEqual({ a: 'a'.repeat(20_000) });
  });
});
