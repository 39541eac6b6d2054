// What holds of all expressions.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseExpression } from '../../../src/event/cel/expression.js';
import { placeIn } from '../../../src/event/cel/find.js';
import { valueText } from '../../../src/event/cel/json.js';
import { parseTree } from '../../../src/event/cel/parse.js';
import { treeText } from '../../../src/event/cel/print.js';
import type { BinarySign, MacroName, Tree } from '../../../src/event/cel/tree.js';
import { Bytes } from '../../../src/event/cel/values.js';
import { beginWork, endWork, TooMuchWork, workAllowed } from '../../../src/event/jsonpath/work.js';
import { numberOfDigits } from '../../../src/event/jsonpath/wide-number.js';
import { UsageError } from '../../../src/text/usage-error.js';

function valueOf(text: string, event: unknown = {}): unknown {
  return parseExpression(text).evaluate(event);
}

describe('arithmetic of whole numbers', () => {
  const edge = [0n, 1n, 2n ** 31n, 2n ** 53n, 2n ** 62n, 2n ** 63n].flatMap((n) => [n - 1n, n, n + 1n, -n, 1n - n]);
  const int = fc.oneof(
    fc.constantFrom(...edge),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    fc.bigInt(-9n, 9n),
  );
  const fits = (n: bigint): boolean => n >= -(2n ** 63n) && n < 2n ** 63n;
  const ints = int.filter(fits);
  const expected: Readonly<Record<string, (a: bigint, b: bigint) => bigint | undefined>> = {
    '+': (a, b) => a + b,
    '-': (a, b) => a - b,
    '*': (a, b) => a * b,
    '%': (a, b) => (b === 0n ? undefined : a % b),
  };

  test('is that of bigints as far as 64 bits go, and fails beyond', () => {
    fc.assert(
      fc.property(ints, ints, fc.constantFrom('+', '-', '*', '%'), (a, b, sign) => {
        const exact = expected[sign]!(a, b);
        const wanted = exact === undefined || !fits(exact) ? undefined : String(exact);
        const event = { a: numberOfDigits(String(a)), b: numberOfDigits(String(b)) };
        for (const text of [`a ${sign} b`, `${a} ${sign} ${b}`, `(${a}) ${sign} b`]) {
          const value = valueOf(text, event);
          expect(value === undefined ? undefined : valueText(value)).toBe(wanted);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('a quotient is exact where it is whole, else the nearest double of that of the doubles', () => {
    fc.assert(
      fc.property(ints, ints, (a, b) => {
        const value = valueOf(`${a} / ${b}`);
        if (b === 0n || (a % b === 0n && !fits(a / b))) expect(value).toBeUndefined();
        else if (a % b === 0n) expect(valueText(value)).toBe(String(a / b));
        else expect(value).toBe(Number(a) / Number(b));
      }),
    );
  });

  test('a double makes a double of it', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), ints, (x, n) => {
        const sum = x + Number(n);
        const written = Number.isInteger(x) ? x.toExponential() : String(x);
        expect(valueOf(`${written} + (${n})`)).toBe(Number.isFinite(sum) ? sum + 0 : undefined);
      }),
    );
  });
});

test('numbers are ordered by their exact values, whatever they are made of', () => {
  const numeral = fc.oneof(
    fc.bigInt(2n ** 53n - 2n, 2n ** 53n + 2n).map(String),
    fc.bigInt(2n ** 64n - 2n, 2n ** 64n + 2n).map(String),
    fc.constantFrom('9007199254740992.5', '1.5', '-0', '1e19', '-9007199254740993', '1'),
  );
  const scaled = (text: string): bigint =>
    text === '1e19' ? 10n ** 20n : BigInt(Math.sign(Number(text)) || 1) * tenfold(text);
  const tenfold = (text: string): bigint => {
    const [whole = '', fraction = '0'] = text.replace('-', '').split('.');
    return BigInt(whole + fraction);
  };
  fc.assert(
    fc.property(numeral, numeral, (a, b) => {
      const event = { a: numberOfDigits(a), b: numberOfDigits(b) };
      expect(valueOf('a < b', event)).toBe(scaled(a) < scaled(b));
      expect(valueOf('a >= b', event)).toBe(scaled(a) >= scaled(b));
      expect(valueOf('a == b', event)).toBe(scaled(a) === scaled(b));
      expect(valueOf('[{"k": a}] == [{"k": b}]', event)).toBe(scaled(a) === scaled(b));
    }),
  );
});

describe('&& and ||', () => {
  const outcome = fc.constantFrom('true', 'false', '1 / 0 == 1', 'unknown', '"text"');
  const truth = (text: string): boolean | undefined => (text === 'true' ? true : text === 'false' ? false : undefined);

  test('give what the terms that did not fail decide, in whatever order', () => {
    fc.assert(
      fc.property(fc.array(outcome, { minLength: 2, maxLength: 5 }), (terms) => {
        const values = terms.map(truth);
        const and = values.includes(false) ? false : values.includes(undefined) ? undefined : true;
        const or = values.includes(true) ? true : values.includes(undefined) ? undefined : false;
        expect(valueOf(terms.join(' && '))).toBe(and);
        expect(valueOf(terms.join(' || '))).toBe(or);
        expect(valueOf(terms.toReversed().join(' && '))).toBe(and);
        const items = { items: terms.map((text) => truth(text) ?? null) };
        expect(valueOf('items.all(x, x)', items)).toBe(and);
        expect(valueOf('items.exists(x, x)', items)).toBe(or);
      }),
    );
  });

  test('obey the laws of De Morgan', () => {
    fc.assert(
      fc.property(outcome, outcome, (a, b) => {
        expect(valueOf(`!((${a}) && (${b}))`)).toBe(valueOf(`!(${a}) || !(${b})`));
      }),
    );
  });
});

/** Any tree. */
const trees = fc.letrec<{ tree: Tree }>((tie) => {
  const name = fc.constantFrom('a', 'b', 'user-agent', 'in', 'true', '@each', 'math');
  const part = tie('tree');
  const literal: fc.Arbitrary<Tree> = fc.oneof(
    fc
      .oneof(fc.boolean(), fc.constant(null), fc.string({ unit: 'binary' }), fc.integer())
      .map((value) => ({ is: 'literal', value, double: false }) as const),
    fc
      .double({ noNaN: true, noDefaultInfinity: true })
      .map((x) => ({ is: 'literal', value: x + 0, double: true }) as const),
    fc
      .uint8Array({ maxLength: 3 })
      .map((bytes) => ({ is: 'literal', value: new Bytes(Buffer.from(bytes)), double: false }) as const),
    fc
      .bigInt(2n ** 53n, 2n ** 70n)
      .map((n) => ({ is: 'literal', value: numberOfDigits(String(n)), double: false }) as const),
  );
  const signs = fc.constantFrom<BinarySign>('==', '<', '>=', 'in', '+', '-', '*', '/', '%');
  const joined = (is: 'and' | 'or'): fc.Arbitrary<Tree> =>
    fc
      .array(
        part.filter((term) => term.is !== is),
        { minLength: 2, maxLength: 3 },
      )
      .map((terms) => ({ is, terms }));
  const made: readonly fc.Arbitrary<Tree>[] = [
    literal,
    name.map((text) => ({ is: 'name', name: text })),
    fc.record({ is: fc.constant('select' as const), of: part, name }),
    fc.record({ is: fc.constant('index' as const), of: part, at: part }),
    name.map((text) => ({ is: 'has', member: { is: 'name', name: text } })),
    fc.record({
      is: fc.constant('call' as const),
      name: fc.constant('size'),
      on: fc.option(part, { nil: undefined }),
      args: fc.array(part, { maxLength: 2 }),
    }),
    fc.record({
      is: fc.constant('macro' as const),
      name: fc.constantFrom<MacroName>('all', 'filter', 'exists_one'),
      of: part,
      variable: fc.constant('x'),
      condition: fc.constant(undefined),
      body: part,
    }),
    fc.array(part, { maxLength: 2 }).map((items) => ({ is: 'list', items })),
    fc.array(fc.tuple(part, part), { maxLength: 2 }).map((entries) => ({ is: 'map', entries })),
    part.map((of) => ({ is: 'not', of })),
    part.map((of) => ({ is: 'minus', of })),
    fc.record({ is: fc.constant('binary' as const), operator: signs, left: part, right: part }),
    joined('and'),
    joined('or'),
    fc.record({ is: fc.constant('choice' as const), condition: part, then: part, otherwise: part }),
  ];
  return { tree: fc.oneof({ maxDepth: 4 }, ...made) };
}).tree;

test('what is printed of a tree is read as that tree', () => {
  fc.assert(
    fc.property(trees, (tree) => {
      const text = treeText(tree);
      fc.pre(text.length <= 4096);
      expect(parseTree(text)).toEqual(tree);
    }),
    { numRuns: 1000 },
  );
});

test('no text does anything but be refused or read, and nothing it reads throws', () => {
  const word = fc.constantFrom(
    'a',
    'size',
    '(',
    ')',
    '.',
    '[',
    ']',
    '"x"',
    '1',
    '2.5',
    '+',
    '-',
    '!',
    '&&',
    '?',
    ':',
    ',',
    'has',
    'map',
    'in',
    '{',
    '}',
    '`',
    '\\',
    'r"',
    "'''",
    '//',
  );
  const event = { a: [1, { a: 'x' }], x: 'y' };
  fc.assert(
    fc.property(fc.array(word, { maxLength: 12 }), fc.constantFrom('', ' '), (words, between) => {
      try {
        valueOf(words.join(between), event);
      } catch (error) {
        expect(error).toBeInstanceOf(UsageError);
      }
    }),
    { numRuns: 3000 },
  );
});

describe('one event cannot hold a run', () => {
  const items = (n: number): unknown => ({ l: Array.from({ length: n }, (_, i) => i), s: 'ab'.repeat(n) });

  /** Milliseconds until it is done or refused, and whether it was refused. */
  function tried(text: string, event: unknown, bytes: number): { readonly ms: number; readonly refused: boolean } {
    const { evaluate } = parseExpression(text);
    beginWork(workAllowed(bytes));
    const began = performance.now();
    try {
      evaluate(event);
      return { ms: performance.now() - began, refused: false };
    } catch (error) {
      expect(error).toBeInstanceOf(TooMuchWork);
      return { ms: performance.now() - began, refused: true };
    } finally {
      endWork();
    }
  }

  test.each([
    ['a macro over a macro over a long list', 'l.all(x, l.all(y, l.all(z, z >= 0)))', 5000],
    ['a list of lists of lists', 'l.map(x, l.map(y, l.map(z, z))).size() > 0', 5000],
    ['texts that double', 'l.map(x, s + s + s + s).exists(t, t.contains("c"))', 20_000],
    ['a list that is looked for in itself', 'l.all(x, !(-1 in l))', 50_000],
  ])('%s', (_, text, n) => {
    const { ms, refused } = tried(text, items(n), 8 * n);
    expect(refused).toBe(true);
    expect(ms).toBeLessThan(2000);
  });

  test('but what people ask is not refused', () => {
    expect(tried('l.filter(x, x % 2 == 0).map(x, x * 2).size() > 3', items(10_000), 60_000).refused).toBe(false);
    expect(tried('s.contains("abc") || s.split("b").size() > 3', items(100_000), 200_000).refused).toBe(false);
  });

  test('a long text is found in a long one in linear time', () => {
    const [text, part] = ['a'.repeat(400_000), `${'a'.repeat(100_000)}b${'a'.repeat(100_000)}`];
    const began = performance.now();
    expect(placeIn(text, part)).toBe(-1);
    expect(performance.now() - began).toBeLessThan(1000);
  });

  test('and where JavaScript finds it', () => {
    const short = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 30 });
    fc.assert(
      fc.property(short, short, fc.nat(5), (text, part, from) => {
        const long = (part + part).padEnd(300, 'ab');
        expect(placeIn(text + long + text, long, from)).toBe((text + long + text).indexOf(long, from));
        expect(placeIn(text, part, from)).toBe(text.indexOf(part, from));
      }),
    );
  });
});
