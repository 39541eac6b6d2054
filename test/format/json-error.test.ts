// Where a line stops being JSON: found by our own walk, so that the message is the same on every version of Node.
import { describe, expect, it } from 'vitest';
import { deepest, jsonError, mayBeTooDeep } from '../../src/format/json-error.js';
import { mutants, seeds } from './mutator.js';

describe('jsonFault', () => {
  it.each([
    ['{"a":}', 5, 'expected a value'],
    ['{"a" 1}', 5, 'expected a colon after the member name'],
    ['{a:1}', 1, 'expected a member name in double quotes'],
    ['{"a":1 "b":2}', 7, 'expected a comma or "}"'],
    ['[1 2]', 3, 'expected a comma or "]"'],
    ['{"a":1,}', 7, 'expected a member name in double quotes'],
    ['{"a":-}', 5, 'malformed number'],
    ['{"a":"\\x"}', 6, 'malformed escape in a string'],
    ['{"a":"\t"}', 6, 'a control character in a string has to be escaped'],
    ['{"a":"b', 5, 'the string that begins here has no end'],
    ['{"a":1}x', 7, 'something follows the JSON value'],
    ['{"a":', 5, 'the line ends too early: expected a value'],
    ['', 0, 'the line ends too early: there is no JSON value'],
  ])('%s fails at %i: %s', (text, at, error) => expect(jsonError(text)).toEqual({ at, error }));

  it('refuses nesting deeper than the limit, whatever is in it', () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    expect(jsonError(nested(deepest))).toBeUndefined();
    expect(jsonError(nested(deepest + 1))).toEqual({ at: deepest, error: 'nested deeper than 1,024 levels' });
    expect(mayBeTooDeep(nested(deepest))).toBe(false);
    expect(mayBeTooDeep(nested(deepest + 1))).toBe(true);
    expect(jsonError('['.repeat(1_000_000))?.at).toBe(deepest);
  });

  it('finds a fault exactly where JSON.parse refuses a text', () => {
    const texts = [...seeds, ...Array.from(mutants(20_000), (line) => Buffer.from(line).toString())];
    for (const text of texts) {
      if (mayBeTooDeep(text)) continue;
      expect(jsonError(text) === undefined, text).toBe(parses(text));
    }
  });
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
