// The law of decoders: the fast one and the plain one cannot be told apart, whatever the bytes and however they are cut.
// What is JSON at all is JSON.parse's to say, and the plain decoder asks it.
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { Framer } from '../../src/format/framer.js';
import { scanFields } from '../../src/format/scan-plan.js';
import type { RecordPlan } from '../../src/format/input/input-format.js';
import { scanModule } from '../../src/kernel/module.js';
import { seeded } from '../kernel/mutator.js';
import { longName, seedLines } from '../kernel/seed-lines.js';
import { both, fed, mutantBatches, recordPlan, said, same, sameOfMutants, sameOverAndOver, start } from './decoders.js';

const jobs: Readonly<Record<string, RecordPlan>> = {
  'a count': recordPlan({}),
  'a web log': recordPlan({
    time: ['ts'],
    keys: ['path'],
    columns: [
      ['number', 'bytes'],
      ['number', 'latency'],
    ],
  }),
  'all that can be asked': recordPlan({
    time: ['$.ts', 'auto', 'Europe/Berlin'],
    keys: ['$.user.id', '$.path', '$.tags[1]'],
    columns: [
      ['number', '$.bytes'],
      ['json', '$.user'],
      ['exists', '$.user.name'],
      ['number', '$.items[0].n'],
      ['number', '$.items[2].n'],
      ['duration', '$.gap'],
      ['json', '$'],
      ['json', '$.tags'],
      ['json', '$.path'],
      ['exists', '$.items[1]'],
      ['number', "$['odd name'].é"],
      ['exists', '$.__proto__'],
      ['number', `$["${longName}"]`],
    ],
    clock: '$.clock',
    control: true,
  }),
  milliseconds: recordPlan({ time: ['ts', 'ms'], keys: ['ts'], columns: [['number', 'ts']] }),
  nanoseconds: recordPlan({ time: ['ts', 'ns'], columns: [['number', 'ts']] }),
  seconds: recordPlan({ time: ['ts', 's'], clock: 'bytes', columns: [['json', 'ts']] }),
  'the Common Log Format': recordPlan({ time: ['when', 'clf'], keys: ['path', 'path'] }),
  'a pattern with names and a fraction': recordPlan({ time: ['when', '%a %b %e %T.%f %Y'] }),
  'a pattern with short years and zones': recordPlan({ time: ['when', '%y-%m-%d %H:%M:%S,%L %z', 'Asia/Tokyo'] }),
  'numbers in text': recordPlan({
    columns: [
      ['number', '$.bytes'],
      ['number', '$.latency'],
      ['number', '$.ts'],
      ['json', '$.bytes'],
    ],
    numericText: true,
  }),
  'those of a path': recordPlan({
    time: ['ts'],
    keys: ['user.id'],
    columns: [
      ['number', 'bytes'],
      ['exists', 'gap'],
      ['json', 'tags'],
    ],
    where: ['@.path == "/a" || @.path == "/ä" || $.path != "/" && @.bytes < 500'],
    clock: 'clock',
  }),
  'a count of those with two keys': recordPlan({
    keys: ['path', 'ts'],
    columns: [['number', 'latency']],
    where: ['@.bytes >= 20 && !(@.latency > 1.5)', '@.user && @.user.id != null || @.tags[0]'],
    control: true,
  }),
  'a count of some': recordPlan({ columns: [['json', '$']], where: ['@.bytes != 0', '3 < @.items[0].n || !@.gap'] }),
  'a count in CEL': recordPlan({ time: ['ts'], where: ['bytes > 100 || path == "/b"', 'user.id != "x"'] }),
  'columns of some events': recordPlan({
    time: ['ts'],
    keys: ['path'],
    columns: [
      ['exists', '$', 'bytes >= 20'],
      ['number', 'bytes', '@.path == "/a" || @.bytes < 500'],
      ['number', 'bytes', 'path.startsWith("/")'],
      ['json', 'tags', 'size(tags) > 2'],
      ['exists', 'gap', 'bytes >= 20'],
      ['duration', 'gap', 'has(user.id) && ok'],
    ],
    where: ['!(bytes > latency) || latency > 1'],
    clock: 'clock',
    control: true,
  }),
  'columns of some without keys': recordPlan({
    columns: [
      ['number', 'latency', 'ok'],
      ['json', '$', 'length(@.path) > 2'],
    ],
    where: ['search(@.path, "[a-z]")'],
  }),
  'computed members': recordPlan({
    time: ['when'],
    keys: ['kind', 'kb', 'user.id'],
    columns: [
      ['number', 'kb'],
      ['number', 'half', 'kb > 0.1'],
      ['json', 'kind'],
      ['exists', 'kind'],
      ['duration', 'gap'],
      ['number', 'large'],
      ['json', 'large'],
    ],
    set: [
      'kb=bytes / 1024',
      'half=kb / 2',
      'kind=path.startsWith("/a") ? "a\\"é" : path + path',
      'gap=string(bytes) + "s"',
      'when=ts',
      'large=bytes * 9007199254740993',
      'bytes=latency',
    ],
    where: ['bytes > -1 || kb < 0.5 || kind.size() < 3'],
    control: true,
  }),
  'computed of two members': recordPlan({
    columns: [['number', 'more']],
    set: ['more=bytes + latency', 'odd=more % 2 == 1', 'nothing={"a": [bytes]}'],
    where: ['!odd', 'nothing != null'],
  }),
  'control lines alone': recordPlan({ control: true, columns: [['json', '$']] }),
};

/** Runs of a property. */
const conditionRuns = Math.ceil(mutantBatches / 5);

beforeAll(() => {
  expect(scanModule(), 'npm run build makes dist/kernel/scan.wasm').toBeDefined();
});

describe.each(Object.entries(jobs))('%s', (_, job) => {
  test('each seed alone, and each as the first of its decoder', () => {
    const { fast, plain, check } = both(job);
    for (const [i, line] of seedLines.entries()) {
      const bytes = Buffer.from(line);
      const expected = said(plain.decode(bytes, bytes.length, start, true));
      expect(said(fast.decode(bytes, bytes.length, start, true))).toStrictEqual(expected);
      if (i % 7 === 0) same(job, bytes);
    }
    check();
  });

  test('all seeds in one batch, several times over', () => {
    sameOverAndOver(job, seedLines, 4);
  });

  // About every fourth is as it should be: what was learned of those must not be applied to others.
  test('mutants, verdict by verdict', () => {
    sameOfMutants(job, seedLines, mutantBatches);
  });
});

describe('conditions that the scanner judges', () => {
  const places = ['bytes', 'path', 'ts', 'gap', 'user.id', 'user', 'ok', 'latency', 'nothing', 'ts.x'];
  const signs = fc.constantFrom('==', '!=', '<', '<=', '>', '>=');
  const numbers = ['0', '-1', '20', '1.5', '1e3', '9007199254740993', '200'];
  const value = fc.constantFrom(...numbers, '"/a"', '"/ä"', '"x"', '""', '"20"', 'true', 'false', 'null');
  const texts = fc.constantFrom('/', '/a', 'ä', '', 'x', '20', '\\u0000');
  const patterns = fc.constantFrom('/.*', '[a-z]+', '', 'ä$', '(a+)+b', '[^', '.{2}');

  /** Comparisons, in any combination. */
  function conditions(comparison: fc.Arbitrary<string>): fc.Arbitrary<string> {
    return fc.letrec<{ condition: string }>((tie) => ({
      condition: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        comparison,
        fc
          .tuple(tie('condition'), fc.constantFrom('&&', '||'), tie('condition'))
          .map((parts) => `(${parts.join(' ')})`),
        tie('condition').map((of) => `!(${of})`),
      ),
    })).condition;
  }

  function compared(side: fc.Arbitrary<string>, other: fc.Arbitrary<string>): fc.Arbitrary<string> {
    return fc
      .tuple(side, signs, other, fc.boolean())
      .map(([left, sign, right, turned]) => (turned ? `${right} ${sign} ${left}` : `${left} ${sign} ${right}`));
  }

  const queries = [...places, 'tags[0]', 'tags[-1]', 'items[0].n'];
  const query = fc.constantFrom(...queries.flatMap((place) => [`@.${place}`, `$.${place}`]));
  const many = fc.constantFrom('@..n', '@.tags[*]', '$.items[?@.n > 1]', '@.items[?@.n > $.bytes].n', '@.items[1:].n');
  const called = fc.tuple(fc.constantFrom('match', 'search'), query, patterns);
  const jsonpath = conditions(
    fc.oneof(
      compared(query, fc.oneof(value, query)),
      query,
      many,
      called.map(([name, of, pattern]) => `${name}(${of}, ${JSON.stringify(pattern)})`),
      compared(
        query.map((of) => `length(${of})`),
        value,
      ),
      compared(
        many.map((of) => `count(${of})`),
        value,
      ),
      compared(
        many.map((of) => `value(${of})`),
        fc.oneof(value, query),
      ),
      fc.tuple(query, query).map(([of, by]) => `search(${of}, ${by})`),
    ),
  );

  const member = fc.constantFrom(...places, 'tags[0]', 'items[0].n');
  const asked = fc.tuple(
    member,
    fc.constantFrom('startsWith', 'endsWith', 'contains', 'matches'),
    fc.oneof(texts, patterns),
  );
  const cel = conditions(
    fc.oneof(
      compared(member, fc.oneof(value, member)),
      member,
      fc.constantFrom(...places.filter((place) => !place.includes('['))).map((place) => `has(${place})`),
      asked
        // What is no regular expression of RE2 is refused.
        .filter(([, name, text]) => name !== 'matches' || (text !== '[^' && text !== '\\u0000'))
        .map(([of, name, text]) => `${of}.${name}(${JSON.stringify(text)})`),
      compared(
        member.map((of) => `size(${of})`),
        value,
      ),
      compared(
        fc.tuple(member, fc.constantFrom('+', '-', '*', '/', '%'), member).map((sides) => sides.join(' ')),
        value,
      ),
      member.map((of) => `${of} in ["/a", 200, true]`),
      fc.tuple(member, member).map(([of, within]) => `${of} in ${within}`),
      member.map((of) => `(has(ts.x) ? ${of} : ok)`),
      fc.constantFrom(
        'tags.exists(ok, ok == "b")',
        'items.all(i, has(i.n) && i.n > bytes)',
        'true',
        '1 < 0',
        '1 / 0 > 1',
      ),
      compared(
        member.map((of) => `string(${of})`),
        value,
      ),
    ),
  );

  const hostile = [
    '{"bytes":9007199254740993,"latency":9007199254740992,"path":"\\u002fa"}',
    '{"bytes":"20","path":20,"ok":"true","tags":"abc","user":[],"ts":{"x":null}}',
    '{"bytes":1e400,"latency":-0,"path":"","tags":[],"items":[{"n":9007199254740993},{}]}',
    '{"user":{"id":{"id":1}},"path":"\\ud800","tags":["b",["b"]],"items":[1,{"n":2,"n":3}],"gap":null}',
    '{"path":"/a","path":"/b","bytes":1,"bytes":"1","__proto__":{"path":1},"ok":null}',
    `{"path":"${'ab'.repeat(200)}","ok":true,"user":{"name":"${'\u{1f600}'.repeat(70)}"},"bytes":0.1}`,
    `{"path":"${'a'.repeat(20_000)}","ok":true,"bytes":20}`,
  ];
  const bytes = Buffer.from(`${[...seedLines, ...hostile, ...seedLines, ...hostile].join('\n')}\n`);

  test.each([
    ['in JSONPath', jsonpath],
    ['in CEL', cel],
  ])('%s give what the filter gives, of rows and of columns', (_, condition) => {
    fc.assert(
      fc.property(condition, condition, fc.boolean(), fc.boolean(), (where, ofColumn, keyed, numericText) => {
        const columns = [
          ['number', 'bytes'],
          ['exists', '$', ofColumn],
          ['json', 'path', where],
        ] as const;
        const job = recordPlan({ where: [where], keys: keyed ? ['path'] : [], columns, numericText });
        expect(scanFields(job)).toBeDefined();
        // Batches of the plain decoder end earlier, after much work.
        const { fast, plain, check } = both(job);
        const expected = fed(new Framer(plain, 1 << 20), bytes, [bytes.length]);
        expect(fed(new Framer(fast, 1 << 20), bytes, [bytes.length])).toStrictEqual(expected);
        check();
      }),
      { numRuns: conditionRuns },
    );
  });

  test('fail, and are counted, as often', () => {
    const where = ['latency > 1', 'has(user.id) && user.id != "x"'];
    const job = recordPlan({ where, columns: [['exists', '$', 'tags[0] == "a"']] });
    same(job, bytes);
  });

  test('are not more of them than there is room for', () => {
    const where = Array.from({ length: 65 }, (_, i) => `bytes != ${i}`);
    expect(scanFields(recordPlan({ where: [where.join(' && ')] }))).toBeUndefined();
    expect(scanFields(recordPlan({ where: [where.slice(1).join(' && ')] }))).toBeDefined();
  });

  const computed = fc.oneof(
    cel,
    member,
    fc.tuple(member, fc.constantFrom('+', '-', '*', '/', '%'), member).map((sides) => sides.join(' ')),
    member.map((of) => `string(${of})`),
    member.map((of) => `[${of}, {"${of}": path}]`),
    fc.constantFrom('"a" + "😀"', '-0.0', '1 / 0', 'null', '9007199254740993', 'path.split("")'),
  );

  test('of members that are computed', () => {
    fc.assert(
      fc.property(computed, computed, member, cel, fc.boolean(), (one, other, name, where, keyed) => {
        const set = [`one=${one}`, `ok=${other}`, `two=has(one) ? one : ${name}`];
        const columns = ['one', 'two', 'ok'].flatMap((of) => [['number', of] as const, ['duration', of] as const]);
        const spelled = ['one', 'two'].map((of) => ['json', of, where] as const);
        const keys = keyed ? ['two', 'ok'] : [];
        const job = recordPlan({
          set,
          keys,
          columns: [...columns, ...(keyed ? spelled : [])],
          where: [where, 'one != ok'],
        });
        expect(scanFields(job)).toBeDefined();
        same(job, bytes);
      }),
      { numRuns: conditionRuns },
    );
  });

  test.each([
    ['$', 'the whole event'],
    ['kb.x', 'within a computed member'],
  ])('and not %s: %s', (path) => {
    expect(scanFields(recordPlan({ set: ['kb=bytes'], columns: [['json', path]] }))).toBeUndefined();
  });

  test('about more texts than are remembered', () => {
    const lines = Array.from({ length: 200_000 }, (_, i) => `{"path":"/${(i * 7919) % 90_000}","bytes":${i}}`);
    const job = recordPlan({ where: ['path.endsWith("7")', '@.path < "/5"'], columns: [['number', 'bytes']] });
    same(job, Buffer.from(lines.join('\n')));
  });

  test('that are too much work of a line are left to the plain decoder', () => {
    const where = ['match(@.path, "(a|b|ab)*(a|b|ab)*(a|b|ab)*c")', 'length(@.path) > 3'];
    // After a line of so much work the batch of the plain decoder ends.
    for (const n of [10, 1000, 5000, 100_000])
      same(recordPlan({ where }), Buffer.from(`{"path":"abc"}\n{"path":"${'ab'.repeat(n)}c"}\n`));
  });
});

describe('however the bytes arrive', () => {
  const job = jobs['all that can be asked']!;
  const some = seedLines.filter((line, i) => i % 23 === 0 && line.length < 200);
  const bytes = Buffer.from(`${some.join('\n')}\n{"ts":1,"path":"the last line has no end"}`);

  test('cut in two at any byte', () => {
    const { fast, plain, check } = both(job);
    for (let cut = 0; cut <= bytes.length; cut++) {
      const expected = fed(new Framer(plain, 1 << 20), bytes, [cut, bytes.length - cut]);
      expect(fed(new Framer(fast, 1 << 20), bytes, [cut, bytes.length - cut])).toStrictEqual(expected);
    }
    check();
  });

  test('in pieces of one size, with small reads and a limit on lines', () => {
    for (const size of [1, 2, 7, 64, 1000]) {
      const { fast, plain, check } = both(job);
      const sizes = Array.from({ length: Math.ceil(bytes.length / size) }, () => size);
      const expected = fed(new Framer(plain, 300, { readSize: 512 }), bytes, sizes);
      expect(fed(new Framer(fast, 300, { readSize: 512 }), bytes, sizes)).toStrictEqual(expected);
      check();
    }
  });

  test('the beginning by the one, all that follows by the other', () => {
    const all = Buffer.concat([bytes, Buffer.from('\n'), bytes, Buffer.from('\n'), bytes, Buffer.from('\n'), bytes]);
    for (const size of [7, 100, 1000, 9000, 20_000]) {
      const { fast, plain, beginner, check } = both(job);
      const sizes = Array.from({ length: Math.ceil(all.length / size) }, () => size);
      const expected = fed(new Framer(plain, 300, { readSize: 512 }), all, sizes);
      const changing = new Framer(beginner, 300, { readSize: 512, openFullDecoder: () => fast });
      expect(fed(changing, all, sizes)).toStrictEqual(expected);
      check();
    }
  });

  test('long lines, many rows and many keys, while the memory grows', () => {
    const lines = Array.from(
      { length: 30_000 },
      (_, i) => `{"ts":${i},"path":"${'key '.repeat(i % 40)}${i}","bytes":${i}}`,
    );
    lines.splice(1000, 0, `{"ts":1,"path":"${'x'.repeat(3_000_000)}","bytes":1}`);
    const all = Buffer.from(lines.join('\n'));
    const { fast, plain, check } = both(jobs['a web log']!);
    const sizes = [100_000, 65_536, 5_000_000, 10_000_000];
    const expected = fed(new Framer(plain, 1 << 22), all, sizes);
    expect(fed(new Framer(fast, 1 << 22), all, sizes)).toStrictEqual(expected);
    check();
  });

  test('shapes that never come twice, more than can be remembered', () => {
    const next = seeded(3);
    const { fast, plain, check } = both(jobs['a web log']!);
    for (let i = 0; i < 40; i++) {
      const lines = Array.from({ length: 500 }, () => strangeShape(next));
      const block = Buffer.from(`${lines.join('\n')}\n`);
      const expected = said(plain.decode(block, block.length, start, false));
      expect(said(fast.decode(block, block.length, start, false))).toStrictEqual(expected);
    }
    check();
  });
});

describe('text that is a number', () => {
  const texts = ['5', '-0', '1.5e3', '12345678901234567890', '0.1234567890123456789', '1e999', '9007199254740993'];
  const others = ['', ' 5', '5 ', '05', '+5', '.5', '5.', '1e', '0x1f', 'NaN', '1,5', '٥', '5"', '\\', '5\u0000'];
  const lines = [...texts, ...others].flatMap((text) => [
    `{"bytes":${JSON.stringify(text)}}`,
    `{"bytes":"${Array.from(text, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')}"}`,
  ]);
  const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));

  test('counts as that number, escaped or not, and no other text does', () => {
    const batch = same(jobs['numbers in text']!, bytes);
    const [column] = batch.columns;
    const values = [5, -0, 1500, 12345678901234567890, 0.1234567890123456789, NaN, 9007199254740992];
    const expected = [...values, ...others.map(() => NaN)].flatMap((value) => [value, value]);
    expect(column).toMatchObject({ values: Float64Array.from(expected) });
    expect(column).toMatchObject({
      exact: new Map([
        [6, 12345678901234567890n],
        [7, 12345678901234567890n],
        [12, 9007199254740993n],
        [13, 9007199254740993n],
      ]),
    });
    expect(batch.wrongType).toBe(2 * others.length + 2);
  });

  test('is text where nobody asked for it', () => {
    const batch = same(jobs['a web log']!, Buffer.from('{"ts":1,"bytes":"5"}\n'));
    expect(batch).toMatchObject({ wrongType: 1, missing: 1 });
  });
});

/** Objects with names drawn at random, nested at random. */
function strangeShape(next: () => number): string {
  const members = (depth: number): string =>
    Array.from({ length: 1 + Math.floor(next() * 4) }, () => `"${Math.floor(next() * 1e6)}":${inside(depth)}`).join();
  const inside = (depth: number): string => {
    if (depth > 3 || next() < 0.5) return String(next());
    return next() < 0.5 ? `{${members(depth + 1)}}` : `[${inside(depth + 1)},${inside(depth + 1)}]`;
  };
  return `{"ts":${Math.floor(next() * 1e6)},${members(0)},"path":"p"}`;
}
