// Rows on one level say what nested rows say, whatever keys and values hold.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csv } from '../../src/format/output/csv.js';
import { flat } from '../../src/format/output/flat.js';
import { FlatRows } from '../../src/format/output/flat-rows.js';
import { outputFormats } from '../../src/format/output/index.js';
import type { OutputFormat } from '../../src/format/output/output-format.js';
import type { PaneMode, RowLayout } from '../../src/format/output/row-layout.js';
import { RowNumbers } from '../../src/format/output/row-numbers.js';
import { tsv } from '../../src/format/output/tsv.js';
import type { Pane } from '../../src/model/pane.js';
import { collected } from './collected.js';
import { bare, keyed, minute, nestedRows, onTime, writtenPane } from './on-time.js';
import { readCsv, readTsv } from './rfc4180.js';

/** Text that somebody may have meant to break us with. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    '',
    '"',
    '""',
    'a,b',
    'a\nb',
    '\r\n',
    '\t',
    '\\',
    '\\n',
    '__proto__',
    'null',
    '1e400',
    '日本語',
    '👩‍👩‍👧',
  ),
);
/** A value as it was written: text, a number of any size, or something nested. */
const json = fc.oneof(
  text.map((value) => JSON.stringify(value)),
  fc.constantFrom(
    'null',
    'true',
    'false',
    '0',
    '-0.0',
    '1e400',
    '90071992547409931',
    '{"a": [1, "x,\\"y"]}',
    '[]',
    '{}',
  ),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
);

interface Table {
  readonly layout: RowLayout;
  readonly rows: readonly { readonly pane: Pane; readonly retract: boolean }[];
}

const pane: fc.Arbitrary<Omit<Pane, 'key'>> = fc.record({
  window: fc.constantFrom(minute, { start: minute.end, end: minute.end + 1 }),
  timing: fc.constantFrom('early', 'on-time', 'late'),
  index: fc.nat({ max: 2 }),
  nonSpeculativeIndex: fc.integer({ min: -1, max: 2 }),
  last: fc.boolean(),
  ts: fc.constantFrom(onTime.ts, Infinity, minute.start),
});

/** Rows with as many keys and values as there are names; row n has the n-th of them. */
const table: fc.Arbitrary<Table> = fc
  .record({
    keys: fc.uniqueArray(
      text.filter((name) => !taken.has(name)),
      { maxLength: 2 },
    ),
    values: fc.uniqueArray(fc.constantFrom('count', 'sum of "x"', 'a,b', 'größer'), { minLength: 1, maxLength: 3 }),
    windows: fc.constantFrom('time', 'global'),
    times: fc.constantFrom('iso', 'ms'),
    mode: fc.constantFrom<PaneMode>('auto', 'always', 'never'),
    panes: fc.boolean(),
    sequence: fc.constantFrom(undefined, 7),
    rows: fc.array(fc.tuple(pane, fc.array(json, { minLength: 5, maxLength: 5 }), fc.boolean()), { maxLength: 20 }),
  })
  .map(({ keys, values, windows, times, mode, panes, sequence, rows }) => {
    const part = (key: number, i: number): string => rows[key]![1][i]!;
    const members = (key: number): string[] => keys.map((name, i) => `${JSON.stringify(name)}:${part(key, i)}`);
    const layout: RowLayout = {
      ...bare,
      ...{
        keys: keys.filter((name) => !values.some((value) => value === name)),
        windows,
        times,
        pane: mode,
        sequence,
        values,
      },
      panes: panes || mode === 'always',
      keyPart: part,
      keyText: (key) => `{${members(key).join(',')}}`,
      cells: values.map((_, i) => ({ text: (slot: number) => rows[slot]![1][2 + i]! })),
    };
    const global = { start: -Infinity, end: Infinity };
    const shown = rows.map(([row, , retract], key) => ({
      pane: { ...row, key, ...(windows === 'global' ? { window: global } : {}) },
      retract: retract && layout.panes,
    }));
    return {
      layout: keys.length === layout.keys.length ? layout : { ...layout, keys: [], keyText: () => '{}' },
      rows: shown,
    };
  });

const taken = new Set(['start', 'end', 'from', 'to', 'ts', 'timing', 'index', 'first', 'last', 'retract', 'seq']);

function written(format: OutputFormat, { layout, rows }: Table): string {
  const { sink, text: bytes } = collected();
  if (format.heading !== undefined) sink.write(format.heading(layout));
  const writer = format.open(layout, { sink });
  for (const { pane, retract } of rows) {
    if (retract) writer.retraction(writtenPane(pane, layout, pane.key));
    else writer.pane(pane, pane.key);
  }
  return bytes();
}

/** The rows as NDJSON has them, one by one. */
function nested({ layout, rows }: Table): string[] {
  const all = nestedRows(layout);
  return rows.map(({ pane, retract }) =>
    retract ? all.retraction(writtenPane(pane, layout, pane.key)) : all.pane(pane, pane.key),
  );
}

test('flat is the nested row on one level', () => {
  fc.assert(
    fc.property(table, (all) => {
      const lines = written(flat, all).split('\n').slice(0, -1);
      expect(lines).toHaveLength(all.rows.length);
      for (const [i, line] of nested(all).entries()) {
        const { window, key, pane, ...rest } = JSON.parse(line) as Record<string, object | null>;
        const expected: Record<string, unknown> = { ...window, ...key, ...pane, ...rest };
        delete expected['nonSpeculativeIndex'];
        expect(JSON.parse(lines[i]!)).toEqual(expected);
      }
    }),
    { numRuns: 500 },
  );
});

describe.each([
  [csv, (text: string) => readCsv(text)],
  [tsv, (text: string) => readTsv(text).map((record) => record.map((field) => (field === '' ? null : field)))],
] as const)('$name', (format, read) => {
  test('is read back as what flat says', () => {
    fc.assert(
      fc.property(table, (all) => {
        const [names, ...records] = read(written(format, all));
        const rows = written(flat, {
          ...all,
          layout: { ...all.layout, pane: all.layout.panes ? 'always' : all.layout.pane },
        });
        const expected = rows
          .split('\n')
          .slice(0, -1)
          .map((line) => JSON.parse(line) as Record<string, unknown>);
        expect(records).toHaveLength(expected.length);
        for (const [i, record] of records.entries()) {
          expect(record).toHaveLength(names!.length);
          for (const [j, field] of record.entries()) {
            const name = names![j] ?? '';
            const value = Object.hasOwn(expected[i]!, name) ? expected[i]![name] : null;
            if (typeof value === 'string') expect(field ?? '').toBe(value);
            else if (value === null) expect(field).toBe(null);
            else expect(JSON.parse(field!)).toEqual(value);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});

test('flat rows by the block are those written one by one', () => {
  const layouts = (['time', 'count', 'global'] as const).flatMap((windows) =>
    [[], ['k'], ['k', 'größer']].map((keys) => ({ windows, keys })),
  );
  const keys = Array.from({ length: 1200 }, (_, key) => [String(key), `"${'ü'.repeat(key % 1000)}"`]);
  for (const part of layouts) {
    const layout: RowLayout = {
      ...{ ...bare, ...part, panes: false, pane: 'auto', values: ['n', 'text'] },
      ...keyed(part.keys, keys),
      cells: [{ text: (slot) => String(slot / 8), number: (slot) => slot / 8 }, { text: (slot) => `"${slot}"` }],
    };
    const bounds = part.windows === 'global' ? { start: -Infinity, end: Infinity } : { start: 60_000, end: 120_000 };
    const early = { timing: 'early', last: false } as const;
    const { sink, text: bytes } = collected();
    const writer = flat.open(layout, { sink });
    const strings = new FlatRows(layout, new RowNumbers(undefined));
    let expected = '';
    for (let slot = 0; slot < 3000; slot++) {
      const shown: Pane = { ...onTime, key: slot % 1200, window: bounds, ...(slot > 2900 ? early : {}) };
      writer.pane(shown, slot);
      expected += strings.pane(shown, slot);
    }
    expect(bytes()).toBe(expected);
  }
});

test('csv tells nothing from text without characters', () => {
  const layout = {
    ...bare,
    panes: false,
    pane: 'auto' as const,
    values: ['a', 'b'],
    cells: [{ text: () => 'null' }, { text: () => '""' }],
  };
  expect(written(csv, { layout, rows: [{ pane: onTime, retract: false }] }).split('\n')[1]).toMatch(/,,""$/);
});

test.each(outputFormats.map((format) => [format.name, format] as const))(
  '%s numbers rows where there are numbers',
  (_, format) => {
    const layout: RowLayout = { ...bare, sequence: 41, values: ['count'], cells: [{ text: () => '1' }] };
    const { sink, text: bytes } = collected();
    const writer = format.open(layout, { sink });
    writer.pane(onTime, 0);
    writer.retraction(writtenPane(onTime, layout));
    expect(writer.sequence).toBe(43);
    const [first, second] = bytes().trimEnd().split('\n').slice(-2);
    expect([first, second].map((line) => /4[12]/.exec(line!)?.[0])).toEqual(['41', '42']);
  },
);
