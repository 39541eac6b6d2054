// PATH: the short spellings, what is refused, and that data cannot reach anything but data.
import { JSONPathEnvironment } from 'json-p3';
import fc from 'fast-check';
import { listed } from './listed.js';
import type { NodePlace } from '../../src/event/places.js';
import { describe, expect, it } from 'vitest';
import { parsePath } from '../../src/event/path.js';
import { UsageError } from '../../src/text/usage-error.js';

const places = (path: string, value: unknown): NodePlace[] => listed(parsePath(path).places(value));

describe('parsePath', () => {
  it.each([
    ['host', '$.host', ['host'], 'host'],
    ['.client.ip', '$.client.ip', ['client', 'ip'], 'ip'],
    ['client.ip', '$.client.ip', ['client', 'ip'], 'ip'],
    ["$['client']['ip']", '$.client.ip', ['client', 'ip'], 'ip'],
    ['items[0]', '$.items[0]', ['items', 0], 'items'],
    ['$.items[-1].id', '$.items[-1].id', ['items', -1, 'id'], 'id'],
    ['user-id', '$["user-id"]', ['user-id'], 'user-id'],
    ['$["odd name"]', '$["odd name"]', ['odd name'], 'odd name'],
    ["$['\\u0061']", '$.a', ['a'], 'a'],
    ['@each', '$["@each"]', ['@each'], '@each'],
    ['@each.price', '$["@each"].price', ['@each', 'price'], 'price'],
    ['$', '$', [], 'value'],
    ['[0]', '$[0]', [0], 'value'],
    ['größe', '$.größe', ['größe'], 'größe'],
  ])('%s is %s', (given, text, steps, lastName) => {
    const path = parsePath(given);
    expect(path).toMatchObject({ text, steps, lastName });
    expect(parsePath(path.text).steps).toEqual(steps);
  });

  it.each(['$..id', '$.items[*].id', '$.items[?@.id > 0.5].id', '$.items[0,1].id', '$.items[0:2].id', '$.*.id'])(
    '%s selects any number of nodes and is called after its last name',
    (text) => expect(parsePath(text)).toMatchObject({ text, steps: undefined, lastName: 'id' }),
  );

  it.each([
    '',
    '  ',
    '$.',
    '2xx',
    'a b',
    '$[',
    '$.a[?@.b',
    '$.a[01]',
    '$[?foo(@)]',
    'a'.repeat(4097),
    '$..',
    '$.a[1e3]',
  ])('%s is refused', (text) => expect(() => parsePath(text)).toThrow(UsageError));

  it.each([
    ['@timestamp', '$["@timestamp"]'],
    ['$.@timestamp', '$["@timestamp"]'],
    ['.event.@timestamp', '$.event["@timestamp"]'],
    ['Start Time', '$["Start Time"]'],
    ['2xx', '$["2xx"]'],
  ])('%s is refused with the form that works', (text, form) => {
    expect(() => parsePath(text)).toThrow(`; such a name stands in brackets: '${form}'`);
    expect(parsePath(form).text).toBe(form);
  });

  it.each(['a, b', 'distinct x', 'a[', '$.a[?@.b', 'sum(x)', 'a == b', 'a'.repeat(4097), `@${'a'.repeat(4097)}`])(
    '%s is refused without it',
    (text) => {
      expect(() => parsePath(text)).not.toThrow('brackets:');
      expect(() => parsePath(text)).toThrow(UsageError);
    },
  );

  it.each([`$[?${'('.repeat(2000)}@.a${')'.repeat(2000)}]`, `$${'[?@'.repeat(1000)}${']'.repeat(1000)}`])(
    'deep nesting is refused or harmless',
    (text) => {
      try {
        expect(parsePath(text).all({ a: 1 })).toEqual([]);
      } catch (error) {
        expect(error).toBeInstanceOf(UsageError);
      }
    },
  );
});

describe('what a path selects', () => {
  it('is own members only', () => {
    const event = JSON.parse('{"__proto__":{"x":1},"list":[1],"text":"abc"}') as unknown;
    expect(parsePath('$.__proto__.x').first(event)).toBe(1);
    for (const path of ['constructor', 'toString', 'hasOwnProperty', 'list.length', 'list.map', 'text.length', 'x']) {
      expect(parsePath(path).first(event), path).toBeUndefined();
    }
    expect(parsePath('length').first([1])).toBeUndefined();
    expect(parsePath('$.__proto__').first({})).toBeUndefined();
  });

  it('takes null for a node, and nothing for none', () => {
    expect(parsePath('a').first({ a: null })).toBeNull();
    expect(parsePath('a').all({ a: null })).toEqual([null]);
    expect(parsePath('a').all({})).toEqual([]);
    expect(parsePath('$..a').first({ b: 1 })).toBeUndefined();
  });

  it('says where each node stands', () => {
    expect(places('$..id', { id: 1, sub: [{ id: 2 }] })).toEqual([
      { value: 1, steps: ['id'] },
      { value: 2, steps: ['sub', 0, 'id'] },
    ]);
    expect(places('$.a[-1:]', { a: [1, 2] })).toEqual([{ value: 2, steps: ['a', 1] }]);
    expect(places('$.a[-1][*]', { a: [[1], [2]] })).toEqual([{ value: 2, steps: ['a', 1, 0] }]);
    expect(places('$.a[*]', { a: { b: 1 } })).toEqual([{ value: 1, steps: ['a', 'b'] }]);
    expect(places('$.a[*]', { a: 'text' })).toEqual([]);
    expect(parsePath('$[*]').places([1]).at(1)).toBeUndefined();
  });

  it('of long and of deep values costs no stack', () => {
    const long = { list: Array.from({ length: 300_000 }, (_, i) => i) };
    expect(parsePath('$.list[*]').all(long)).toHaveLength(300_000);
    expect(parsePath('$[?count(@[*]) > 200000]').all(long)).toHaveLength(1);
    const deep = JSON.parse('['.repeat(1024) + ']'.repeat(1024)) as unknown;
    expect(parsePath('$..*').all(deep)).toHaveLength(1023);
  });

  it('is what the reference implementation says', () => {
    const name = fc.constantFrom('a', 'b', 'c');
    const leaf = fc.oneof(fc.integer({ min: -2, max: 3 }), fc.constantFrom('a', 'ab', null, true, 0.5));
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(name, tie('value')),
      ),
    }));
    const plain = ".a .b [0] [-1] [*] .* ..a ..* ..[0] [1:] [::-1] [-2::2] ['a','c'] [3:0:-2]".split(' ');
    const filters =
      '@.a|!@.a|@ > 0|@.a == @.b|@.a != null && @[0] <= 1|length(@) >= 2|count(@.*) == 2|value(@..a) == 1|@[?@.a]';
    const segment = fc.constantFrom(...plain, ...filters.split('|').map((filter) => `[?${filter}]`));
    const environment = new JSONPathEnvironment();
    fc.assert(
      fc.property(value, fc.array(segment, { maxLength: 3 }), (document, segments) => {
        const text = `$${segments.join('')}`;
        const nodes = environment.query(text, document as never);
        const path = parsePath(text);
        expect(path.all(document)).toEqual(nodes.values());
        if (path.steps === undefined)
          expect(listed(path.places(document)).map(({ steps }) => steps)).toEqual(nodes.locations());
        expect(path.first(document)).toEqual(nodes.values()[0]);
      }),
      { numRuns: 2000 },
    );
  });
});
