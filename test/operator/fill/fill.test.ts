// Fill against slow models: of gaps, which goes through every instant, and of silence.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Pipeline } from '../../../src/pipeline/pipeline.js';
import { gaps } from '../../../src/operator/fill/gaps.js';
import { silence } from '../../../src/operator/fill/silence.js';
import type { OpenOperator } from '../../../src/operator/operator.js';
import type { FillOutput } from '../../../src/operator/output.js';
import { Misshapen } from '../../../src/model/shape.js';
import type { Saved } from '../../../src/model/saved.js';
import { buildWatermark, parseWatermark } from '../../../src/watermark/index.js';
import { tumbling } from '../../../src/window/tumbling.js';
import { handMadeBatch, type Interned } from '../../hand-made-batch.js';

const none = (): readonly number[] => [];

interface Arrival {
  readonly key: string;
  readonly ts: number;
  /** A row of a window that is not complete. */
  readonly early?: boolean;
}

const arrivals = (early: boolean): fc.Arbitrary<readonly Arrival[]> =>
  fc.array(
    fc.record({
      key: fc.constantFrom('a', 'b', 'c'),
      ts: fc.integer({ min: 0, max: 120 }),
      early: early ? fc.constantFrom(false, false, true) : fc.constant(false),
    }),
    { maxLength: 30 },
  );

/** Runs the arrivals through an operator; with `restore` it is put aside and taken up again after every one. */
function run(
  operator: (output: FillOutput) => OpenOperator,
  bound: number,
  events: readonly Arrival[],
  restore: boolean,
): { written: string[]; late: number[]; held: number; counted: readonly number[] } {
  const written: string[] = [];
  const late: number[] = [];
  const interned: Interned = new Map();
  const nameOf = (key: number): string => [...interned.keys()][key]!;
  const generator = buildWatermark(parseWatermark(`bounded:${bound}ms`));
  const driver = { domain: 'event', streams: [{ generator, idle: undefined, maxFuture: undefined }] } as const;
  let at = 0;
  const output: FillOutput = {
    lineOf: () => Buffer.from(`${at}\n`),
    event: (line) => written.push(Buffer.from(line).toString().trimEnd()),
    rowOf: () => ({ values: `,"n":${at}`, early: events[at]!.early === true }),
    filled: ({ key, window, values }, retract) =>
      written.push(`${retract ? '-' : ''}${nameOf(key)}@${window.start}${values}`),
    silence: ({ key, since, ts, silent }) =>
      written.push(`${nameOf(key)} ${silent ? 'silent' : 'back'} ${since} ${ts}`),
  };
  const refused = { late: (): void => void late.push(at), stepDone: () => undefined };
  const open = (): Pipeline => new Pipeline(driver, operator(output), refused);
  let pipeline = open();
  pipeline.open();
  pipeline.noMoreInputs();
  for (; at < events.length; at++) {
    const { key, ts } = events[at]!;
    pipeline.processElement(0, handMadeBatch([{ input: 0, key, ts, value: 0 }], interned), 0);
    if (!restore) continue;
    const saved = structuredClone(pipeline.save());
    pipeline = open();
    pipeline.load(saved, interned.size);
  }
  pipeline.finish();
  const { filled, silences, retractions } = pipeline.counters;
  return { written, late, held: pipeline.openWindows, counted: [filled, silences, retractions] };
}

/** Gaps, read off OPERATORS §6: every instant that W passes is looked at by itself. */
function gapsModel(size: number, most: number, retracts: boolean, bound: number, events: readonly Arrival[]): string[] {
  const written: string[] = [];
  const startOf = (ts: number): number => Math.floor(ts / size) * size;
  const keys = new Map<string, { rows: Set<number>; last: number; values: string; order: number }>();
  const filled = new Map<string, string>();
  let waiting: number[] = [];
  let watermark = -Infinity;
  let high = -Infinity;
  const pass = (i: number): void => {
    const { key, ts } = events[i]!;
    const start = startOf(ts);
    const known = keys.get(key) ?? { rows: new Set(), last: -Infinity, values: '', order: i };
    keys.set(key, known);
    known.rows.add(start);
    if (start + size - 1 >= known.last) Object.assign(known, { last: start + size - 1, values: `,"n":${i}` });
    written.push(`${i}`);
  };
  const at = (t: number): void => {
    for (const i of waiting) if (events[i]!.ts === t) pass(i);
    waiting = waiting.filter((i) => events[i]!.ts !== t);
    if (startOf(t + 1) !== t + 1) return;
    const start = t + 1 - size;
    for (const [key, { rows, last, values }] of [...keys].sort(([, a], [, b]) => a.order - b.order)) {
      if (rows.has(start)) continue;
      if (t - last > most) keys.delete(key);
      else {
        filled.set(`${key}@${start}`, values);
        written.push(`${key}@${start}${values}`);
      }
    }
  };
  const rise = (to: number): void => {
    for (let t = Math.max(-size, watermark + 1); t <= Math.min(to, 1000); t++) at(t);
    watermark = Math.max(watermark, to);
  };
  events.forEach(({ key, ts, early }, i) => {
    const [start, name] = [startOf(ts), `${key}@${startOf(ts)}`];
    if (ts <= watermark) {
      const values = filled.get(name);
      if (retracts && values !== undefined && start + size - 1 > watermark - most) {
        written.push(`-${name}${values}`);
        filled.delete(name);
      }
      pass(i);
    } else if (early === true) written.push(`${i}`);
    else waiting.push(i);
    high = Math.max(high, ts);
    rise(high - bound - 1);
  });
  rise(Infinity);
  return written;
}

/** Silence, read off the same. */
function silenceModel(after: number, lateness: number, bound: number, events: readonly Arrival[]) {
  const written: string[] = [];
  const late: number[] = [];
  const keys = new Map<string, { last: number; order: number; silent: boolean }>();
  let high = -Infinity;
  events.forEach(({ key, ts }, i) => {
    const known = keys.get(key);
    if (ts <= high - bound - 1 - lateness) late.push(i);
    else if (known === undefined || ts >= known.last) {
      if (known?.silent === true) written.push(`${key} back ${known.last} ${ts}`);
      keys.set(key, { last: ts, order: i, silent: false });
    }
    high = Math.max(high, ts);
    const due = [...keys].filter(([, { last, silent }]) => !silent && last + after <= high - bound - 1 - lateness);
    for (const [name, one] of due.sort(([, a], [, b]) => a.last - b.last || a.order - b.order)) {
      one.silent = true;
      written.push(`${name} silent ${one.last} ${one.last + after}`);
    }
  });
  return { written, late };
}

describe('gaps', () => {
  test('agree with the model', () => {
    fc.assert(
      fc.property(
        arrivals(true),
        fc.constantFrom(1, 7, 10),
        fc.integer({ min: 1, max: 40 }),
        fc.boolean(),
        fc.integer({ min: 0, max: 40 }),
        fc.boolean(),
        (events, size, most, retracts, bound, restore) => {
          const plan = { every: tumbling(size), most, retracts, maxRows: Infinity };
          const { written, late, held, counted } = run((output) => gaps(plan, output), bound, events, restore);
          const wanted = gapsModel(size, most, retracts, bound, events);
          expect(written).toEqual(wanted);
          expect([late, held]).toEqual([[], 0]);
          const taken = wanted.filter((row) => row.startsWith('-')).length;
          expect(counted).toEqual([wanted.filter((row) => row.includes('@')).length - taken, 0, taken]);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('hold no more rows than they may', () => {
    const plan = { every: tumbling(10), most: 10, retracts: false, maxRows: 1 };
    const events = [5, 6].map((ts) => ({ key: 'a', ts }));
    expect(() => run((output) => gaps(plan, output), 100, events, false)).toThrow('--max-rows 1');
  });
});

describe('silence', () => {
  test('of the worked example: a is silent since 3 s when W has come to 8 s', () => {
    const events = [0, 3].map((s) => ({ key: 'a', ts: s * 1000 })).concat({ key: 'b', ts: 9000 });
    const { written } = run(
      (output) => silence({ after: 5000, lateness: 0, expected: none }, output),
      0,
      events,
      false,
    );
    expect(written).toEqual(['a silent 3000 8000']);
  });

  test('agrees with the model', () => {
    fc.assert(
      fc.property(
        arrivals(false),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 0, max: 40 }),
        fc.boolean(),
        (events, after, lateness, bound, restore) => {
          const { written, late } = run(
            (output) => silence({ after, lateness, expected: none }, output),
            bound,
            events,
            restore,
          );
          expect({ written, late }).toEqual(silenceModel(after, lateness, bound, events));
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('a saved state that is none', () => {
  const nobody = (): void => undefined;
  const output: FillOutput = {
    ...{ lineOf: () => Buffer.from('x\n'), event: nobody, filled: nobody, silence: nobody },
    rowOf: () => ({ values: ',"n":1', early: false }),
  };
  const driver = {
    domain: 'event',
    streams: [{ generator: buildWatermark(parseWatermark('bounded:20ms')), idle: undefined, maxFuture: undefined }],
  } as const;
  const operators = {
    gaps: gaps({ every: tumbling(10), most: 30, retracts: true, maxRows: Infinity }, output),
    silence: silence({ after: 10, lateness: 0, expected: none }, output),
  };
  const open = (name: keyof typeof operators): Pipeline =>
    new Pipeline(driver, operators[name], { late: nobody, stepDone: nobody });

  /** Every column of numbers or texts in the tree made into something else, one at a time. */
  function* spoilt(saved: Saved): Generator<Saved> {
    if (saved instanceof Int32Array) yield saved.map(() => 99);
    if (saved instanceof Float64Array && saved.length > 0) yield saved.slice(1);
    if (Array.isArray(saved))
      yield saved.map((member: Saved) => (typeof member === 'string' ? ',}' : Buffer.from('y')));
    if (typeof saved !== 'object' || saved === null || ArrayBuffer.isView(saved) || Array.isArray(saved)) return;
    for (const [name, member] of Object.entries(saved as Record<string, Saved>))
      for (const other of spoilt(member)) yield { ...(saved as Record<string, Saved>), [name]: other };
  }

  test.each(['gaps', 'silence'] as const)('is not taken up: %s', (name) => {
    const pipeline = open(name);
    pipeline.open();
    const interned: Interned = new Map();
    const batch = handMadeBatch(
      [10, 45, 60].map((ts) => ({ input: 0, key: 'a', ts, value: 0 })),
      interned,
    );
    for (let row = 0; row < batch.length; row++) pipeline.processElement(0, batch, row);
    const saved = pipeline.save() as { readonly steps: readonly [Saved] };
    open(name).load(saved, 1);
    let count = 0;
    for (const other of spoilt(saved.steps[0])) {
      expect(() => open(name).load({ ...saved, steps: [other] }, 1)).toThrow(Misshapen);
      count++;
    }
    expect(count).toBeGreaterThan(3);
  });
});
