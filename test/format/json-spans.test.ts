// Values are found in the text they were read from, and cut out as they were written.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { follow, type Step } from '../../src/event/jsonpath/node.js';
import { JsonSpans } from '../../src/format/json-spans.js';

const cut = (text: string, steps: readonly Step[]): string | undefined => {
  const span = new JsonSpans(text).find(steps);
  return span && text.slice(span.start, span.end);
};

describe('Spans', () => {
  const text = ' { "a" : [ 1.0 , {"b": "x\\"]}" } ,[]] , "a\\u0062":-0e1, "a" : [2] , "c":true}';

  it.each([
    [['a', 0], '2'],
    [['ab'], '-0e1'],
    [['c'], 'true'],
    [[], text.trim()],
    [['a', 1], undefined],
    [['c', 'd'], undefined],
    [['a', 'b'], undefined],
  ] as [Step[], string | undefined][])('%j is %s', (steps, found) => expect(cut(text, steps)).toBe(found));

  it('steps over nested values, and counts from the end', () => {
    const list = '[ {"x":["]"]} , "}" , [[ 1 ]] ]';
    expect(cut(list, [0, 'x', 0])).toBe('"]"');
    expect(cut(list, [-1])).toBe('[[ 1 ]]');
    expect(cut(list, [-4])).toBeUndefined();
  });

  it('finds what JSON.parse finds, however the text is spaced', () => {
    const spaced = fc.tuple(fc.jsonValue(), fc.constantFrom(undefined, ' ', '\t'));
    fc.assert(
      fc.property(
        spaced,
        fc.array(fc.oneof(fc.string(), fc.integer({ min: -3, max: 3 })), { maxLength: 3 }),
        ([value, space], steps) => {
          const json = JSON.stringify(value, null, space);
          for (const path of [steps, ...places(JSON.parse(json))]) {
            const found = cut(json, path);
            const wanted = follow(JSON.parse(json), path);
            expect(found === undefined ? undefined : JSON.parse(found)).toEqual(wanted);
          }
        },
      ),
    );
  });
});

/** The steps to every value in a value. */
function places(value: unknown, steps: Step[] = []): Step[][] {
  if (typeof value !== 'object' || value === null) return [steps];
  const entries: [Step, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [steps, ...entries.flatMap(([step, member]) => places(member, [...steps, step]))];
}
