// `--set`: members that are computed of each event, for all that is read of it.
import { describe, expect, it, test } from 'vitest';
import { compileSet, splitSet } from '../../src/event/set.js';
import { failuresOf, setPlace } from '../../src/event/skipped.js';
import { UsageError } from '../../src/text/usage-error.js';
import { recordPlan } from '../event/read-plans.js';
import { decode, keysOf, numbers, rejects, texts } from './decoded.js';

describe('NAME=EXPR', () => {
  it.each([
    ['a=b', 'a', 'b'],
    [' odd name = x == 1', 'odd name', 'x == 1'],
    ['a=b!=c', 'a', 'b!=c'],
    ['a = b >= c ? "=" : d', 'a', 'b >= c ? "=" : d'],
  ])('%s', (text, name, expression) => expect(splitSet(text)).toEqual({ name, expression }));

  it.each(['a', '=b', 'a == b', '@each=1', 'a=', 'a=b +', 'a=nope(b)'])('%s is refused', (text) => {
    expect(() => compileSet(splitSet(text), false)).toThrow(UsageError);
  });
});

describe('a member that was set', () => {
  test('is read by keys, times, conditions and columns', () => {
    const asked = {
      set: ['class=int(status / 100)', 'at=timestamp(seconds)', 'big=n * 2'],
      keys: ['class'],
      time: 'at',
      where: ['class != 4'],
      columns: [
        ['big', 'number'],
        ['at', 'json'],
      ],
    } as const;
    const input =
      '{"status":503,"seconds":1,"n":2.5}\n{"status":404,"seconds":2,"n":1}\n{"status":200,"seconds":3,"n":4}';
    const batch = decode(input, asked);
    expect(keysOf(input, asked)).toEqual(['{"class":5}', undefined, '{"class":2}']);
    expect([...batch.times]).toEqual([1000, 2000, 3000]);
    expect(numbers(batch)).toEqual([5, NaN, 8]);
    expect(texts(batch, 1)).toEqual(['"1970-01-01T00:00:01Z"', undefined, '"1970-01-01T00:00:03Z"']);
  });

  test('sees those before it, and takes the place of what was called so', () => {
    const asked = {
      set: ['a=a + 1', 'b=a * 10'],
      columns: [
        ['a', 'json'],
        ['b', 'json'],
        ['$', 'json'],
      ],
    } as const;
    const batch = decode('{"a":1,"c":"x\\u0041"}', asked);
    expect([0, 1, 2].map((column) => texts(batch, column)[0])).toEqual([
      '2',
      '20',
      '{"a":1,"c":"x\\u0041","a":2,"b":20}',
    ]);
  });

  test('has all digits, and what is computed of it has them too', () => {
    const asked = {
      set: ['next=id + 1', 'more=next + 1', 'same=other'],
      columns: [
        ['more', 'json'],
        ['more', 'number'],
        ['same', 'json'],
      ],
    } as const;
    const batch = decode('{"id":9007199254740993,"other":12345678901234567890.5}', asked);
    expect(texts(batch)).toEqual(['9007199254740995']);
    expect(batch.columns[1]).toMatchObject({ exact: new Map([[0, 9007199254740995n]]) });
    expect(texts(batch, 2)).toEqual(['12345678901234567890.5']);
    const small = { set: ['large=9007199254740992 + n', 'larger=large + n'], columns: [['larger', 'json']] } as const;
    expect(texts(decode('{"n":1}', small))).toEqual(['9007199254740994']);
  });

  test('may need escapes where the line has none, and be a list or an object', () => {
    const asked = {
      set: [String.raw`quoted="a\"" + s`, 'parts=s.split("-")', 'o={"k": [s]}'],
      columns: [
        ['quoted', 'json'],
        ['parts[1]', 'json'],
        ['o', 'json'],
        ['$..k', 'json'],
      ],
    } as const;
    const batch = decode('{"s":"x-y"}', asked);
    expect([0, 1, 2, 3].map((column) => texts(batch, column)[0])).toEqual([
      String.raw`"a\"x-y"`,
      '"y"',
      '{"k":["x-y"]}',
      '["x-y"]',
    ]);
  });

  test('is null where the expression fails, and that is counted', () => {
    const asked = { set: ['r=a / b'], columns: [['r', 'json']] } as const;
    const batch = decode('{"a":1,"b":2}\n{"a":1,"b":0}\n{"a":1}\n5', asked);
    expect(texts(batch)).toEqual(['0.5', undefined, undefined, undefined]);
    const plan = recordPlan(asked);
    expect(failuresOf(batch.skipped, ['set', 0], plan)).toBe(2);
    expect(batch.skipped[setPlace(plan)]).toBe(3);
  });

  test('is of each piece by itself', () => {
    const asked = {
      each: 'e[*]',
      set: ['twice=@each * 2', 'before=later', 'later=@each'],
      keys: ['twice'],
      where: ['twice > 2'],
      columns: [
        ['before', 'json'],
        ['later', 'json'],
      ],
    } as const;
    const input = '{"e":[1,2,3]}';
    expect(keysOf(input, asked)).toEqual([undefined, '{"twice":4}', '{"twice":6}']);
    expect(texts(decode(input, asked), 0)).toEqual([undefined, undefined, undefined]);
    expect(texts(decode(input, asked), 1)).toEqual([undefined, '2', '3']);
  });

  test('is no place in the line', () => {
    expect(rejects(decode('{"t":"x"}', { set: ['at=t + "y"'], time: 'at' }))).toEqual([
      ['bad-time', expect.stringContaining('xy'), undefined],
    ]);
  });

  test('may be called as what objects have anyway', () => {
    const asked = {
      set: ['__proto__=n', 'constructor=`__proto__`'],
      columns: [
        ['$["__proto__"]', 'json'],
        ['constructor', 'json'],
      ],
    } as const;
    const batch = decode('{"n":7}', asked);
    expect([texts(batch, 0), texts(batch, 1)]).toEqual([['7'], ['7']]);
  });

  test('and conditions that fail are counted by place', () => {
    const asked = {
      where: ['a > 1', 'b > 1'],
      columns: [
        ['$', 'exists', 'c > 1'],
        ['$', 'exists', '@.c > 1'],
      ],
    } as const;
    const batch = decode('{"a":2,"b":2,"c":2}\n{"b":2}\n{"a":2}\n{"a":2,"b":2}\n{"a":0,"b":"x"}', asked);
    const plan = recordPlan(asked);
    expect([failuresOf(batch.skipped, ['where', 0], plan), failuresOf(batch.skipped, ['where', 1], plan)]).toEqual([
      1, 1,
    ]);
    expect([failuresOf(batch.skipped, ['columns', 0], plan), failuresOf(batch.skipped, ['columns', 1], plan)]).toEqual([
      1, 0,
    ]);
  });
});
