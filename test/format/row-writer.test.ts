// The records of SPEC §3, to the byte.
import { describe, expect, test } from 'vitest';
import type { Cells } from '../../src/aggregate/aggregate.js';
import type { Pane } from '../../src/model/pane.js';
import { endLine, watermarkLine } from '../../src/format/control-line.js';
import { NestedRows } from '../../src/format/output/nested-rows.js';
import { RowNumbers } from '../../src/format/output/row-numbers.js';
import type { PaneMode, RowLayout } from '../../src/format/output/row-layout.js';
import { bare, minute, nestedRows, onTime, writtenPane } from './on-time.js';

/** Cells whose text in slot n is the n-th of these. */
function cells(...texts: readonly string[]): Cells {
  const nothing = (): void => undefined;
  const text = (slot: number): string => texts[slot]!;
  return { ensure: nothing, clear: nothing, add: nothing, merge: nothing, load: nothing, save: () => null, text };
}

const form: RowLayout = {
  ...bare,
  keys: ['path'],
  keyText: (key) => ['{"path":"/a"}', '{}'][key]!,
  values: ['count', 'slow'],
  cells: [cells('12', '3'), cells('33.1', 'null')],
};

describe('a result row', () => {
  test('is the one of the contract', () => {
    expect(nestedRows(form).pane(onTime, 0)).toBe(
      '{"window":{"start":"2026-01-01T00:00:00.000Z","end":"2026-01-01T00:01:00.000Z"},"key":{"path":"/a"},' +
        '"pane":{"timing":"on-time","index":0,"nonSpeculativeIndex":0,"first":true,"last":true},' +
        '"ts":"2026-01-01T00:00:59.999Z","count":12,"slow":33.1}\n',
    );
  });
  test('is right whatever row came before it', () => {
    const panes: Pane[] = [];
    for (const window of [minute, { start: minute.start, end: minute.end + 60_000 }])
      for (const timing of ['early', 'on-time', 'late'] as const)
        for (const index of [0, 1, 15, 16, 4095, 4096, 70_000])
          for (const nonSpeculativeIndex of [-1, 0, index])
            for (const last of [true, false])
              for (const ts of [window.end - 1, window.start, Infinity])
                panes.push({ key: index % 2, window, timing, index, nonSpeculativeIndex, last, ts });
    const writer = nestedRows(form);
    for (let i = 0; i < 3000; i++) {
      const pane = panes[(i * 7919) % panes.length]!;
      for (let again = 0; again < 3; again++) expect(writer.pane(pane, 1)).toBe(nestedRows(form).pane(pane, 1));
    }
  });
  test('writes instants as numbers with --time-output ms', () => {
    const row = JSON.parse(nestedRows({ ...form, times: 'ms' }).pane(onTime, 0)) as Record<string, unknown>;
    expect(row['window']).toEqual(minute);
    expect(row['ts']).toBe(minute.end - 1);
  });
  test('of the global window has null for window and ts', () => {
    const pane = { ...onTime, key: 1, window: { start: -Infinity, end: Infinity }, ts: Infinity };
    expect(nestedRows(form).pane(pane, 0)).toMatch(/^\{"window":null,"key":\{\},.*"ts":null,/);
  });
  test('of a count window has ordinals', () => {
    const pane = { ...onTime, window: { start: 0, end: 100 } };
    expect(nestedRows({ ...form, windows: 'count' }).pane(pane, 0)).toMatch(/^\{"window":\{"from":0,"to":100\},"key"/);
  });
  test('names aggregates as JSON text does', () => {
    const row = nestedRows({ ...form, values: ['a"b\n', 'é'] }).pane(onTime, 0);
    expect(row).toContain(',"a\\"b\\n":12,"é":33.1}');
  });
});

describe('a row has its pane', () => {
  const only: Pane = onTime;
  const others: readonly (readonly [string, Pane])[] = [
    ['is early', { ...only, timing: 'early', nonSpeculativeIndex: -1 }],
    ['is late', { ...only, timing: 'late' }],
    ['is not the last', { ...only, last: false }],
    ['is not the first', { ...only, index: 1, nonSpeculativeIndex: 1 }],
  ];
  const hasPane = (pane: Pane, mode: PaneMode): boolean =>
    nestedRows({ ...form, pane: mode })
      .pane(pane, 0)
      .includes('"pane":{"timing":');
  test('unless it is the only one of its window and on time', () => {
    expect(nestedRows({ ...form, pane: 'auto' }).pane(only, 0)).toBe(
      '{"window":{"start":"2026-01-01T00:00:00.000Z","end":"2026-01-01T00:01:00.000Z"},"key":{"path":"/a"},' +
        '"ts":"2026-01-01T00:00:59.999Z","count":12,"slow":33.1}\n',
    );
  });
  test.each(others)('where it %s', (_, pane) => expect(hasPane(pane, 'auto')).toBe(true));
  test('in any case with --pane always, and in none with never', () => {
    for (const pane of [only, ...others.map(([, other]) => other)])
      expect([hasPane(pane, 'always'), hasPane(pane, 'never')]).toEqual([true, false]);
  });
});

describe('a retraction', () => {
  test('is the row it takes back, and says so', () => {
    const writer = nestedRows(form);
    const row = writer.pane(onTime, 0);
    expect(writer.retraction(writtenPane(onTime, form))).toBe(row.replace('}\n', ',"retract":true}\n'));
  });
  test('has the values of then, not of now', () => {
    const values = ['1'];
    const counted: RowLayout = { ...form, values: ['count'], cells: [{ ...cells(), text: () => values[0]! }] };
    const live = nestedRows(counted);
    const pane = { ...onTime };
    const written = writtenPane(pane, counted);
    values[0] = '2';
    pane.last = false;
    expect(live.retraction(written)).toMatch(/"last":true.*"count":1,"retract":true\}\n$/);
  });
});

test('rows are numbered, retractions among them, behind everything else', () => {
  const numbers = new RowNumbers(7);
  const writer = new NestedRows({ ...form, sequence: 7 }, numbers);
  expect(writer.pane(onTime, 0)).toMatch(/,"slow":33.1,"seq":7\}\n$/);
  expect(writer.retraction(writtenPane(onTime, form))).toMatch(/,"slow":33.1,"retract":true,"seq":8\}\n$/);
  expect(numbers.next).toBe(9);
});

test('control lines', () => {
  expect(watermarkLine(minute.start, 'iso')).toBe('{"@watermark":"2026-01-01T00:00:00.000Z"}\n');
  expect(watermarkLine(5, 'ms')).toBe('{"@watermark":5}\n');
  expect(watermarkLine(Infinity, 'ms')).toBe('{"@watermark":"max"}\n');
  expect(() => watermarkLine(-Infinity, 'iso')).toThrow();
  expect(endLine).toBe('{"@end":true}\n');
});
