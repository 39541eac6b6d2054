// A table is for eyes: columns stand under each other by what a terminal shows, and a terminal obeys nothing in them.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RowLayout } from '../../src/format/output/row-layout.js';
import { table } from '../../src/format/output/table.js';
import { displayWidth } from '../../src/text/display-width.js';
import { collected } from './collected.js';
import { bare, minute, onTime } from './on-time.js';

const hour = 3_600_000;

function layoutOf(rows: readonly (readonly [key: string, value: string])[], more: Partial<RowLayout> = {}): RowLayout {
  return {
    ...{ ...bare, panes: false, retractions: false, pane: 'auto', keys: ['path'], values: ['count'] },
    keyPart: (key) => rows[key]![0],
    cells: [{ text: (slot) => rows[slot]![1] }],
    ...more,
  };
}

function shown(rows: readonly (readonly [string, string])[], more: Partial<RowLayout> = {}, columns?: number): string {
  const { sink, text } = collected();
  const terminal = columns === undefined ? undefined : (): { columns: number; rows: number } => ({ columns, rows: 10 });
  const writer = table.open(layoutOf(rows, more), { sink, terminal });
  rows.forEach((_, key) => writer.pane({ ...onTime, key }, key));
  return text();
}

test('times are short, numbers stand right, null is a dash', () => {
  expect(
    shown([
      ['"/a"', '12'],
      ['"/checkout"', '7.25'],
      ['null', 'null'],
    ]),
  ).toBe(
    'start             end               path       count\n' +
      '2026-01-01 00:00  2026-01-01 00:01  /a            12\n' +
      '2026-01-01 00:00  2026-01-01 00:01  /checkout   7.25\n' +
      '2026-01-01 00:00  2026-01-01 00:01  -              -\n',
  );
});

test('times are those of --tz', () => {
  expect(shown([['"/a"', '1']], { offset: () => hour }).split('\n')[1]).toMatch(
    /^2026-01-01 01:00 {2}2026-01-01 01:01/,
  );
});

describe('on a terminal', () => {
  test('no line is wider than it, and the header stands on every screen', () => {
    const rows = Array.from({ length: 30 }, (_, i) => [`"${'long '.repeat(i)}"`, `${i}`] as const);
    const lines = shown(rows, {}, 60).trimEnd().split('\n');
    expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(60);
    const headers = lines.flatMap((line, i) => (line.startsWith('start') ? [i] : []));
    for (const [i, at] of headers.entries()) expect((headers[i + 1] ?? lines.length) - at).toBeLessThanOrEqual(10);
  });
});

const hostile = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom('日本語', '👩‍👩‍👧', 'é', '\u001b[31m', 'a\nb', '\t', '\u202e', 'ｆｕｌｌ', '한국어', '', 'a b'),
);

test('columns stand under each other, whatever is in them', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(hostile, fc.integer()), { minLength: 1, maxLength: 20 }), (pairs) => {
      const rows = pairs.map(([text, n]) => [JSON.stringify(text), String(n)] as const);
      const lines = shown(rows, { windows: 'global' }).trimEnd().split('\n');
      expect(lines).toHaveLength(rows.length + 1);
      expect(lines.join('')).not.toMatch(/[\p{Cc}\u202e]/u);
      // Numbers stand last and right: all lines end in one column.
      expect(new Set(lines.map(displayWidth)).size).toBe(1);
    }),
    { numRuns: 300 },
  );
});

test.each([
  ['abc', 3],
  ['größer', 6],
  ['日本語', 6],
  ['한국어', 6],
  ['ｆｕｌｌ', 8],
  ['👩‍👩‍👧', 2],
  ['❤️', 2],
  ['e\u0301', 1],
  ['', 0],
])('%s takes %d columns', (text, columns) => expect(displayWidth(text)).toBe(columns));

test('an instant is as fine as its column', () => {
  const at = (ms: number): string => {
    const { sink, text } = collected();
    const writer = table.open(layoutOf([['"a"', '1']]), { sink });
    writer.pane({ ...onTime, window: { start: minute.start, end: minute.start + ms } }, 0);
    return text().split('\n')[1]!.slice(0, 23);
  };
  expect([24 * hour, hour, 1000, 1].map((ms) => at(ms).trimEnd())).toEqual([
    '2026-01-01  2026-01-02',
    '2026-01-01 00:00  2026-',
    '2026-01-01 00:00:00  20',
    '2026-01-01 00:00:00.000',
  ]);
});
