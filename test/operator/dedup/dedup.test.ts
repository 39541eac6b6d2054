// Dedup against a slow model, and the worked example of Spark's StreamingDeduplicationWithinWatermarkSuite.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Pipeline } from '../../../src/pipeline/pipeline.js';
import { dedup } from '../../../src/operator/dedup/dedup.js';
import type { DedupPlan } from '../../../src/operator/dedup/dedup-plan.js';
import { buildWatermark, parseWatermark } from '../../../src/watermark/index.js';
import { handMadeBatch, type Interned } from '../../hand-made-batch.js';

interface Arrival {
  readonly key: string;
  readonly ts: number;
}

interface Told {
  /** `a@17`, in the order in which they were written. */
  readonly passed: readonly string[];
  readonly duplicates: readonly string[];
  readonly late: readonly string[];
  readonly held: number;
}

const textOf = ({ key, ts }: Arrival): string => `${key}@${ts}`;

/** Runs the events through the operator; with `restore` it is put aside and taken up again after every one. */
function run(plan: DedupPlan, bound: number, arrivals: readonly Arrival[], restore: boolean): Told {
  const told = { passed: [] as string[], duplicates: [] as string[], late: [] as string[] };
  const text = (line: Uint8Array): string => Buffer.from(line).toString().trimEnd();
  const generator = buildWatermark(parseWatermark(`bounded:${bound}ms`));
  let at = 0;
  const open = (): Pipeline =>
    new Pipeline(
      { domain: 'event', streams: [{ generator, idle: undefined, maxFuture: undefined }] },
      dedup(plan, {
        lineOf: () => Buffer.from(`${textOf(arrivals[at]!)}\n`),
        event: (line) => told.passed.push(text(line)),
        events: () => undefined,
        duplicate: (line) => told.duplicates.push(text(line)),
      }),
      { late: () => told.late.push(textOf(arrivals[at]!)), stepDone: () => undefined },
    );
  let pipeline = open();
  pipeline.open();
  pipeline.noMoreInputs();
  const interned: Interned = new Map();
  for (; at < arrivals.length; at++) {
    const { key, ts } = arrivals[at]!;
    pipeline.processElement(0, handMadeBatch([{ input: 0, key, ts, value: 0 }], interned), 0);
    if (!restore) continue;
    const saved = structuredClone(pipeline.save());
    pipeline = open();
    pipeline.load(saved, interned.size);
  }
  pipeline.finish();
  const { events, inWindows, duplicates } = pipeline.counters;
  expect(events).toBe(arrivals.length);
  expect([inWindows, duplicates]).toEqual([told.passed.length, told.duplicates.length]);
  return { ...told, held: pipeline.openWindows };
}

/** The same, read off OPERATORS §2: everything is remembered for ever. */
function model({ within, keep, lateness }: DedupPlan, bound: number, arrivals: readonly Arrival[]): Omit<Told, 'held'> {
  const [passed, duplicates, late]: Arrival[][] = [[], [], []];
  let groups: { first: Arrival; order: number }[] = [];
  let high = -Infinity;
  arrivals.forEach((event, order) => {
    // `bounded` believes that an event a whole bound behind may still come.
    const watermark = high - bound - 1;
    if (event.ts <= watermark - lateness) late!.push(event);
    else {
      const same = groups.filter(({ first }) => first.key === event.key);
      const covers = same.find(({ first }) =>
        keep === 'first'
          ? Math.abs(event.ts - first.ts) < within
          : event.ts >= first.ts && event.ts - first.ts < within,
      );
      const later = same.find(({ first }) => first.ts > event.ts && first.ts - event.ts < within);
      if (covers !== undefined) duplicates!.push(event);
      else {
        if (keep === 'first') passed!.push(event);
        else if (later !== undefined) {
          duplicates!.push(later.first);
          groups = groups.filter((group) => group !== later);
        }
        groups.push({ first: event, order });
      }
    }
    high = Math.max(high, event.ts);
  });
  if (keep === 'earliest')
    passed!.push(...groups.sort((a, b) => a.first.ts - b.first.ts || a.order - b.order).map(({ first }) => first));
  return { passed: passed!.map(textOf), duplicates: duplicates!.map(textOf), late: late!.map(textOf) };
}

describe('dedup', () => {
  test('of Spark’s worked example: distance decides, not what is remembered', () => {
    const arrivals = ['a@17', 'a@16', 'a@13', 'b@22', 'c@21', 'a@21', 'd@25'].map((text) => {
      const [key, ts] = text.split('@');
      return { key: key!, ts: Number(ts) * 1000 };
    });
    const told = run({ within: 2000, keep: 'first', lateness: 0 }, 2000, arrivals, false);
    expect(told.passed).toEqual(['a@17000', 'b@22000', 'c@21000', 'a@21000', 'd@25000']);
    expect(told.duplicates).toEqual(['a@16000']);
    expect(told.late).toEqual(['a@13000']);
  });

  test.each(['first', 'earliest'] as const)('agrees with the model, and holds nothing at the end: %s', (keep) => {
    const arrival = fc.record({ key: fc.constantFrom('a', 'b'), ts: fc.integer({ min: 0, max: 60 }) });
    fc.assert(
      fc.property(
        fc.array(arrival, { maxLength: 40 }),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: 0, max: 10 }),
        fc.boolean(),
        (arrivals, within, bound, lateness, restore) => {
          const plan: DedupPlan = { within, keep, lateness };
          const { held, ...told } = run(plan, bound, arrivals, restore);
          expect(told).toEqual(model(plan, bound, arrivals));
          expect(held).toBe(0);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('forgets an instant as soon as no event can be near it', () => {
    const arrivals = Array.from({ length: 1000 }, (_, i) => ({ key: `k${i}`, ts: i * 10 }));
    let most = 0;
    const generator = buildWatermark(parseWatermark('ascending'));
    const nobody = (): void => undefined;
    const pipeline = new Pipeline(
      { domain: 'event', streams: [{ generator, idle: undefined, maxFuture: undefined }] },
      dedup(
        { within: 100, keep: 'first', lateness: 0 },
        { lineOf: () => new Uint8Array(0), event: nobody, events: nobody, duplicate: nobody },
      ),
      { late: nobody, stepDone: nobody },
    );
    pipeline.open();
    const interned: Interned = new Map();
    for (const { key, ts } of arrivals) {
      pipeline.processElement(0, handMadeBatch([{ input: 0, key, ts, value: 0 }], interned), 0);
      most = Math.max(most, pipeline.openWindows);
    }
    expect(most).toBeLessThanOrEqual(11);
  });
});
