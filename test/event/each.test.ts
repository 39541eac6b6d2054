// --each: the pieces of a record.
import fc from 'fast-check';
import { listed } from './listed.js';
import { describe, expect, it, test } from 'vitest';
import { compileRegex } from '../../src/event/jsonpath/regex.js';
import { splitterAt } from '../../src/event/split-text.js';
import { parseEach, type EachPiece } from '../../src/event/each.js';
import { UsageError } from '../../src/text/usage-error.js';

const places = (each: string, record: unknown): EachPiece[] => listed(parseEach(each).pieces(record));
const pieces = (each: string, record: unknown): unknown[] => places(each, record).map((piece) => piece.value);

describe('parseEach', () => {
  it('every node a path selects is a piece, null too, and says where it stands', () => {
    expect(places('$.items[*]', { items: [1, null] })).toEqual([
      { value: 1, steps: ['items', 0] },
      { value: null, steps: ['items', 1] },
    ]);
    expect(pieces('items', {})).toEqual([]);
  });

  it('words are lower-cased runs of letters and digits of any script', () => {
    expect(pieces('words(line)', { line: "Don't STOP, 2fast! Ärger… ελλάδα\u00a0日本語" })).toEqual([
      'don',
      't',
      'stop',
      '2fast',
      'ärger',
      'ελλάδα',
      '日本語',
    ]);
    expect(pieces('words($.a)', { a: 'cafe\u0301' })).toEqual(['cafe\u0301']);
    expect(pieces('words(line)', { line: ' -- ' })).toEqual([]);
    expect(pieces('words(line)', { line: 5 })).toEqual([]);
    expect(pieces('words($..t)', { t: 'a b', sub: { t: 'c' } })).toEqual(['a', 'b', 'c']);
  });

  it('split gives what lies between the separators, empty pieces left out', () => {
    expect(pieces('split(line, ",")', { line: 'a,,b,' })).toEqual(['a', 'b']);
    expect(pieces(String.raw`split(line, "\s+")`, { line: '  a  b ' })).toEqual(['a', 'b']);
    expect(pieces(`split($["a,b"], '[;"]')`, { 'a,b': 'x;y"z' })).toEqual(['x', 'y', 'z']);
    expect(pieces('split(line, "(x+)+y")', { line: 'x'.repeat(5000) })).toHaveLength(1);
  });

  it.each([
    '',
    'words()',
    'words(',
    'split(line)',
    'split(line, x)',
    'split(line, "(")',
    'split("a", "b"',
    'shout(line)',
  ])('%s is refused', (text) => expect(() => parseEach(text)).toThrow(UsageError));
});

test('a text is cut where the engine itself would split it', () => {
  const pattern = fc.constantFrom(
    ',',
    ',?',
    'a*',
    'a|b',
    '(a)(b)?',
    '^',
    '$',
    String.raw`\b`,
    'b*?',
    '[ab]+',
    'é',
    '.',
  );
  const text = fc.string({ unit: fc.constantFrom('a', 'b', ',', ' ', 'é', '𝄞', '\ud800') });
  fc.assert(
    fc.property(pattern, text, (of, at) => {
      const pieces = compileRegex(of).split(at, -1);
      expect(splitterAt(of)(at)).toEqual(pieces.filter((piece) => piece !== ''));
    }),
  );
});
