// A row has two ways to its bytes: a string, and blocks printed by WebAssembly. They are one.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Cells } from '../../src/aggregate/aggregate.js';
import { printModule } from '../../src/kernel/module.js';
import type { Pane } from '../../src/model/pane.js';
import { LocalPrinter, RowBlockWriter } from '../../src/format/row-block-writer.js';
import { nestedBlocks, NestedRows } from '../../src/format/output/nested-rows.js';
import { ndjson } from '../../src/format/output/ndjson.js';
import type { RowLayout } from '../../src/format/output/row-layout.js';
import { RowNumbers } from '../../src/format/output/row-numbers.js';
import type { Sink } from '../../src/sink/sink.js';
import { collected } from './collected.js';
import { bare, keyed, minute, nestedRows, onTime, writtenPane } from './on-time.js';

/** A row as it is to be written: the pane, and the slot of its values. */
interface Row {
  readonly pane: Pane;
  readonly slot: number;
}
type Put = (row: Row) => void;

/** What is written where there is no number. */
const noNumbers = ['null', '"größer"', '""', '[1,2]', '9007199254740993', `"${'long '.repeat(300)}"`, '{}', '0.1'];

/** Slot n holds the n-th of these; NaN is no number. */
function numbers(shown: readonly number[]): Cells {
  const nothing = (): void => undefined;
  const text = (slot: number): string => (Number.isNaN(shown[slot]) ? noNumbers[slot]! : String(shown[slot]));
  const number = (slot: number): number => shown[slot]!;
  return {
    ensure: nothing,
    clear: nothing,
    add: nothing,
    merge: nothing,
    load: nothing,
    save: () => null,
    text,
    number,
  };
}

/** An aggregate that is not one of numbers. */
function textsOnly(cells: Cells): Cells {
  return { ...cells, number: undefined } as unknown as Cells;
}

function pageOf(layout: RowLayout, sink: Sink): RowBlockWriter {
  const form = nestedBlocks(layout)!;
  return new RowBlockWriter(form, sink, new LocalPrinter(form, printModule()!), () => undefined);
}

const ways: readonly (readonly [string, (form: RowLayout, sink: Sink) => Put])[] = [
  [
    'by the page',
    (form, sink) => {
      const page = pageOf(form, sink);
      const strings = nestedRows(form);
      return ({ pane, slot }) => {
        if (!page.write(pane, slot, undefined)) sink.write(strings.pane(pane, slot));
      };
    },
  ],
  [
    'as a run writes it',
    (form, sink) => {
      const writer = ndjson.open(form, { sink });
      return ({ pane, slot }) => writer.pane(pane, slot);
    },
  ],
];

const values = ['"/a"', '"größer ☃ \\u0000\\"𝕏"', `"${'long '.repeat(300)}"`, 'null', '""', '{"a":[1,2]}', '-0.0'];
const keys = Array.from({ length: 5 }, (_, key) => values.map((_, i) => values[(key * 3 + i) % values.length]!));
const keyNames = [[], ['path'], ['path', 'größer'], ['a', 'b', 'a"\n'], ['1', '2', '3', '4', '5']];
const farthest = 8.64e15;

const whole = fc.oneof(fc.integer({ min: -20, max: 20 }), fc.integer(), fc.maxSafeInteger());
const decimal = fc
  .tuple(fc.maxSafeInteger(), fc.integer({ min: 0, max: 20 }))
  .map(([digits, places]) => digits / 10 ** places);
const small = fc.tuple(fc.integer(), fc.integer({ min: 0, max: 8 })).map(([digits, places]) => digits / 10 ** places);
const value = fc.oneof(
  whole,
  decimal,
  small,
  fc.double({ noDefaultInfinity: true }),
  fc.constantFrom(0, -0, 2 ** 53, NaN),
);
const near = fc.integer({ min: -100_000, max: 100_000 }).map((ms) => minute.start + ms);
const instant = fc.oneof(
  { weight: 5, arbitrary: near },
  fc.integer({ min: -farthest, max: farthest }),
  fc.integer({ min: -400_000, max: 400_000 }).map((days) => days * 86_400_000),
  fc.constantFrom(-0, farthest, -farthest, farthest + 1000, -farthest - 1, 9e15 + 2, Infinity, -Infinity),
);
const window = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(minute, { start: minute.end, end: minute.end + 60_000 }) },
  fc.record({ start: instant, end: instant }),
  fc.constant({ start: -Infinity, end: Infinity }),
);
const index = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(0, 1, 2) }, fc.constantFrom(15, 4095, 4096, 70_000));
const pane: fc.Arbitrary<Pane> = fc.record({
  key: fc.nat(keys.length - 1),
  window,
  timing: fc.constantFrom('early', 'on-time', 'late'),
  index,
  nonSpeculativeIndex: fc.oneof(fc.constant(-1), index),
  last: fc.boolean(),
  ts: instant,
});

describe.each(ways)('rows written %s', (_name, open) => {
  test('are the rows of the contract, whatever came before them', () => {
    const shown = fc.array(value, { minLength: 8, maxLength: 8 });
    const names = fc.constantFrom([], ['count'], ['count', 'a"b\n', 'é', 'sum_bytes']);
    const form = fc.tuple(
      names,
      fc.constantFrom(...keyNames),
      fc.constantFrom('iso', 'ms'),
      fc.constantFrom('time', 'count'),
      fc.constantFrom('auto', 'always', 'never'),
    );
    const deed = fc.constantFrom('nothing', 'nothing', 'nothing', 'line', 'count', 'settle');
    const rows = fc.array(fc.tuple(pane, fc.nat(7), deed, fc.integer({ min: 1, max: 40 })), { maxLength: 60 });
    fc.assert(
      fc.property(
        form,
        fc.array(shown, { minLength: 4, maxLength: 4 }),
        rows,
        ([values, named, times, windows, mode], all, rows) => {
          const cells = values.map((_, i) => (i === 2 ? textsOnly(numbers(all[i]!)) : numbers(all[i]!)));
          const form: RowLayout = { ...bare, ...keyed(named, keys), values, cells, times, windows, pane: mode };
          const { sink, text } = collected();
          const put = open(form, sink);
          const strings = nestedRows(form);
          let expected = '';
          for (const [pane, slot, deed, times] of rows) {
            for (let i = 0; i < times; i++) {
              put({ pane, slot });
              expected += strings.pane(pane, slot);
            }
            if (deed === 'line') sink.write('a line\n');
            if (deed === 'line') expected += 'a line\n';
            if (deed === 'count') expect(sink.bytes).toBe(Buffer.byteLength(expected));
            if (deed === 'settle') sink.flushDeferred();
          }
          expect(text()).toBe(expected);
        },
      ),
      { numRuns: 300 },
    );
  });
  test('are right a million instants apart', () => {
    const form = bare;
    const { sink, text } = collected();
    const put = open(form, sink);
    const instants = Array.from({ length: 20_000 }, (_, i) => Math.round(((i * 7919) % 20_001) * 8.64e11 - farthest));
    for (const ts of instants) put({ pane: { ...onTime, ts }, slot: 0 });
    const rows = text().trimEnd().split('\n');
    for (const [i, row] of rows.entries()) expect(row).toContain(`"ts":"${new Date(instants[i]!).toISOString()}"`);
    expect(rows).toHaveLength(instants.length);
  });
  test('with more keys, standings and names than there is room for at once', () => {
    const values = Array.from({ length: 3000 }, (_, i) => `aggregate ${i}`);
    const cells = values.map((_, i) => numbers([i / 7]));
    const many = {
      keys: ['k'],
      keyText: (key: number) => `{"k":${key}}`,
      keyValues: { number: undefined, text: (value: number) => String(value) },
    };
    const form: RowLayout = { ...bare, ...many, values, cells };
    const narrow: RowLayout = { ...form, values: ['count'], cells: [numbers([1])] };
    for (const [one, count] of [
      [form, 30],
      [narrow, 30_000],
    ] as const) {
      const { sink, text } = collected();
      const put = open(one, sink);
      const strings = nestedRows(one);
      let expected = '';
      for (let i = 0; i < count; i++) {
        const pane = { ...onTime, key: (i * 7919) % 10_007, index: i % 4096, nonSpeculativeIndex: i % 5 };
        put({ pane, slot: 0 });
        expected += strings.pane(pane, 0);
      }
      expect(text() === expected).toBe(true);
    }
  });
});

test('numbered rows keep their numbers, whichever way they take', () => {
  const form: RowLayout = {
    ...bare,
    ...keyed(['a', 'b'], keys),
    values: ['count'],
    cells: [numbers([1, 2.5, NaN, 4])],
    sequence: 2 ** 40,
  };
  const { sink, text } = collected();
  const writer = ndjson.open(form, { sink });
  const numbered = new RowNumbers(form.sequence);
  const strings = new NestedRows(form, numbered);
  let expected = '';
  for (let i = 0; i < 5000; i++) {
    const pane = { ...onTime, key: i % keys.length, index: i % 11 === 0 ? 5000 : 0 };
    writer.pane(pane, i % 4);
    expected += strings.pane(pane, i % 4);
    if (i % 7 > 0) continue;
    writer.retraction(writtenPane(pane, form));
    expected += strings.retraction(writtenPane(pane, form));
  }
  expect(text()).toBe(expected);
  expect(writer.sequence).toBe(numbered.next);
});
