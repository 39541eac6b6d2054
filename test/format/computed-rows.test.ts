// `--let` and `--having`: values of rows, and rows that are not written.
import { describe, expect, test } from 'vitest';
import { ComputedRows } from '../../src/format/output/computed-rows.js';
import { noRowCounts } from '../../src/format/output/computed-values.js';
import type { RowWriter } from '../../src/format/output/output-format.js';
import { compileRowExpressions } from '../../src/format/output/row-expressions.js';
import type { RowLayout } from '../../src/format/output/row-layout.js';
import type { Pane, WrittenPane } from '../../src/model/pane.js';
import { splitSet } from '../../src/event/set.js';
import { UsageError } from '../../src/text/usage-error.js';

const shape = { keys: ['k', '__proto__'], values: ['sum', 'text'] };

function compiled(members: readonly string[], having: readonly string[] = []) {
  return compileRowExpressions({ let: members.map(splitSet), having }, shape)!;
}

const layout: RowLayout = {
  ...shape,
  ...{
    windows: 'time',
    panes: true,
    retractions: true,
    pane: 'auto',
    times: 'ms',
    sequence: undefined,
    offset: () => 0,
  },
  keyText: () => '',
  keyPart: (key, i) => (i === 0 ? `"k${key}"` : '1'),
  keyValues: { number: () => 0, text: () => 'null' },
  cells: [{ text: (slot) => ['9007199254740993', '3', 'null'][slot]! }, { text: () => '"x"' }],
};

const pane: Pane = {
  ...{ key: 7, window: { start: 0, end: 60_000 }, timing: 'late', index: 2, nonSpeculativeIndex: 1 },
  ...{ last: false, ts: 59_999 },
};

/** What comes to the writer: of panes the texts of all values, of those taken back the same behind a minus. */
function written(members: readonly string[], having: readonly string[], slots: readonly number[]) {
  const rows: string[] = [];
  const counts = noRowCounts();
  const open = ({ cells }: RowLayout): RowWriter => ({
    pane: (_, slot) => rows.push(cells.map((cell) => cell.text(slot)).join()),
    retraction: ({ values }) => rows.push(`-${values.join()}`),
    forgetKeys: () => undefined,
    sequence: undefined,
  });
  const writer = new ComputedRows(compiled(members, having), layout, counts, open);
  for (const slot of slots) {
    writer.pane(pane, slot);
    const taken: WrittenPane = { ...pane, values: layout.cells.map((cell) => cell.text(slot)) };
    writer.retraction(taken);
  }
  return { rows, counts };
}

describe('values of rows', () => {
  test.each([
    ['n=sum + 1', ['9007199254740994', '4', 'null']],
    ['n=k + text', ['"k7x"', '"k7x"', '"k7x"']],
    ['n=`__proto__`', ['1', '1', '1']],
    ['n=key.k', ['"k7"', '"k7"', '"k7"']],
    ['n=window.end - window.start', ['"60s"', '"60s"', '"60s"']],
    ['n=ts', ['59999', '59999', '59999']],
    ['n=[pane.timing, string(pane.index)]', ['["late","2"]', '["late","2"]', '["late","2"]']],
    ['n=pane.first || pane.last', ['false', 'false', 'false']],
  ])('%s', (member, values) => {
    const { rows } = written([member], [], [0, 1, 2]);
    expect(rows.filter((row) => !row.startsWith('-')).map((row) => row.split('"x",')[1])).toEqual(values);
  });

  test('a later one sees the earlier ones, and a row taken back is the row as it was', () => {
    expect(written(['a=sum * 2', 'b=a + 1'], [], [1]).rows).toEqual(['3,"x",6,7', '-3,"x",6,7']);
  });

  test('failures are counted once, with the first reason', () => {
    const { counts } = written(['a=sum / (sum - 3)'], ['a > 1'], [0, 1, 2]);
    expect(counts).toEqual({
      rows: 3,
      withheld: { early: 0, 'on-time': 0, late: 2, retractions: 2, rows: 0 },
      failed: [2, 2],
      why: ['division by zero', '> is not for null and a number'],
    });
  });
});

test('a row that is withheld is not taken back', () => {
  const { rows, counts } = written([], ['sum != 3', 'sum != null'], [0, 1, 2]);
  expect(rows).toEqual(['9007199254740993,"x"', '-9007199254740993,"x"']);
  expect(counts.withheld).toEqual({ early: 0, 'on-time': 0, late: 2, retractions: 2, rows: 0 });
});

describe('what is wrong is said before there is a row', () => {
  test.each([
    ['a=summ', 'there is no summ here; did you mean sum?'],
    ['a=b', 'there is no b here'],
    ['a=', 'the expression is empty'],
  ])('%s', (member, message) => {
    expect(() => compiled([member])).toThrow(UsageError);
    expect(() => compiled([member])).toThrow(message);
  });

  test('also of a condition', () => {
    expect(() => compiled([], ['sum + 1'])).toThrow('neither true nor false');
    expect(() => compiled(['a=1'], ['a > 0 && c > 0'])).toThrow('there is no c here');
  });
});
