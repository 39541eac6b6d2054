// The texts of --trigger: what is taken, and what is refused and how.
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/text/usage-error.js';
import { buildTrigger, parseTrigger, triggerWords } from '../../src/trigger/index.js';

const parse = (text: string) => parseTrigger(text);

describe('--trigger', () => {
  it('takes triggers inside triggers, with blanks anywhere', () => {
    const text = ' watermark ( early = repeat( any( count(100) , delay(10s) ) ) , late = always ) ';
    expect(triggerWords(parse(text))).toBe(
      'before the end again and again after 100 elements, or more than 10s after the first new element arrived; ' +
        'when the watermark passes the end of the window; after the end at every element',
    );
  });

  it('takes empty parentheses for none', () => {
    expect(parse('watermark()')).toEqual(parse('watermark'));
  });

  it('registers the path that delta watches, commas and brackets and all', () => {
    const paths: string[] = [];
    const spec = parseTrigger(`any(delta(0.5, $['a, (b']), delta(1, x))`);
    buildTrigger(spec, { index: (path) => paths.push(path) - 1 });
    expect(paths).toEqual([`$['a, (b']`, 'x']);
  });

  it.each([
    ['', 'a trigger is missing'],
    ['cuont(3)', 'did you mean count(3)?'],
    ['Count(3)', 'did you mean count(3)?'],
    ['__proto__', 'is no trigger'],
    ['count', 'its argument is missing'],
    ['count()', 'its argument is missing'],
    ['count(0)', 'no whole number above zero'],
    ['count(1.5)', 'no whole number above zero'],
    ['count(3, 4)', '"4" is one argument too many'],
    ['count(3', 'do not match'],
    ['count(3))', 'do not match'],
    ['count(3]', 'do not match'],
    ["delta(1, $['a)", 'do not match'],
    ['count(3) count(4)', 'do not match'],
    ['3', 'is a number, not a trigger; did you mean repeat(count(3))?'],
    ['delay(10)', 'has no unit'],
    ['delay(-1s)', 'is no duration'],
    ['aligned(0s)', 'longer than zero'],
    ['event-every(0s)', 'longer than zero'],
    ['repeat()', 'its argument is missing'],
    ['repeat(,)', 'one argument too many'],
    ['any()', 'its argument is missing'],
    ['any(count(1),)', 'a trigger is missing'],
    ['or-finally(never)', 'an argument is missing'],
    ['delta(-1, $.v)', 'no number'],
    ['delta(1e999, $.v)', 'no number'],
    ['never(1)', 'takes no argument'],
    ['watermark(erly=always)', 'did you mean early=T?'],
    ['watermark(always)', 'not understood'],
    ['watermark(late=always, late=never)', 'given twice'],
    ['watermark(early=)', 'a trigger is missing'],
  ])('refuses %s: %s', (text, message) => {
    expect(() => parse(text)).toThrow(UsageError);
    expect(() => parse(text)).toThrow(message);
  });

  it('refuses nesting that would exhaust the stack', () => {
    const deep = `${'repeat('.repeat(1e4)}never${')'.repeat(1e4)}`;
    expect(() => parse(deep)).toThrow('nested');
  });
});
