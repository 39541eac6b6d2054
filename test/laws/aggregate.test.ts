// What every aggregate owes the pipeline, walked over the registry: a new one is held to all of it by being listed.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AggregateEntry, Cells } from '../../src/aggregate/aggregate.js';
import { aggregates, parseAgg } from '../../src/aggregate/index.js';
import type { Saved } from '../../src/model/saved.js';
import { number } from '../aggregate/numbers.js';
import { feed, opened, type Row, type Value } from '../aggregate/rows.js';

const valueOf: Readonly<Record<AggregateEntry['takes'], fc.Arbitrary<Value>>> = {
  nothing: fc.constant(undefined),
  number: fc.option(fc.oneof(number, fc.constantFrom({ rounded: 2 ** 60 }, { rounded: -(2 ** 52) })), {
    nil: undefined,
  }),
  exists: fc.boolean(),
  json: fc.option(fc.constantFrom('1', '1.0', '"a"', '"b"', '[1]', '{"a":1}', 'true', '12345678901234567890'), {
    nil: undefined,
  }),
};

/** Rows in order of arrival, each with the slot it goes to; all with event times or all without. */
function sorted({ takes, beside }: AggregateEntry): fc.Arbitrary<{ row: Row; slot: number }[]> {
  const values = {
    value: valueOf[takes],
    // Few numbers, so that some are equal.
    ...(beside === undefined ? {} : { beside: fc.oneof(valueOf[beside], fc.constantFrom(1, 2)) }),
  };
  const timed: fc.Arbitrary<Row> = fc.record({ ...values, at: fc.integer({ min: -3, max: 3 }) });
  const untimed: fc.Arbitrary<Row> = fc.record(values);
  return fc
    .constantFrom(timed, untimed)
    .chain((row) => fc.array(fc.record({ row, slot: fc.nat(2) }), { maxLength: 40 }));
}

describe.each(aggregates)('$form', (entry) => {
  const { args } = parseAgg(entry.example);
  const runs = sorted(entry);
  const fresh = (): Cells => opened(entry, 4, args);
  const filled = (run: readonly { row: Row; slot: number }[]): Cells => {
    const cells = fresh();
    feed(
      entry,
      cells,
      run.map(({ row }) => row),
      run.map(({ slot }) => slot),
    );
    return cells;
  };
  const inOne = (run: readonly { row: Row }[]): string => filled(run.map(({ row }) => ({ row, slot: 0 }))).text(0);
  const law = (check: (run: { row: Row; slot: number }[]) => void): void =>
    fc.assert(fc.property(runs, check), { numRuns: 200 });

  test('cells do not disturb one another', () => {
    law((run) => {
      const cells = filled(run);
      for (const slot of [0, 1, 2]) expect(cells.text(slot)).toBe(inOne(run.filter((one) => one.slot === slot)));
      for (const slot of [0, 1, 2]) {
        const number = cells.number?.(slot) ?? NaN;
        if (!Number.isNaN(number)) expect(String(number)).toBe(cells.text(slot));
      }
    });
  });

  test('into how many calls the rows are cut does not matter', () => {
    fc.assert(
      fc.property(runs, fc.array(fc.nat(40)), (run, cuts) => {
        const cells = fresh();
        const places = [0, ...cuts.filter((cut) => cut < run.length).sort((a, b) => a - b), run.length];
        places.slice(1).forEach((end, i) => {
          const rows = run.slice(places[i], end).map(({ row }) => row);
          feed(entry, cells, rows, 0, places[i]);
        });
        expect(cells.text(0)).toBe(inOne(run));
      }),
    );
  });

  test('adding to several cells and merging them is adding to one, in whatever order they merge', () => {
    law((run) => {
      for (const [a, b, c] of [
        [0, 1, 2],
        [2, 1, 0],
        [1, 0, 2],
      ] as const) {
        const [left, right] = [filled(run), filled(run)];
        left.merge(a, b);
        left.merge(a, c);
        right.merge(b, c);
        right.merge(a, b);
        expect([left.text(a), right.text(a)]).toEqual([inOne(run), inOne(run)]);
      }
    });
  });

  test('merging with an empty cell changes nothing, and what was merged stays as it was', () => {
    law((run) => {
      const cells = filled(run);
      const before = [0, 1, 2].map((slot) => cells.text(slot));
      cells.merge(0, 3);
      cells.merge(3, 1);
      cells.merge(3, 2);
      expect([0, 1, 2].map((slot) => cells.text(slot))).toEqual(before);
    });
  });

  test('a merged cell goes on', () => {
    fc.assert(
      fc.property(runs, (run) => {
        const half = run.length >> 1;
        const cells = filled(run.slice(0, half));
        cells.merge(0, 1);
        cells.merge(0, 2);
        feed(
          entry,
          cells,
          run.slice(half).map(({ row }) => row),
          0,
          half,
        );
        expect(cells.text(0)).toBe(inOne(run));
      }),
    );
  });

  test('what is saved is plain, and loads into any slots to go on as if nothing had been', () => {
    law((run) => {
      const half = run.length >> 1;
      const cells = filled(run.slice(0, half));
      const saved = cells.save(Int32Array.of(2, 0, 1));
      expect(plain(saved)).toBe(true);
      const other = opened(entry, 9, args);
      other.load(Int32Array.of(8, 6, 7), saved);
      expect(other.save(Int32Array.of(8, 6, 7))).toEqual(saved);
      const rest = run.slice(half);
      feed(
        entry,
        cells,
        rest.map(({ row }) => row),
        rest.map(({ slot }) => slot),
        half,
      );
      feed(
        entry,
        other,
        rest.map(({ row }) => row),
        rest.map(({ slot }) => slot + 6),
        half,
      );
      for (const slot of [0, 1, 2]) expect(other.text(slot + 6)).toBe(cells.text(slot));
    });
  });

  test('what was saved does not change when the cells do', () => {
    law((run) => {
      const cells = filled(run);
      const [saved, again] = [cells.save(Int32Array.of(0)), cells.save(Int32Array.of(0))];
      feed(
        entry,
        cells,
        run.map(({ row }) => row),
        0,
        run.length,
      );
      cells.clear(0);
      expect(saved).toEqual(again);
    });
  });

  test('clearing forgets, growing remembers', () => {
    law((run) => {
      const cells = filled(run);
      const before = [1, 2].map((slot) => cells.text(slot));
      cells.clear(0);
      cells.ensure(5000);
      expect(cells.text(0)).toBe(inOne([]));
      expect(cells.text(4999)).toBe(inOne([]));
      expect([1, 2].map((slot) => cells.text(slot))).toEqual(before);
      feed(
        entry,
        cells,
        run.map(({ row }) => row),
        0,
        run.length,
      );
      expect(cells.text(0)).toBe(inOne(run));
    });
  });

  test('the text is JSON', () => {
    law((run) => {
      expect(() => JSON.parse(inOne(run)) as unknown).not.toThrow();
    });
  });
});

/** Whether a value is what `Saved` says, NaN excluded. */
function plain(saved: Saved): boolean {
  if (typeof saved === 'number') return !Number.isNaN(saved);
  if (saved === null || typeof saved !== 'object') return true;
  if (saved instanceof Float64Array) return !saved.includes(NaN);
  return Object.values(saved).every((part) => plain(part));
}
