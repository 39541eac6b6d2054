// The law of every registry whose values are specs (text/registry.ts): what a value means is plain JSON, JSON brings it
// back, and the text it is written as means the same again.
import { describe, expect, it } from 'vitest';
import { accumulations, accumulationWords, parseAccumulation } from '../../src/accumulation/index.js';
import { aggregates, parseAgg } from '../../src/aggregate/index.js';
import { aggregateSpec, aggregateText } from '../../src/aggregate/spec.js';
import type { Spec } from '../../src/text/spec.js';
import { inputFormats, inputFormatText, inputFormatWords, parseInputFormat } from '../../src/format/input/index.js';
import { parseTrigger, triggers, triggerText, triggerWords } from '../../src/trigger/index.js';
import { parseWatermark, watermarks, watermarkText, watermarkWords } from '../../src/watermark/index.js';
import { parseWindow, windows, windowText, windowWords } from '../../src/window/index.js';

interface Language {
  readonly examples: readonly string[];
  readonly parse: (text: string) => Spec;
  readonly text: (spec: Spec) => string;
  readonly words: (spec: Spec) => string;
}

const examplesOf = (entries: readonly { readonly example: string }[]): string[] =>
  entries.map(({ example }) => example);

const languages: Readonly<Record<string, Language>> = {
  window: {
    examples: [
      ...examplesOf(windows),
      ...[
        'tumbling:90s,offset=-30s',
        'sliding:1m/7s,offset=1s',
        'cumulative:1d/6h,offset=0s',
        'count:9/3',
        'count:3/3',
      ],
      ...[
        'session:$.gap,max=1d',
        "session:$['a,max=1s']",
        'session:PT5M',
        'calendar:1-day',
        'calendar:hour',
        'calendar:4-hour',
        'calendar:2-week,start=friday',
      ],
    ],
    parse: (text) => parseWindow(text),
    text: windowText,
    words: windowWords,
  },
  trigger: {
    examples: [
      ...examplesOf(triggers),
      ...['aligned(90s, -1s)', 'watermark', 'watermark()', 'watermark(late=repeat(count(3)))', 'delta(1e-7, v)'],
      `any(delta(0.50, $['a, (b']), each(count(1), delay(1500ms)), or-finally(never, all(default, always)))`,
    ],
    parse: (text) => parseTrigger(text),
    text: (spec) => triggerText(spec),
    words: triggerWords,
  },
  watermark: {
    examples: [...examplesOf(watermarks), 'bounded:90s,idle=PT5M', 'bounded:0s', 'wall:1500ms'],
    parse: parseWatermark,
    text: watermarkText,
    words: watermarkWords,
  },
  aggregate: {
    examples: [
      ...examplesOf(aggregates),
      ...[
        'count where (@.a)',
        'p99.9(ms) where @.a > 1',
        `sum($['a, (b']) where @.x == "where"`,
        'rate(90s) where @.a',
      ],
    ],
    parse: (text) => aggregateSpec(parseAgg(text), 'x'),
    text: aggregateText,
    words: aggregateText,
  },
  'input format': {
    examples: examplesOf(inputFormats),
    parse: parseInputFormat,
    text: inputFormatText,
    words: inputFormatWords,
  },
  accumulation: {
    examples: examplesOf(accumulations),
    parse: parseAccumulation,
    text: ({ is }) => is,
    words: accumulationWords,
  },
};

describe.each(Object.entries(languages))('a %s', (_, { examples, parse, text, words }) => {
  it.each(examples)('%s means plain JSON, and is written as what means the same', (example) => {
    const spec = parse(example);
    const again = JSON.parse(JSON.stringify(spec)) as Spec;
    expect(again).toStrictEqual(spec);
    expect(parse(text(again))).toStrictEqual(spec);
    expect(text(parse(text(spec)))).toBe(text(spec));
    expect(words(again)).toBe(words(spec));
  });
});
