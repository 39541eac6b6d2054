// Matching against a slow model (model.ts), and the worked examples of OPERATORS §5.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { automatonOf } from '../../../src/operator/match/automaton.js';
import { match } from '../../../src/operator/match/match.js';
import type { MatchPlan, NameCondition, SkipPlan } from '../../../src/operator/match/match-plan.js';
import { parsePattern } from '../../../src/operator/match/parse-pattern.js';
import { lengths, type Gap, type PatternTree } from '../../../src/operator/match/pattern-tree.js';
import type { Batch, Column } from '../../../src/model/batch.js';
import type { MatchedEvents } from '../../../src/model/matched-events.js';
import type { Saved } from '../../../src/model/saved.js';
import { Misshapen } from '../../../src/model/shape.js';
import { Pipeline } from '../../../src/pipeline/pipeline.js';
import { UsageError } from '../../../src/text/usage-error.js';
import { buildWatermark, parseWatermark } from '../../../src/watermark/index.js';
import { handMadeBatch, type Interned } from '../../hand-made-batch.js';
import { holds, modelOf, type ModelEvent, type ModelPlan, type Skip } from './model.js';

const mostPartials = 100_000;

function matchPlan({ tree, within, skip, lateness }: Omit<ModelPlan, 'bound'>, maxPartials = mostPartials): MatchPlan {
  const automaton = automatonOf(tree);
  const conditions = automaton.names.map((name, i): NameCondition => {
    if (name === 'x') return { is: 'always' };
    if (name !== 'r') return { is: 'column', column: i };
    return { is: 'relation', test: (event, first) => holds('r', event as ModelEvent, first as ModelEvent) };
  });
  const [rule, name] = skip.split(':');
  const skipPlan = (name === undefined ? { is: rule } : { is: rule, name: automaton.names.indexOf(name) }) as SkipPlan;
  return {
    ...{
      automaton,
      conditions,
      within,
      lateness,
      maxPartials,
      skip: skipPlan,
      maxRows: Infinity,
      writesTimeouts: true,
    },
    wholeColumn: undefined,
    readEvent: (text) => JSON.parse(text) as unknown,
  };
}

/** Some events spell their key otherwise. */
function spellingOf({ key, value }: ModelEvent): string {
  return value === 1 ? `${key}'` : key;
}

interface Way {
  /** So many events that follow each other are one batch. */
  readonly batch: number;
  /** Everything is put aside and taken up again after each batch. */
  readonly restore: boolean;
}

/** Runs the events through the operator. */
function run(plan: ModelPlan, { batch, restore }: Way, arrivals: readonly ModelEvent[]) {
  const [rows, late]: [string[], number[]] = [[], []];
  const interned: Interned = new Map();
  const matching = matchPlan(plan);
  const { names, taken } = matching.automaton;
  const generator = buildWatermark(parseWatermark(`bounded:${plan.bound}ms`));
  let [first, promised] = [0, -Infinity];
  const write = (kind: string, { events, ts, first: from, last, key }: MatchedEvents): void => {
    const numbered = events.flatMap((list, i) =>
      list.map((text) => [(JSON.parse(text) as { n: number }).n, names[taken[i]!]!] as const),
    );
    numbered.sort(([a], [b]) => arrivals[a]!.ts - arrivals[b]!.ts || a - b);
    expect(ts).toBeGreaterThan(promised);
    expect(key).toBe(interned.get(spellingOf(arrivals[numbered[0]![0]]!)));
    expect([from, last]).toEqual([numbered[0]!, numbered.at(-1)!].map(([n]) => arrivals[n]!.ts));
    rows.push(`${kind}${numbered.map(([n, name]) => `${name}${n}`).join(' ')} @${ts}`);
  };
  const open = (): Pipeline =>
    new Pipeline(
      { domain: 'event', streams: [{ generator, idle: undefined, maxFuture: undefined }] },
      match(matching, {
        eventOf: (_stream, _batch, row) => JSON.stringify({ ...arrivals[first + row]!, n: first + row }),
        matched: (events) => write('', events),
        timedOut: (events) => write('timeout ', events),
      }),
      {
        late: (_stream, _batch, row) => late.push(first + row),
        stepDone: () => (promised = pipeline.outputWatermark()),
      },
    );
  const numberOf = (key: string): number => {
    const number = interned.get(key) ?? interned.size;
    interned.set(key, number);
    return number;
  };
  let pipeline = open();
  pipeline.open();
  pipeline.noMoreInputs();
  for (; first < arrivals.length; first += batch) {
    const events = arrivals.slice(first, first + batch);
    const rowsOf: Batch = {
      ...handMadeBatch(events.map(({ key, ts }) => ({ input: 0, key, ts, value: 0 })), interned), // prettier-ignore
      spellings: Int32Array.from(events, (event) => numberOf(spellingOf(event))),
      columns: names.map((name): Column => ({ as: 'exists', values: Uint8Array.from(events, (event) => Number(event.kinds.includes(name))) })), // prettier-ignore
    };
    for (let row = 0; row < rowsOf.length;) {
      row = pipeline.processRun(0, rowsOf, row, rowsOf.length);
      if (row < rowsOf.length) pipeline.processElement(0, rowsOf, row++);
      promised = pipeline.outputWatermark();
    }
    if (!restore) continue;
    // Only keys that something names have a number in what is saved.
    const named = new Uint8Array(interned.size);
    pipeline.markKeys(named);
    for (const { key } of arrivals) if (interned.has(key)) named[interned.get(key)!] = 1;
    const saved = structuredClone(pipeline.save(Int32Array.from(named, (mark, number) => (mark === 1 ? number : -1))));
    pipeline = open();
    pipeline.load(saved, interned.size);
  }
  pipeline.finish();
  const { events, inWindows, matches, timeouts } = pipeline.counters;
  expect([events, inWindows]).toEqual([arrivals.length, arrivals.length - late.length]);
  expect(matches + timeouts).toBe(rows.length);
  expect(pipeline.openWindows).toBe(0);
  return { rows, late };
}

/** `a b c` as events of one key, a millisecond apart; what holds of each are its letters. */
function stream(text: string): ModelEvent[] {
  return text
    .split(' ')
    .map((kinds, ts) => ({ key: 'k', ts, kinds: kinds.replace(/\d/g, '').toLowerCase(), value: 0 }));
}

/** The matches of a pattern as the names of their events: `a1 b1`. */
function matchesOf(pattern: string, text: string, skip: Skip): string[] {
  const plan = { tree: parsePattern(pattern), within: 1000, skip, bound: 0, lateness: 0 };
  const names = text.split(' ');
  const { rows } = run(plan, { batch: 1, restore: false }, stream(text));
  return rows
    .filter((row) => !row.startsWith('timeout'))
    .map((row) => row.replace(/ @.*/, '').replace(/[a-z]+(\d+)/g, (_, n: string) => names[Number(n)]!));
}

const gap = fc.constantFrom<Gap | undefined>(undefined, undefined, 'next', 'any');

const { tree: patterns } = fc.letrec<{ tree: PatternTree; atom: PatternTree; part: PatternTree }>((tie) => ({
  atom: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('a', 'b', 'c', 'r', 'x').map((name) => ({ is: 'name', name }) as const) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(['b'], ['c'], ['b', 'c'], ['r']).map((names) => ({ is: 'not', names }) as const),
    },
  ),
  part: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'part' },
    { weight: 4, arbitrary: tie('atom') },
    { weight: 1, arbitrary: tie('tree') },
    {
      weight: 2,
      arbitrary: fc.record({
        is: fc.constant('repeat' as const),
        of: tie('part').filter((part) => lengths(part)[0] > 0),
        least: fc.integer({ min: 0, max: 2 }),
        most: fc.constantFrom(2, 3, Infinity),
        reluctant: fc.boolean(),
        combines: fc.boolean(),
      }),
    },
  ),
  tree: fc.oneof(
    { weight: 4, arbitrary: fc.array(fc.record({ gap, of: tie('part') }), { minLength: 1, maxLength: 3 }).map((parts) => ({ is: 'sequence', parts }) as const) }, // prettier-ignore
    { weight: 1, arbitrary: fc.array(tie('part'), { minLength: 2, maxLength: 2 }).map((branches) => ({ is: 'either', branches }) as const) }, // prettier-ignore
  ),
}));

/** A pattern that can be carried out, and is not too much for the model. */
function isPattern(tree: PatternTree): boolean {
  try {
    return automatonOf(tree).ways.length < 60;
  } catch (error) {
    if (error instanceof UsageError) return false;
    throw error;
  }
}

const arrival: fc.Arbitrary<ModelEvent> = fc.record({
  key: fc.constantFrom('k', 'k', 'k', 'l'),
  ts: fc.integer({ min: 0, max: 14 }),
  kinds: fc.constantFrom('a', 'b', 'c', 'a', 'b', 'c', 'ab', 'bc', ''),
  value: fc.integer({ min: 0, max: 2 }),
});

describe('matching', () => {
  const skips: readonly Skip[] = ['past-last', 'next', 'none', 'to-first:b', 'to-last:a'];
  test.each(skips)('agrees with the model, however it is driven: --skip %s', (skip) => {
    fc.assert(
      fc.property(
        patterns.filter(isPattern),
        fc.array(arrival, { maxLength: 9 }),
        fc.record({ within: fc.integer({ min: 1, max: 14 }), bound: fc.integer({ min: 0, max: 8 }), lateness: fc.integer({ min: 0, max: 4 }) }), // prettier-ignore
        fc.record({ batch: fc.integer({ min: 1, max: 4 }), restore: fc.boolean() }),
        (tree, arrivals, times, way) => {
          const plan: ModelPlan = { tree, skip, ...times };
          expect(run(plan, way, arrivals)).toEqual(modelOf(plan, arrivals));
        },
      ),
      { numRuns: 300 },
    );
  });

  test.each<[pattern: string, events: string, skip: Skip, matches: readonly string[]]>([
    ['b+ c', 'b1 b2 b3 c', 'none', ['b1 b2 b3 c', 'b2 b3 c', 'b3 c']],
    ['b+ c', 'b1 b2 b3 c', 'next', ['b1 b2 b3 c', 'b2 b3 c', 'b3 c']],
    ['b+ c', 'b1 b2 b3 c', 'past-last', ['b1 b2 b3 c']],
    ['b+ c', 'b1 b2 b3 c', 'to-last:b', ['b1 b2 b3 c', 'b3 c']],
    ['a ..b+ ..c', 'a b1 d1 b2 d2 b3 c', 'none', ['a b1 c', 'a b1 b2 c', 'a b1 b2 b3 c']],
    [
      'a ...b+ ..c',
      'a b1 d1 b2 d2 b3 c',
      'none',
      ['a b1 c', 'a b1 b2 c', 'a b1 b2 b3 c', 'a b2 c', 'a b2 b3 c', 'a b3 c'],
    ],
    ['c ..a+ ..b', 'C D A1 A2 A3 D A4 B', 'none', ['C A1 B', 'C A1 A2 B', 'C A1 A2 A3 B', 'C A1 A2 A3 A4 B']],
    ['c ..a a* ..b', 'C D A1 A2 A3 D A4 B', 'none', ['C A1 B', 'C A1 A2 B', 'C A1 A2 A3 B']],
  ])('of Flink’s page: %s over %s, --skip %s', (pattern, events, skip, matches) => {
    expect(matchesOf(pattern, events, skip)).toEqual(matches);
  });
});

describe('what is held', () => {
  const nothing = (): void => undefined;
  const open = (pattern: string, within: number, skip: Skip = 'past-last', most = mostPartials): Pipeline => {
    const plan = matchPlan({ tree: parsePattern(pattern), within, skip, lateness: 0 }, most);
    const generator = buildWatermark(parseWatermark('ascending'));
    const pipeline = new Pipeline(
      { domain: 'event', streams: [{ generator, idle: undefined, maxFuture: undefined }] },
      match(plan, { eventOf: () => '{}', matched: nothing, timedOut: nothing }),
      { late: nothing, stepDone: nothing },
    );
    return pipeline;
  };
  const give = (pipeline: Pipeline, ts: number, key: string, kinds: string, names: readonly string[]): void => {
    const columns = names.map((name): Column => ({
      as: 'exists',
      values: Uint8Array.of(Number(kinds.includes(name))),
    }));
    pipeline.processElement(0, { ...handMadeBatch([{ input: 0, key, ts, value: 0 }], interned), columns }, 0);
  };
  const interned: Interned = new Map();

  test('is what may still become a match within D, and what is not judged', () => {
    const pipeline = open('a .. b', 100);
    pipeline.open();
    let most = 0;
    for (let i = 0; i < 1000; i++) {
      give(pipeline, 10 * i, `k${i}`, 'a', ['a', 'b']);
      most = Math.max(most, pipeline.openWindows);
    }
    expect(most).toBeLessThanOrEqual(11);
  });

  test('has a bound, where a pattern makes more and more of a stream', () => {
    const pipeline = open('a ...b+... c', 1000, 'none', 100);
    pipeline.open();
    give(pipeline, 0, 'k', 'a', ['a', 'b', 'c']);
    const flood = (): void => {
      for (let ts = 1; ts < 10; ts++) give(pipeline, ts, 'k', 'b', ['a', 'b', 'c']);
    };
    expect(flood).toThrow(/^more than 100 partial matches of one key at a time \(--max-partials 100\)/);
  });

  test('is taken up only as it was put aside', () => {
    const names = ['a', 'b', 'c'];
    const save = (): { steps: Forged[] } => {
      const pipeline = open('a b+ .. !c', 100);
      pipeline.open();
      ['a', 'b', 'b', 'a', 'b'].forEach((kinds, ts) => give(pipeline, ts, 'k', kinds, names));
      return structuredClone(pipeline.save()) as unknown as { steps: Forged[] };
    };
    const load = (forge: (state: Forged) => void) => () => {
      const saved = save();
      forge(saved.steps[0]!);
      open('a b+ .. !c', 100).load(saved as unknown as Saved, interned.size);
    };
    expect(load(nothing)).not.toThrow();
    expect(load(({ events }) => (events.keys[0] = 1 << 20))).toThrow(Misshapen);
    expect(load(({ events }) => (events.times[1] = 0.5))).toThrow(Misshapen);
    expect(load(({ events }) => (events.times[0] = 3))).toThrow(Misshapen);
    expect(load(({ events }) => (events.unjudged[0] = 1))).toThrow(Misshapen);
    expect(load(({ events }) => (events.texts[0] = '{'))).toThrow(Misshapen);
    expect(load(({ taken }) => (taken.before[0] = 3))).toThrow(Misshapen);
    expect(load(({ taken }) => (taken.names[0] = 2))).toThrow(Misshapen);
    expect(load(({ taken }) => (taken.events[1] = 0))).toThrow(Misshapen);
    expect(load(({ partials }) => (partials.lasts[0] = 99))).toThrow(Misshapen);
    expect(load(({ partials }) => (partials.ways[0] = 0))).toThrow(Misshapen);
    expect(load(({ begun }) => (begun.firsts[0] = 1))).toThrow(Misshapen);
    expect(load(({ begun }) => (begun.sizes[0] = 0))).toThrow(Misshapen);
    expect(load(({ begun }) => (begun.matches[0] = 99))).toThrow(Misshapen);
  });
});

/** The state of the operator, as a test may change it. */
interface Forged {
  readonly events: {
    keys: Int32Array;
    times: Float64Array;
    ordinals: Float64Array;
    texts: string[];
    unjudged: Uint8Array;
  };
  readonly taken: { events: Int32Array; names: Int32Array; before: Int32Array };
  readonly partials: { lasts: Int32Array; ways: Int32Array };
  readonly begun: { firsts: Int32Array; sizes: Int32Array; matches: Int32Array };
}
