// Pages printed by WebAssembly say what JavaScript would say. Rows as such: test/format/row-ways.test.ts.
import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printModule } from '../../src/kernel/module.js';
import { blockBytes, instantCell, RowBlock } from '../../src/kernel/row-block.js';
import { Printer } from '../../src/kernel/printer.js';
import { longestText, StringBatch, Dictionary } from '../../src/kernel/dictionary.js';

const noTexts = { anew: false, keys: undefined, standings: undefined, values: undefined };

const cells = { keys: 0, values: 100 };

/** Prints numbers by the hundred, each on a line of its own. */
class Numbers {
  readonly #printer: Printer;
  /** As threads would share it. */
  readonly #page = new RowBlock(cells, new SharedArrayBuffer(blockBytes(cells, 1)));

  constructor() {
    this.#printer = new Printer(printModule()!, {
      range: ['', '', ''],
      unbounded: '',
      ordinals: false,
      dates: false,
      keys: 0,
      betweenKeys: [],
      members: Array.from({ length: cells.values }, () => '\n'),
      ending: '\n',
    });
    const texts = new Dictionary();
    texts.tell(0, '');
    const told = texts.take()!;
    this.#printer.print(this.#page, { ...noTexts, standings: told }, () => undefined);
    this.#page.doubles.set([-Infinity, Infinity]);
    this.#page.doubles[instantCell] = Infinity;
    this.#page.count = 1;
  }

  texts(numbers: readonly number[]): string[] {
    const lines: string[] = [];
    for (let i = 0; i < numbers.length; i += cells.values) {
      this.#page.doubles.fill(0, this.#page.valueCell);
      this.#page.doubles.set(numbers.slice(i, i + cells.values), this.#page.valueCell);
      let text = '';
      this.#printer.print(this.#page, noTexts, (bytes) => (text += Buffer.from(bytes).toString()));
      lines.push(...text.split('\n').slice(1, -1));
    }
    return lines.slice(0, numbers.length);
  }
}

const printed = new Numbers();

function holds(numbers: readonly number[]): void {
  const texts = printed.texts(numbers);
  // Compared by hand: a million expectations take a minute.
  for (const [i, x] of numbers.entries()) if (texts[i] !== String(x)) expect(texts[i]).toBe(String(x));
}

/** Numbers from nowhere, but the same each time (xorshift). */
function* bits(seed: number): Generator<number, never> {
  let x = seed;
  while (true) {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    yield x >>> 0;
  }
}

const view = new DataView(new ArrayBuffer(8));

/** Doubles whose exponents, as they are stored, are from `least` on. */
function doubles(count: number, least: number, exponents: number): number[] {
  const random = bits(7);
  const next = (): number => random.next().value;
  return Array.from({ length: count }, () => {
    view.setUint32(4, next());
    view.setUint32(0, (next() & 0x800fffff) | ((least + (next() % exponents)) << 20));
    return view.getFloat64(0);
  });
}

test('300000 doubles are the shortest decimals that read back', () => {
  holds(doubles(100_000, 0, 2047));
  holds(doubles(200_000, 1000, 80));
});

test('so are their neighbours, and those of few digits', () => {
  const numbers: number[] = [];
  const random = bits(3);
  for (let i = 0; i < 100_000; i++) {
    const x = (random.next().value % 10 ** (i % 10)) / 10 ** (i % 13) + (i % 3) * 1000;
    view.setFloat64(0, x);
    view.setBigUint64(0, view.getBigUint64(0) + BigInt(i % 4));
    numbers.push(x, -x, view.getFloat64(0), x / (1 + (i % 100)));
  }
  holds(numbers);
});

test('powers of two and their neighbours, ties, and what lies at the ends of what is written here', () => {
  const numbers: number[] = [
    0.1, -0, 1e-6, 1e-7, 9.99e-7, 5e-324, 1.7976931348623157e308, 1e21, 1e22, 123456789012345680000,
  ];
  for (let exponent = -80; exponent < 80; exponent++)
    for (const factor of [1, 3, 5, 2 ** 52 - 1, 2 ** 53 - 1, 2 ** 52 + 1]) numbers.push(factor * 2 ** exponent);
  for (let tie = 0; tie < 4000; tie++) numbers.push(2 ** 51 + tie / 4, 2 ** 50 + tie / 8, 2 ** 52 + tie / 2);
  for (let n = 0; n < 23; n++) numbers.push(10 ** n, 10 ** -n, 10 ** n - 1, 5 * 10 ** -n, 10 ** n + 0.5);
  holds(numbers.flatMap((x) => [x, -x]));
});

test('whole numbers', () => {
  fc.assert(fc.property(fc.array(fc.oneof(fc.maxSafeInteger(), fc.integer()), { minLength: 100 }), holds));
  holds(Array.from({ length: 20_000 }, (_, i) => i - 10_000));
  holds([2 ** 53 - 1, 2 ** 53, 2 ** 53 + 2, 2 ** 63, -(2 ** 63), 2 ** 64, 99_999_999, 100_000_000, 1e16, 1e16 - 2]);
});

test('texts are told once, and only short ones', () => {
  const texts = new Dictionary();
  expect(texts.take()).toBeUndefined();
  expect(texts.tell(5000, 'größer')).toBe(true);
  expect(texts.tell(1, 'x'.repeat(longestText + 1))).toBe(false);
  expect([texts.knows(5000), texts.knows(1), texts.knows(70_000)]).toEqual([true, false, false]);
  const told = texts.take()!;
  expect({ ...told, bytes: Buffer.from(told.bytes).toString() }).toEqual({
    numbers: [5000],
    ends: [8],
    bytes: 'größer',
  });
  expect(texts.take()).toBeUndefined();
  expect(texts.knows(5000)).toBe(true);
});

test('the longest text is one of so many bytes', () => {
  for (const text of ['x'.repeat(longestText), 'é'.repeat(longestText / 2), '☃'.repeat(longestText / 3)]) {
    const telling = new StringBatch();
    for (let i = 0; i < 20; i++) expect(telling.add(i, text)).toBe(true);
    expect(telling.add(20, text + 'xx')).toBe(false);
    expect(Buffer.from(telling.take()!.bytes).toString()).toBe(text.repeat(20));
  }
});

test('what was told does not change when more is told', () => {
  const telling = new StringBatch();
  telling.add(0, 'first');
  const told = telling.take()!;
  for (let i = 0; i < 20_000; i++) telling.add(i, 'second');
  expect(Buffer.from(told.bytes).toString()).toBe('first');
  expect(telling.take()!.bytes).toHaveLength(120_000);
});
