// The words of other systems: every row of the tables leads to something that flowctl has, and no word to two things.
import { describe, expect, it } from 'vitest';
import { accumulations } from '../../src/accumulation/index.js';
import { aggregates } from '../../src/aggregate/index.js';
import { inputRemedy } from '../../src/event/looks-like.js';
import { belongsTo } from '../../src/cli/flag.js';
import { known } from '../../src/cli/options.js';
import { parseDuration } from '../../src/text/duration.js';
import { listed, suggest } from '../../src/text/suggest.js';
import * as tables from '../../src/text/synonyms.js';
import type { Synonyms } from '../../src/text/synonyms.js';
import { parseTrigger } from '../../src/trigger/index.js';
import { triggers } from '../../src/trigger/index.js';
import { parseWatermark, watermarks } from '../../src/watermark/index.js';
import { parseWindow, windows } from '../../src/window/index.js';
import { said } from './context.js';

const namesOf = (entries: readonly { readonly name: string }[]): readonly string[] => entries.map(({ name }) => name);
const wordsOf = (table: Synonyms): readonly (readonly [meant: string, word: string])[] =>
  Object.entries(table).flatMap(([meant, words]) => words.split(' ').map((word) => [meant, word] as const));

const kinds: Readonly<Record<string, readonly [Synonyms, readonly string[]]>> = {
  aggregate: [tables.aggregateSynonyms, namesOf(aggregates)],
  window: [tables.windowSynonyms, namesOf(windows)],
  watermark: [tables.watermarkSynonyms, namesOf(watermarks)],
  trigger: [tables.triggerSynonyms, namesOf(triggers)],
  accumulation: [tables.accumulationSynonyms, namesOf(accumulations)],
  option: [tables.optionSynonyms, [...known.values()].filter((flag) => belongsTo(flag, 'run')).map(({ long }) => long)],
};

describe.each(Object.entries(kinds))('words for %s', (_, [table, names]) => {
  it.each(wordsOf(table))('%s: %s', (meant, word) => {
    expect(suggest(word, names, table)).toBe(meant);
    expect(names).not.toContain(word);
  });

  it('lead to what there is', () => {
    for (const meant of Object.keys(table)) {
      const name = /^(?:--\S+ )?([\w-]+)/.exec(meant.replace(/^--(\S+)$/, '$1'))![1]!;
      if (meant.startsWith('--')) expect(known.has(/^--(\S+)/.exec(meant)![1]!)).toBe(true);
      else expect(names).toContain(name);
    }
  });
});

describe('what is suggested whole', () => {
  it.each(Object.keys(tables.windowSynonyms).filter((meant) => meant.includes(':')))('%s is a window', (meant) => {
    expect(() => parseWindow(meant)).not.toThrow();
  });

  it.each(wordsOf(tables.unitSynonyms))('%s: 5%s is a duration', (unit, word) => {
    expect(() => parseDuration(`5${word}`)).toThrow(`did you mean 5${unit}?`);
    expect(() => parseDuration(`5${unit}`)).not.toThrow();
  });
});

describe('what is not to be had', () => {
  it.each(wordsOf(tables.aggregateMissing))('%s: %s', async (remedy, word) => {
    expect(await said(['--agg', `${word}(x)`])).toContain(`there is no aggregate "${word}": ${remedy}\n`);
  });

  it.each(wordsOf(tables.optionMissing))('%s: %s', async (remedy, word) => {
    const option = word.length === 1 ? `-${word}` : `--${word}`;
    if (inputRemedy(word) === undefined)
      expect(await said([option])).toContain(`${option}: there is no such option; ${remedy}\n`);
  });

  it('is said of no word that has a meaning', () => {
    for (const [, word] of wordsOf(tables.optionMissing)) {
      expect(listed(word, tables.optionSynonyms)).toBeUndefined();
      expect([...known.keys()]).not.toContain(word);
    }
    for (const [, word] of wordsOf(tables.aggregateMissing)) expect(namesOf(aggregates)).not.toContain(word);
  });
});

describe('a value that is right but for how it is written', () => {
  const parse = {
    '--window': (text: string) => parseWindow(text),
    '--watermark': (text: string) => parseWatermark(text),
    '--trigger': (text: string) => parseTrigger(text),
  };
  it.each<[keyof typeof parse, string, string]>([
    ['--window', '1m', '"1m" is a length of time, not a window; did you mean tumbling:1m?'],
    ['--window', '5 min', 'did you mean tumbling:5m?'],
    ['--window', '10m/1m', '"10m/1m" is a length and a slide, not a window; did you mean sliding:10m/1m?'],
    ['--window', '100', '"100" is a number of events, not a window; did you mean count:100?'],
    ['--window', 'hop:10m/1m', '"hop" is no window; did you mean sliding:10m/1m?'],
    ['--window', 'hoping:10m/1m', 'did you mean sliding:10m/1m?'],
    ['--window', 'TUMBLE(1m)', 'did you mean tumbling:1m?'],
    ['--window', 'tumbling 1m', '"tumbling 1m" is no window; did you mean tumbling:1m?'],
    ['--window', 'hour', 'did you mean tumbling:1h?'],
    ['--window', 'calendar:hours', '"hours" is no unit of the calendar; did you mean hour?'],
    ['--window', 'calendar:minute', '"minute" is no unit of the calendar; did you mean tumbling:1m?'],
    ['--window', 'sliding:10m,1m', '"1m" is not understood; did you mean sliding:10m/1m?'],
    ['--window', 'sliding:5m', '"5m" has no slide: sliding:5m/SLIDE, or tumbling:5m'],
    ['--window', 'cumulative:1d', '"1d" has no step: cumulative:1d/STEP, or tumbling:1d'],
    ['--window', 'tumbling:1m,5s', '"5s" is not understood; did you mean offset=5s?'],
    ['--window', 'sliding', 'its size is missing'],
    ['--window', 'frobnicate:1', '"frobnicate" is no window'],
    ['--window', '(', '"(" is no window'],
    ['--watermark', '10s', '"10s" is a length of time, not a watermark; did you mean bounded:10s?'],
    ['--watermark', '10', '"10" is a number without a unit, not a watermark; did you mean bounded:10s?'],
    ['--watermark', 'bounded(10s)', '"bounded(10s)" is no watermark; did you mean bounded:10s?'],
    ['--watermark', 'monotonous', '"monotonous" is no watermark; did you mean ascending?'],
    ['--trigger', '10s', '"10s" is a length of time, not a trigger; did you mean repeat(delay(10s))?'],
    ['--trigger', '100', '"100" is a number, not a trigger; did you mean repeat(count(100))?'],
    ['--trigger', 'count:100', '"count:100" is no trigger; did you mean count(100)?'],
    ['--trigger', 'Repeatedly(count(3))', '"Repeatedly" is no trigger; did you mean repeat(count(3))?'],
    ['--trigger', 'watermark(early=10s)', '"10s" is a length of time, not a trigger; did you mean delay(10s)?'],
    ['--trigger', 'watermark(10s)', '"10s" is not understood; did you mean early=delay(10s)?'],
  ])('%s %s', (option, text, message) => {
    expect(() => parse[option](text)).toThrow(message);
    const meant = /did you mean ([\w-]+[:(].*)\?$/.exec(message)?.[1];
    if (meant !== undefined) expect(() => parse[option](meant)).not.toThrow();
  });
});

describe('an option of another name', () => {
  it.each<[readonly string[], string]>([
    [['--group-by', 'x'], '--group-by: there is no such option; did you mean --key?'],
    [['--lateness', '5m'], '--lateness: there is no such option; did you mean --allowed-lateness?'],
    [['--times', 't'], '--times: there is no such option; did you mean --time?'],
    [['--session', '30m'], '--session: there is no such option; did you mean --window session:30m?'],
    [['--session=30m'], '--session: there is no such option; did you mean --window session:30m?'],
    [['--session'], "--session: there is no such option; did you mean --window 'session:GAP[,max=D]'?"],
    [
      ['--every', '1m'],
      '--every: is no option of flowctl run, but of flowctl fill; did you mean --window tumbling:1m?',
    ],
    [
      ['--every', 'day'],
      '--every: is no option of flowctl run, but of flowctl fill; did you mean --window tumbling:SIZE?',
    ],
    [['--hop', '10m/1m'], '--hop: there is no such option; did you mean --window sliding:10m/1m?'],
    [['--out-of-orderness', '5s'], '--out-of-orderness: there is no such option; did you mean --watermark bounded:5s?'],
    [['--avg', 'x'], "--avg: there is no such option; did you mean --agg 'mean(PATH)'?"],
    [['--sum', 'x'], "--sum: there is no such option; did you mean --agg 'sum(PATH)'?"],
    [['--p95', 'x'], "--p95: there is no such option; did you mean --agg 'p95(PATH)'?"],
    [['--retracting'], '--retracting: there is no such option; did you mean --accumulation retracting?'],
    [['-V'], '-V: there is no such option; did you mean --version?'],
    [['-f', 'x'], '-f: there is no such option; inputs stand by themselves'],
    [['--csv'], '--csv: there is no such option; for CSV: --input-format csv'],
    [['--input-format', 'xml'], '"xml" is no input format; for HTML or XML: see'],
    [['--input-format', 'jsonl'], '"jsonl" is no input format; did you mean ndjson?'],
    [['--timestamp', '$.ts'], `"$.ts" is none of its values; did you mean --time '$.ts'?`],
    [['--agg', 'avg(x)'], 'there is no aggregate "avg"; did you mean mean?'],
    [['--agg', 'sum:x'], 'a path stands in parentheses; did you mean sum(x)?'],
    [['--agg', 'mean(x) as y'], 'did you mean y=mean(x)?'],
  ])('%j', async (argv, message) => {
    expect(await said(argv)).toContain(message);
  });
});

describe('an input of another name', () => {
  it.each<[string, string]>([
    ['tcp-listen:9999', 'did you mean tcp-listen://:9999?'],
    ['tcp:localhost:9999', 'did you mean tcp://localhost:9999?'],
    ['tcp:9999', 'did you mean tcp://localhost:9999?'],
    ['udp:53', 'did you mean udp-listen://:53?'],
    ['tcp:', 'did you mean tcp://HOST:PORT?'],
    ['listen://:99', 'did you mean tcp-listen://:99?'],
    ['localhost:9999', 'there is no file "localhost:9999"; did you mean tcp://localhost:9999?'],
    [':9999', 'did you mean tcp-listen://:9999?'],
    ['http://h/p', 'curl -sN http://h/p | flowctl …'],
    ['kafka://b:9092/t', 'kcat -C -u -b b:9092 -t TOPIC | flowctl …'],
    ['file:///var/log/a', 'a file is named by its path: /var/log/a'],
  ])('%s', async (operand, message) => {
    expect(await said([operand])).toContain(message);
  });

  it('a file may have such a name', async () => {
    expect(await said(['./tcp-listen:9999'])).toBe('run');
  });
});
