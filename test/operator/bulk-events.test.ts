// Operators that pass events on write what they write when rows come one by one, and promise the same behind each of them,
// when rows come in bulk: wherever batches begin and end, and wherever everything is put aside and taken up again.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dedup } from '../../src/operator/dedup/dedup.js';
import type { DedupPlan } from '../../src/operator/dedup/dedup-plan.js';
import type { OpenOperator } from '../../src/operator/operator.js';
import type { EventOutput } from '../../src/operator/output.js';
import { sort } from '../../src/operator/sort/sort.js';
import type { SortPlan } from '../../src/operator/sort/sort-plan.js';
import { Pipeline } from '../../src/pipeline/pipeline.js';
import { buildWatermark, parseWatermark } from '../../src/watermark/index.js';
import { handMadeBatch, type Interned } from '../hand-made-batch.js';

interface Arrival {
  readonly key: string;
  readonly ts: number;
  /** It has been filtered out, but its time counts. */
  readonly filtered: boolean;
}

interface Way {
  readonly bound: number;
  /** So many events are a batch. */
  readonly batch: number;
  readonly restore: boolean;
  readonly inBulk: boolean;
}

/** All that is written, by the places of events among the arrivals: `3`, `duplicate 4`, `late 5`, `until 17`. */
function drive(open: (output: EventOutput) => OpenOperator, way: Way, arrivals: readonly Arrival[]) {
  const [told, held]: [string[], number[]] = [[], []];
  let [first, promised] = [0, -Infinity];
  const text = (line: Uint8Array): string => Buffer.from(line).toString().trimEnd();
  const lineOf = (_: unknown, row: number): Uint8Array => Buffer.from(`${first + row}\n`);
  const output: EventOutput = {
    lineOf,
    event: (line) => told.push(text(line)),
    events(batch, from, to) {
      for (let row = from; row < to; row++) told.push(text(lineOf(batch, row)));
    },
    duplicate: (line) => told.push(`duplicate ${text(line)}`),
  };
  const generator = buildWatermark(parseWatermark(`bounded:${way.bound}ms`));
  const streams = [{ generator, idle: undefined, maxFuture: undefined }];
  const start = (): Pipeline =>
    new Pipeline({ domain: 'event', streams }, open(output), {
      late: (_stream, _batch, row) => told.push(`late ${first + row}`),
      stepDone() {
        const now = pipeline.outputWatermark();
        if (now > promised) told.push(`until ${(promised = now)}`);
      },
    });
  let pipeline = start();
  pipeline.open();
  pipeline.noMoreInputs();
  const interned: Interned = new Map();
  for (; first < arrivals.length; first += way.batch) {
    const events = arrivals.slice(first, first + way.batch).map((event) => ({ ...event, input: 0, value: 0 }));
    const batch = handMadeBatch(events, interned);
    for (let row = 0; row < batch.length;) {
      if (way.inBulk) row = pipeline.processRun(0, batch, row, batch.length);
      caughtUp(pipeline);
      if (row < batch.length) pipeline.processElement(0, batch, row++);
      caughtUp(pipeline);
    }
    held.push(pipeline.openWindows);
    if (!way.restore) continue;
    const saved = structuredClone(pipeline.save());
    pipeline = start();
    pipeline.load(saved, interned.size);
  }
  pipeline.finish();
  caughtUp(pipeline);
  return { told, held, counters: pipeline.counters };
}

function caughtUp(pipeline: Pipeline): void {
  while (pipeline.isBehind) pipeline.catchUp();
}

/** Some of them in order, some with a leap, which is what W rises by. */
const anyArrivals = fc
  .array(
    fc.record({
      key: fc.constantFrom('a', 'b', 'c', 'd'),
      step: fc.oneof(fc.integer({ min: -15, max: 15 }), fc.integer({ min: 0, max: 3 })),
      filtered: fc.constantFrom(true, false, false, false, false),
    }),
    { maxLength: 80 },
  )
  .map((events) => {
    let now = 0;
    return events.map(({ step, ...event }) => ({ ...event, ts: (now = Math.max(0, now + step)) }));
  });

const anyWay = fc.record({
  bound: fc.constantFrom(0, 5, 20, 1000),
  batch: fc.integer({ min: 1, max: 40 }),
  restore: fc.boolean(),
});

function holds<Plan>(plan: fc.Arbitrary<Plan>, step: (plan: Plan, output: EventOutput) => OpenOperator): void {
  fc.assert(
    fc.property(plan, anyWay, anyArrivals, (one, way, arrivals) => {
      const run = (inBulk: boolean) => drive((output) => step(one, output), { ...way, inBulk }, arrivals);
      expect(run(true)).toEqual(run(false));
    }),
    { numRuns: 1000 },
  );
}

test('dedup', () => {
  const plan: fc.Arbitrary<DedupPlan> = fc.record({
    within: fc.integer({ min: 1, max: 30 }),
    keep: fc.constantFrom('first', 'first', 'earliest'),
    lateness: fc.constantFrom(0, 0, 6),
  });
  holds(plan, dedup);
});

test('sort', () => {
  const plan: fc.Arbitrary<SortPlan> = fc.record({
    lateness: fc.constantFrom(0, 0, 6),
    maxRows: fc.constant(Infinity),
  });
  holds(plan, (one, output) => sort(one, output));
});
