// One line cannot hold a run: how much its paths and filters may ask of it is bounded, and counted so that batches end.
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { mayLookFarAhead, openStates, regexSize } from '../../../src/event/jsonpath/regex-size.js';
import { compileRegex } from '../../../src/event/jsonpath/regex.js';
import { KeyTable } from '../../../src/event/key-table.js';
import { parsePath } from '../../../src/event/path.js';
import { Framer } from '../../../src/format/framer.js';
import { PlainDecoder } from '../../../src/format/plain-decoder.js';
import type { Batch } from '../../../src/model/batch.js';
import { decode, numbers, rejects } from '../../format/decoded.js';
import { recordPlan } from '../read-plans.js';

const nested = (depth: number, inside = '1'): string => '{"a":'.repeat(depth) + inside + '}'.repeat(depth);
const tooDeep = expect.stringContaining('too much work') as string;

describe('a line that asks for too much work is a reject', () => {
  it.each([
    ['a value', { columns: [['$..a..a..z', 'json']] }],
    ['whether there is one', { columns: [['$..a..a..z', 'exists']] }],
    ['a key', { keys: ['$..a..a..z'] }],
    ['a filter', { where: ['@..a..a..z'] }],
    ['filters within a filter', { where: ['@..[?@..[?@..a]]'] }],
    ['pieces', { each: '$..a..a..z' }],
    ['repeated indexes', { columns: [[`$..a${'[0,0,0,0,0,0,0,0]'.repeat(6)}`, 'json']] }],
  ] as const)('for %s', (_, asked) => {
    const lines = [nested(100, `[${'[['.repeat(9)}0${']]'.repeat(9)}]`), nested(3)].join('\n');
    const batch = decode(lines, asked);
    expect(rejects(batch)[0]).toEqual(['too-deep', tooDeep, undefined]);
    expect(rejects(batch)).toHaveLength(1);
    expect(batch.length).toBe(1);
  });

  it('as a whole, and nothing of it is left', () => {
    const line = `{"n":9007199254740993,"deep":${nested(100)},"e":[1,2,3]}`;
    const asked = {
      each: 'e[*]',
      columns: [
        ['n', 'number'],
        ['$..a..a..z', 'json'],
      ],
    } as const;
    const batch = decode(`${line}\n{"n":9007199254740992,"e":[5]}`, asked);
    expect(rejects(batch)).toEqual([['too-deep', tooDeep, undefined]]);
    expect(numbers(batch)).toEqual([9007199254740992]);
    expect(batch.columns[0]).toMatchObject({ exact: undefined });
    expect(batch.missing).toBe(1);
    expect(batch.piece!(0)).toBe('5');
  });

  it('but each node of a large one may be visited several times', () => {
    const wide = `{"items":[${Array.from({ length: 50_000 }, (_, i) => `{"v":${i}}`).join()}],"last":{"z":7}}`;
    const asked = { columns: ['z', 'none', 'x', 'y'].map((name) => [`$..${name}`, 'json'] as const) };
    expect(decode(wide, asked).nonEvents).toEqual([]);
  });
});

describe('regular expressions', () => {
  const text = (n: number): string => JSON.stringify({ m: 'ab'.repeat(n) });

  it('that explode are too much for a long text', () => {
    const asked = { where: ['search(@.m, "[ab]*a[ab]{900}d?e?c")'] };
    expect(rejects(decode(text(50_000), asked))).toEqual([['too-deep', tooDeep, undefined]]);
    expect(decode(text(100), asked).nonEvents).toEqual([]);
  });

  it('out of the data are not even compiled when they are large', () => {
    const line = JSON.stringify({ m: 'x', p: 'x{999}'.repeat(500) });
    expect(rejects(decode(line, { where: ['match(@.m, @.p)'] }))).toEqual([['too-deep', tooDeep, undefined]]);
  });

  it('as people write them look at texts of any length', () => {
    const asked = { where: [String.raw`search(@.m, "(?i)error.*timeout|[0-9]{1,3}(\\.[0-9]{1,3}){3}")`] };
    expect(decode(text(500_000), { where: ['search(@.m, "[ab]+c|d.*e")'] }).nonEvents).toEqual([]);
    expect(decode(text(20_000), asked).nonEvents).toEqual([]);
  });

  it('that are looked for again and again to the end of the text are too much for a long one', () => {
    const cut = (pattern: string, of: string): Batch =>
      decode(JSON.stringify({ m: of }), { each: `split(m, "${pattern}")` });
    for (const pattern of ['a.*c|a', '(?:.*c)?a', 'a??.*c|a', '[ab]+c|a'])
      expect(rejects(cut(pattern, 'ab'.repeat(20_000)))).toEqual([['too-deep', tooDeep, undefined]]);
    expect(cut('a.*c|a', 'ab'.repeat(100)).length).toBe(100);
    // Such as people cut texts with look no further than a match is long.
    const text = 'one, two;three <b>  four</b>\\n'.repeat(10_000);
    for (const pattern of [' ', String.raw`\s+`, String.raw`\s*(,|;)\s*`, '<[^>]*>', String.raw`[.,;]\s+|\n`, '(, )+'])
      expect(cut(pattern, text).nonEvents).toEqual([]);
  });

  it.each([
    ['a.*c|a', true],
    ['a(b.*c)?', true],
    ['(ab)*c|a', true],
    ['a*$|a', true],
    [String.raw`\s*,\s*`, false],
    [String.raw`\s*(?:,|;)\s*`, false],
    ['<[^>]*>|,', true],
    ['<[^>]*>', false],
    [String.raw`\s+|,`, false],
    [String.raw`a|\Q.*\E|[*]c`, false],
    ['(x|y{2,})z', false],
    ['(x|y{2,}z)', true],
  ])('%s may look far ahead: %s', (pattern, expected) => {
    expect(mayLookFarAhead(pattern)).toBe(expected);
  });

  it('have as many open states as a text may keep apart', () => {
    expect(openStates('^GET /api/v1|POST$')).toBe(3);
    expect(openStates('[ab]*a[ab]{20}c')).toBe(21);
    expect(openStates('(?:ab){3}c?')).toBe(7);
  });

  it('of options are compiled once; those out of the data for each line', () => {
    const where = (pattern: string): string =>
      Array.from({ length: 40 }, () => `!search(@.m, ${pattern})`).join(' && ');
    const line = JSON.stringify({ m: 'y', p: 'x{51}' });
    expect(decode(line, { where: [where('"x{50}"')] }).nonEvents).toEqual([]);
    expect(rejects(decode(line, { where: [where('@.p')] }))).toEqual([['too-deep', tooDeep, undefined]]);
  });

  const atom = fc.constantFrom('a', '.', '[a-z]', String.raw`\d`, '(a|b)', '(?:ab?)', '(x*y)+', 'é');
  const times = fc.constantFrom('', '', '*', '+', '?', '{3}', '{2,}', '{0,7}', '{1,9}?');
  const pattern = fc
    .array(fc.tuple(atom, times), { maxLength: 8 })
    .map((parts) => parts.map(([of, n]) => (/[+*]$/.test(of) && n !== '' ? `(${of})${n}` : of + n)).join(''));

  test('are never larger than is counted', () => {
    fc.assert(
      fc.property(pattern, pattern, times, (one, two, n) => {
        const whole = `^(?:(${one})${n}|${two})$`;
        expect(regexSize(whole)).toBeGreaterThanOrEqual(compileRegex(whole).programSize() - 4);
      }),
    );
  });
});

describe('a batch ends after much work', () => {
  const asked = recordPlan({
    columns: [
      ['$..a..a..z', 'json'],
      ['n', 'number'],
    ],
  });
  const keys = (): KeyTable => new KeyTable([]);

  type Fact = readonly [line: number, offset: number, kind: string];
  interface Fed {
    /** Lines by batch. */
    readonly parts: readonly number[];
    readonly facts: readonly Fact[];
  }

  /** Feeds the bytes in reads of this size. */
  function fed(bytes: Buffer, size: number, most: number): Fed {
    const feed = new Framer(new PlainDecoder(asked, keys()), most);
    const [parts, facts]: [number[], Fact[]] = [[], []];
    const take = (batch: Batch | undefined): void => {
      if (batch === undefined) return;
      expect(batch.to).toEqual(feed.position);
      expect(batch.bytes).toHaveLength(batch.to.offset - batch.base);
      parts.push(batch.lineCount);
      for (const { line, start, kind } of batch.nonEvents)
        facts.push([batch.from.line + line, batch.base + start, kind]);
      for (const [row, line] of batch.lines.entries())
        facts.push([batch.from.line + line, batch.base + batch.starts[row]!, 'row']);
    };
    for (let at = 0; at < bytes.length; at += size) {
      const piece = bytes.subarray(at, at + size);
      feed.space(piece.length).set(piece);
      take(feed.filled(piece.length));
      while (feed.hasLines) take(feed.filled(0));
    }
    do take(feed.end());
    while (feed.hasLines);
    return { parts, facts: facts.sort(([a], [b]) => a - b) };
  }

  it('and the lines behind are decoded next, the same as ever', () => {
    const long = `{"n":"${'x'.repeat(3000)}"}`;
    const lines = Array.from({ length: 60 }, (_, i) => (i % 7 === 3 ? long : `{"n":${i},"d":${nested(i * 5)}}`));
    const bytes = Buffer.from(lines.join('\n'));
    const whole = fed(bytes, bytes.length, 2500);
    expect(whole.parts.length).toBeGreaterThan(1);
    expect(whole.facts).toHaveLength(60);
    expect(fed(bytes, 700, 2500).facts).toEqual(whole.facts);
  });
});

test('outside of lines nothing is bounded', () => {
  const value: unknown = JSON.parse(nested(200));
  expect(parsePath('$..a..a').all(value)).toHaveLength((200 * 199) / 2);
});
