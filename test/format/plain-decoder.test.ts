// What an event is: each line has one verdict, and an event says what was written in it.
import { isUtf8 } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { deepest } from '../../src/format/json-error.js';
import { KeyTable } from '../../src/event/key-table.js';
import { PlainDecoder } from '../../src/format/plain-decoder.js';
import { mutants, seeds } from './mutator.js';
import { decode, keysOf, spellingsOf, numbers, rejects, texts } from './decoded.js';
import { recordPlan } from '../event/read-plans.js';

describe('a line is an event', () => {
  it('exactly when it is UTF-8, JSON.parse takes it, and it is nested no deeper than the limit', () => {
    const lines = [...seeds.map((seed) => new Uint8Array(Buffer.from(seed))), ...mutants(30_000, 5)];
    const bytes = Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')]));
    const batch = decode(bytes, { columns: [['bytes', 'number']] });
    expect(batch.lineCount).toBe(lines.length);
    const seen = new Map<number, string>();
    for (const nonEvent of batch.nonEvents)
      seen.set(nonEvent.line, nonEvent.kind === 'reject' ? nonEvent.reason : nonEvent.kind);
    const values = numbers(batch);
    for (const [row, line] of batch.lines.entries()) {
      seen.set(line, 'event');
      const value = oracle(lines[line]!).record?.['bytes'];
      expect(values[row]).toBe(typeof value === 'number' && Number.isFinite(value) ? value : NaN);
    }
    for (const [i, line] of lines.entries())
      expect(seen.get(i) ?? 'blank', String(Buffer.from(line))).toBe(oracle(line).verdict);
  });

  it('and is said to be none for a reason, at a byte of the line', () => {
    expect(rejects(decode('{"é":}\n[1]\n"x"\n 12\nnull\nfalse\n{"a":"b\n', {}))).toEqual([
      ['json', 'expected a value', 6],
      ['json', 'the string that begins here has no end', 5],
    ]);
    const bad = Buffer.concat([Buffer.from('{"a":1}\n{"a":"é'), Buffer.from([0xe2, 0x82]), Buffer.from('"}\n{"b":2}')]);
    expect(rejects(decode(bad, {}))).toEqual([['utf8', 'the line is not UTF-8', 8]]);
    expect(rejects(decode(`{"a":${'['.repeat(2000)}${']'.repeat(2000)}}`, {}))).toEqual([
      ['json', 'nested deeper than 1,024 levels', 5 + deepest - 1],
    ]);
  });

  it('of plain text it makes a record with --input-format text', () => {
    const batch = decode('one "two"\n{"line":5}\n{"line":\n[1]\n\n', { text: true, columns: [['line', 'json']] });
    expect(texts(batch)).toEqual(['"one \\"two\\""', '5', '"{\\"line\\":"', '"[1]"']);
    expect(batch).toMatchObject({ nonEvents: [], blankCount: 1, lineCount: 5 });
    const deep = '{"a":'.repeat(2000);
    expect(rejects(decode(`${deep}1${'}'.repeat(2000)}`, { text: true }))).toMatchObject([
      ['json', expect.anything(), 5 * deepest],
    ]);
    expect(decode(deep, { text: true }).length).toBe(1);
  });
});

describe('time', () => {
  const asked = { time: 'ts', columns: [['n', 'number']] } as const;

  it('is read from the digits', () => {
    const batch = decode('{"ts":1767225599968999999}\n{"ts":-1.0000001}\n{"ts":"2026-01-01T00:00:00.9999Z"}', asked);
    expect([...batch.times]).toEqual([1767225599968, -1001, Date.UTC(2026, 0) + 999]);
  });

  it('rejects an event without a usable one', () => {
    expect(rejects(decode('{"ts":null}\n{}\n{"x":1,"ts":"soon"}\n{"ts":1e99}\n{"ts":{"a":1}}', asked))).toEqual([
      ['no-time', '$.ts is null', undefined],
      ['no-time', '$.ts is missing', undefined],
      ['bad-time', '$.ts: "soon" is no ISO 8601 time and no number', 12],
      ['bad-time', '$.ts: 1e99 is beyond the calendar', 6],
      ['bad-time', '$.ts: {"a":1} is no ISO 8601 time and no number', 6],
    ]);
  });

  it('does not reject what --where would have dropped', () => {
    const batch = decode('{"ts":"soon","ok":false}\n{"ts":7,"ok":false,"n":"x"}\n{"ts":8,"ok":true}', {
      ...asked,
      where: ['@.ok == true'],
    });
    expect([...batch.times]).toEqual([NaN, 7000, 8000]);
    expect([...batch.keys]).toEqual([-1, -1, 0]);
    expect(batch).toMatchObject({ nonEvents: [], missing: 1, wrongType: 0 });
  });

  it('is NaN without --time', () => expect([...decode('{"ts":7}', {}).times]).toEqual([NaN]));
});

describe('keys and values', () => {
  it('are equal as JSON values; the first spelling stands for a key, and each is kept byte for byte', () => {
    const input =
      '{"k":"\\u002fa"}\n{"k":"/a"}\n{"k":1.0}\n{"k":1}\n{"k":{"b":[1 ,2],"a":0}}\n{"k":{"a":-0,"b":[1.0,2]}}\n{}\n{"k":null}';
    expect(keysOf(input, { keys: ['k'] })).toEqual(
      ['"\\u002fa"', '"\\u002fa"', '1.0', '1.0', '{"b":[1 ,2],"a":0}', '{"b":[1 ,2],"a":0}', 'null', 'null'].map(
        (k) => `{"k":${k}}`,
      ),
    );
    expect(spellingsOf('{"k":"\\u002fa"}\n{"k":"/a"}\n{"k":1.0}\n{"k":1}', { keys: ['k'] })).toEqual([
      '{"k":"\\u002fa"}',
      '{"k":"/a"}',
      '{"k":1.0}',
      '{"k":1}',
    ]);
    expect(keysOf('{"id":12345678901234567890}\n{"id":12345678901234567891}', { keys: ['id'] })).toEqual([
      '{"id":12345678901234567890}',
      '{"id":12345678901234567891}',
    ]);
  });

  it('of members with the same name the last counts, however it is spelled', () => {
    expect(keysOf('{"a":{"b":1},"a":{"b":2.0},"\\u0061":{"b":3.0}}', { keys: ['a.b'] })).toEqual(['{"b":3.0}']);
    expect(keysOf('{"__proto__":{"b":1.0}}', { keys: ['__proto__.b', 'constructor'] })).toEqual([
      '{"b":1.0,"constructor":null}',
    ]);
  });

  it('come from the first node a path selects', () => {
    expect(keysOf('{"x":[{"id":1.50},{"id":2}]}', { keys: ['$..id', '$.x[-1].id', '$.x[?@.id > 1.6].id'] })).toEqual([
      '{"id":1.50,"id":2,"id":2}',
    ]);
  });

  it('are numbers only when they are finite numbers; integers no double holds are kept', () => {
    const batch = decode(
      '{"n":1.5}\n{"n":"1"}\n{"n":null}\n{}\n{"n":1e400}\n{"n":9007199254740993}\n{"n":1e22}\n{"n":9007199254740993.5}\n{"n":-0}',
      { columns: [['n', 'number']] },
    );
    expect(numbers(batch)).toEqual([1.5, NaN, NaN, NaN, NaN, 9007199254740992, 1e22, 9007199254740994, -0]);
    expect(batch.columns[0]).toMatchObject({
      exact: new Map<number, unknown>([
        [5, 9007199254740993n],
        [7, 'rounded'],
      ]),
    });
    expect(batch).toMatchObject({ wrongType: 2, missing: 2 });
    expect(decode('{"n":1}', { columns: [['n', 'number']] }).columns[0]).toMatchObject({ exact: undefined });
  });

  it('are durations as ms or as on the command line', () => {
    const batch = decode('{"g":1500}\n{"g":"1m30s"}\n{"g":"PT5M"}\n{"g":"5"}\n{"g":true}\n{}', {
      columns: [['g', 'duration']],
    });
    expect(numbers(batch)).toEqual([1500, 90000, 300000, NaN, NaN, NaN]);
    expect(batch).toMatchObject({ wrongType: 2, missing: 1 });
  });

  it('exist when the path selects anything, null too', () => {
    expect(numbers(decode('{"e":null}\n{"e":0}\n{}', { columns: [['e', 'exists']] }))).toEqual([1, 1, 0]);
    expect(numbers(decode('{"a":[{"e":1}]}\n{"a":[]}', { columns: [['$..e', 'exists']] }))).toEqual([1, 0]);
  });

  it('are text as written, and nothing for null', () => {
    expect(texts(decode('{"v":[1.0, "\\u0041"]}\n{"v":null}\n{}\n{"v":false}', { columns: [['v', 'json']] }))).toEqual([
      '[1.0, "\\u0041"]',
      undefined,
      undefined,
      'false',
    ]);
  });

  it('do not outlive their batch', () => {
    const decoder = new PlainDecoder(
      recordPlan({
        columns: [
          ['n', 'number'],
          ['n', 'json'],
        ],
        each: '$.n',
      }),
      new KeyTable([]),
    );
    const bytes = Buffer.from('{"n":9007199254740993}\n');
    decoder.decode(bytes, bytes.length, { offset: 0, line: 0 }, false);
    const next = decoder.decode(Buffer.from('{"m":0}\n'), 8, { offset: 23, line: 1 }, false);
    expect(next).toMatchObject({
      length: 1,
      columns: [{ exact: undefined }, {}],
      from: { offset: 23, line: 1 },
      to: { offset: 31, line: 2 },
    });
    expect(texts(next, 1)).toEqual([undefined]);
  });
});

describe('control lines and the clock', () => {
  it('control lines stand at their place, when they are asked for', () => {
    const input = '{"a":1}\n{"@watermark":"2026-01-01T00:00:00Z"}\n{"@idle":false}\n{"@mark":1,"b":2}\n{"@end":true}\n';
    const batch = decode(input, { control: true });
    expect(batch.nonEvents).toMatchObject([
      { kind: 'control', before: 1, line: 1, control: { type: 'watermark', at: Date.UTC(2026, 0) } },
      { kind: 'reject', before: 1, line: 2, reason: 'control', error: '@idle can only be true' },
      { kind: 'control', before: 2, line: 4, control: { type: 'end' } },
    ]);
    expect(decode(input, {})).toMatchObject({ length: 5, nonEvents: [] });
  });

  it('a clock in the data is carried by rows, filtered ones and rejects; what is no time leaves it alone', () => {
    const input =
      '{"ts":1,"now":10}\n{"ts":2}\n{"ts":3,"now":"x"}\n{"now":"1970-01-01T00:00:12Z"}\n{"ts":5,"now":13,"no":1}\n?';
    const batch = decode(input, { time: 'ts', clock: 'now', where: ['!@.no'] });
    expect([...batch.clocks!]).toEqual([10_000, NaN, NaN, 13_000]);
    expect([...batch.keys]).toEqual([0, 0, 0, -1]);
    expect(batch.nonEvents).toMatchObject([
      { reason: 'no-time', clock: 12_000 },
      { reason: 'json', clock: NaN },
    ]);
    expect(decode('{"ts":1}', { time: 'ts' }).clocks).toBeUndefined();
  });
});

interface Judged {
  readonly verdict: 'event' | 'json' | 'utf8' | 'blank';
  readonly record?: Readonly<Record<string, unknown>>;
}

/** The verdict on a line, said another way. */
function oracle(line: Uint8Array): Judged {
  const text = Buffer.from(line).toString('utf8');
  if (/^[ \t\r]*$/.test(text)) return { verdict: 'blank' };
  if (!isUtf8(line)) return { verdict: 'utf8' };
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch {
    return { verdict: 'json' };
  }
  if (depth(record) > deepest) return { verdict: 'json' };
  const isObject = typeof record === 'object' && record !== null && !Array.isArray(record);
  return { verdict: 'event', record: isObject ? (record as Readonly<Record<string, unknown>>) : {} };
}

function depth(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Object.values(value).reduce<number>((deep, member) => Math.max(deep, depth(member)), 0);
}
