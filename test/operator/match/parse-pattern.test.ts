// The language of patterns: what is read, and what is said of what is none.
import { describe, expect, test } from 'vitest';
import { automatonOf } from '../../../src/operator/match/automaton.js';
import { parsePattern } from '../../../src/operator/match/parse-pattern.js';
import { lengths, type PatternTree } from '../../../src/operator/match/pattern-tree.js';
import { UsageError } from '../../../src/text/usage-error.js';

/** A tree in brackets, each part with its gap: `[a .. (b|c){1,}?]`. */
function shown(tree: PatternTree): string {
  if (tree.is === 'name') return tree.name;
  if (tree.is === 'not') return `!${tree.names.join('!')}`;
  if (tree.is === 'either') return `(${tree.branches.map(shown).join('|')})`;
  if (tree.is === 'sequence') {
    const parts = tree.parts.map(
      ({ gap, of }) => `${gap === undefined ? '' : gap === 'next' ? '..' : '...'}${shown(of)}`,
    );
    return parts.length === 1 ? parts[0]! : `[${parts.join(' ')}]`;
  }
  const most = tree.most === Infinity ? '' : `${tree.most}`;
  return `${shown(tree.of)}{${tree.least},${most}}${tree.reluctant ? '?' : ''}${tree.combines ? '...' : ''}`;
}

function complaint(text: string): string {
  try {
    automatonOf(parsePattern(text));
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  throw new Error(`accepted: ${text}`);
}

describe('a pattern', () => {
  test.each([
    ['a', 'a'],
    [' a  b ', '[a b]'],
    ['a .. b ... c', '[a ..b ...c]'],
    ['a..b', '[a ..b]'],
    ['a ..b+ ...c', '[a ..b{1,} ...c]'],
    ['fail{3,} !reset ok', '[fail{3,} !reset ok]'],
    ['a .. !b', '[a ..!b]'],
    ['a !(b|c) d', '[a !b!c d]'],
    ['a? b* c+ d{2} e{2,5} f{,3}', '[a{0,1} b{0,} c{1,} d{2,2} e{2,5} f{0,3}]'],
    ['a?? b*? c{2,}?', '[a{0,1}? b{0,}? c{2,}?]'],
    ['a b+... c', '[a b{1,}... c]'],
    ['a b+ ...c', '[a b{1,} ...c]'],
    ['a b+... ..c', '[a b{1,}... ..c]'],
    ['a b?...c', '[a b{0,1} ...c]'],
    ['(a|b .. c)+ d', '[(a|[b ..c]){1,} d]'],
    ['x .. (a b)*?...', '[x ..[a b]{0,}?...]'],
    ['log-in über_2', '[log-in über_2]'],
  ])('%s', (text, tree) => {
    expect(shown(parsePattern(text))).toBe(tree);
  });

  test.each([
    ['', 'the pattern is empty'],
    ['a b |', '"a b |": a name is missing at the end'],
    ['a -> b', '"a -> b": write .. for "followed by", nothing for "the very next" (at character 3)'],
    ['a, b', '"a, b": names stand one after another, without commas (at character 2)'],
    ['a . b', '"a . b": "." is no gap: write .. for the next that fits, ... for any that fits (at character 3)'],
    [
      'a .... b',
      '"a .... b": "...." is no gap: write .. for the next that fits, ... for any that fits (at character 3)',
    ],
    ['a ..', '"a ..": nothing stands behind ".." (at character 3)'],
    ['a .. ... b', '"a .. ... b": two gaps stand before one name (at character 6)'],
    ['a .. (... b)', '"a .. (... b)": two gaps stand before one name (at character 6)'],
    ['a (b c', '"a (b c": the group is not closed (at character 3)'],
    ['a b)', '"a b)": a parenthesis is closed that was not opened, or is empty (at character 4)'],
    ['a () b', '"a () b": a parenthesis is closed that was not opened, or is empty (at character 4)'],
    ['a ++', '"a ++": a quantifier stands behind a quantifier; put what it is for in parentheses (at character 4)'],
    ['+ a', '"+ a": a quantifier stands behind what it is for, and there is nothing (at character 1)'],
    ['3 a', '"3 a": a name begins with a letter; how often stands behind it: a{3} (at character 1)'],
    ['a{5,2}', '"a{5,2}": 5 is more than 2 (at character 2)'],
    ['a{0}', '"a{0}": what is there no time at all can be left out (at character 2)'],
    ['a{x}', '"a{x}": this is no quantifier: write {2}, {2,} or {2,5} (at character 2)'],
    ['a{1001}', '"a{1001}": a quantifier is of at most 1000 times (at character 2)'],
    ['a !b+ c', '"a !b+ c": a negation has no quantifier (at character 4)'],
    ['a !!b', '"a !!b": a negation is not negated (at character 4)'],
    ['a !(b c) d', '"a !(b c) d": only a name is negated, or names like !(a|b) (at character 4)'],
    ['!a b', 'a pattern cannot begin with a negation, which says what does not follow an event'],
    ['(a? !b) c', 'a pattern cannot begin with a negation, which says what does not follow an event'],
    [
      '(a*)+',
      '"(a*)+": what is repeated may be nothing: let the quantifier alone say so, as in (a+)* for (a*)* (at character 5)',
    ],
    ['!a', 'a pattern needs an event that is there, and not negations alone'],
    [
      'a.type == 1',
      '"a.type == 1": "." is no gap: write .. for the next that fits, ... for any that fits (at character 2)',
    ],
    ['^a', '"^a": a pattern begins at any event and has no anchors (at character 1)'],
    [
      'a b+...c',
      '"a b+...c": "..." between a quantifier and a name may mean either: write a blank behind it for any between the repetitions, before it for any before the name (at character 5)',
    ],
    [
      '((a{1000}){1000}){1000}',
      'the pattern is too large: its quantifiers, within each other, make too many places of it',
    ],
    [
      'a b c d e f g h i j k l m n o p q r s t u v w x y z aa bb cc dd ee ff',
      'a pattern has at most 31 different names, not 32',
    ],
  ])('none: %s', (text, message) => {
    expect(complaint(text)).toBe(message);
  });

  test('of more than anybody writes is none either', () => {
    const tooLarge = 'the pattern is too large: its quantifiers, within each other, make too many places of it';
    expect(complaint('a? '.repeat(1300))).toBe(tooLarge);
    expect(complaint('a b{1000} '.repeat(3))).toBe(tooLarge);
    expect(complaint(`${'('.repeat(101)}a`)).toMatch(
      /more than 100 groups are nested in each other \(at character 101\)$/,
    );
    expect(complaint('a '.repeat(3000))).toBe('a pattern of 6000 characters is too long');
  });

  test('says how many events a match has', () => {
    const of = (text: string) => lengths(parsePattern(text));
    expect(['a .. b ... c', 'a{2,5}', 'a (b|c d) !e', 'a+ b?', 'a{2}(b c){3}'].map(of)).toEqual([
      [3, 3],
      [2, 5],
      [2, 3],
      [1, Infinity],
      [8, 8],
    ]);
  });
});
