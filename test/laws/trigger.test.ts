// The laws of every trigger (trigger/trigger.ts), over the registry's examples and random compositions, along random
// histories of elements, clocks and merges.
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { Now } from '../../src/model/clocks.js';
import type { Saved } from '../../src/model/saved.js';
import type { Window } from '../../src/model/window.js';
import { buildTrigger, parseTrigger, triggers, triggerWords } from '../../src/trigger/index.js';
import { finished, type NewElements, type Trigger } from '../../src/trigger/trigger.js';

const signals = { index: () => 0 };
const window: Window = { start: 0, end: 100 };
const unseen = (count: number): NewElements => ({ count, at: NaN, signal: () => NaN });

/** Texts of triggers, leaves and compositions of up to three levels. */
const { tree: text } = fc.letrec<{ tree: string; leaf: string; composite: string }>((tie) => ({
  tree: fc.oneof({ maxDepth: 3 }, tie('leaf'), tie('composite')),
  leaf: fc.oneof(
    fc.constantFrom('default', 'watermark', 'never', 'always', 'aligned(7ms, 2ms)', 'event-every(9ms)'),
    fc.integer({ min: 1, max: 4 }).map((n) => `count(${n})`),
    fc.integer({ min: 0, max: 9 }).map((d) => `delay(${d}ms)`),
  ),
  composite: fc.oneof(
    tie('tree').map((part) => `repeat(${part})`),
    fc
      .tuple(fc.constantFrom('any', 'all', 'each'), fc.array(tie('tree'), { minLength: 1, maxLength: 3 }))
      .map(([name, parts]) => `${name}(${parts.join(', ')})`),
    fc.tuple(tie('tree'), tie('tree')).map(([main, last]) => `or-finally(${main}, ${last})`),
    fc.tuple(tie('tree'), tie('tree')).map(([early, late]) => `watermark(early=${early}, late=${late})`),
    tie('tree').map((early) => `watermark(early=${early})`),
  ),
}));

/** Elements at times of the window, and how far the clocks go on before each. */
const history = fc.array(
  fc.record({
    at: fc.integer({ min: 0, max: 99 }),
    value: fc.integer({ min: 0, max: 9 }),
    processing: fc.nat({ max: 6 }),
    watermark: fc.nat({ max: 15 }),
  }),
  { maxLength: 15 },
);
type History = typeof history extends fc.Arbitrary<infer T> ? T : never;

/** The state and clocks after a history, judged as the pipeline judges; the state is finished if it ever finished. */
function play(trigger: Trigger, steps: History, visit?: (state: Saved, now: Now) => void) {
  let now: Now = { watermark: -20, processing: 0 };
  let state: Saved = trigger.open(window, now);
  const judge = (): boolean => {
    if (trigger.ready(state, window, now)) state = trigger.fired(state, window, now);
    return state !== finished;
  };
  for (const step of steps) {
    const joined: NewElements = { count: 1, at: step.at, signal: () => step.value };
    state = trigger.add(state, joined, window, now);
    if (!judge()) break;
    visit?.(state, now);
    now = { watermark: now.watermark + step.watermark, processing: now.processing + step.processing };
    if (!judge()) break;
    visit?.(state, now);
  }
  return { state, now };
}

/** What lies before a horizon, seen from `now`; undefined when a bound is in the past and nothing is promised. */
function before(trigger: Trigger, state: Saved, now: Now) {
  const horizon = trigger.horizon(state, window, now);
  if (horizon.watermark <= now.watermark || horizon.processing < now.processing) return undefined;
  return {
    elements: Math.min(horizon.elements, 1e6),
    now: { watermark: Math.min(horizon.watermark - 1, 1e6), processing: Math.min(horizon.processing, 1e6) },
  };
}

describe.each(triggers.map((entry) => [entry.name, entry] as const))('%s', (_, entry) => {
  it('parses its example and says in words what it does', () => {
    const spec = parseTrigger(entry.example);
    for (const rises of [true, false]) expect(triggerWords(spec, rises)).not.toBe('');
    expect(triggerWords(spec, false)).not.toContain('watermark');
    expect(entry.form.startsWith(entry.name)).toBe(true);
  });

  it('keeps the law of horizons and has plain states', () => {
    const trigger = buildTrigger(parseTrigger(entry.example), signals);
    fc.assert(fc.property(history, (steps) => void play(trigger, steps, (state, now) => lawful(trigger, state, now))));
  });
});

/** A state that is not ready is not ready before its horizon; and it is plain data that can be put aside. */
function lawful(trigger: Trigger, state: Saved, now: Now): void {
  expect(structuredClone(state)).toEqual(state);
  if (trigger.ready(state, window, now)) return;
  const far = before(trigger, state, now);
  if (far === undefined) return;
  expect(trigger.ready(state, window, far.now)).toBe(false);
  if (far.elements === 0) return;
  const added = trigger.add(state, unseen(far.elements), window, now);
  expect(trigger.ready(added, window, now)).toBe(false);
  expect(trigger.ready(added, window, far.now)).toBe(false);
}

describe('compositions', () => {
  it('are never ready before their horizon', () => {
    fc.assert(
      fc.property(text, history, (one, steps) => {
        const trigger = buildTrigger(parseTrigger(one), signals);
        play(trigger, steps, (state, now) => lawful(trigger, state, now));
      }),
    );
  });

  it('come to the same whether elements before the horizon are added one by one or at once', () => {
    fc.assert(
      fc.property(text, history, (one, steps) => {
        const trigger = buildTrigger(parseTrigger(one), signals);
        play(trigger, steps, (state, now) => {
          const horizon = before(trigger, state, now);
          const many = Math.min(horizon?.elements ?? 0, 5);
          if (many === 0) return;
          let single = state;
          for (let i = 0; i < many; i++) single = trigger.add(single, unseen(1), window, now);
          expect(trigger.add(state, unseen(many), window, now)).toEqual(single);
        });
      }),
    );
  });

  it('merge to the same in whatever order', () => {
    fc.assert(
      fc.property(text, history, history, history, (one, ...histories) => {
        const trigger = buildTrigger(parseTrigger(one), signals);
        const states = histories.map((steps) => play(trigger, steps).state);
        const merge = (...order: number[]): Saved =>
          trigger.merge(
            order.map((i) => states[i]!),
            { start: 0, end: 150 },
            { watermark: 99, processing: 50 },
          );
        expect(merge(2, 1, 0)).toEqual(merge(0, 1, 2));
        expect(merge(1, 0, 2)).toEqual(merge(0, 1, 2));
      }),
    );
  });

  it('that cannot finish do not', () => {
    fc.assert(
      fc.property(text, history, (one, steps) => {
        const trigger = buildTrigger(parseTrigger(one), signals);
        if (!trigger.canFinish(1)) expect(play(trigger, steps).state).not.toBe(finished);
      }),
    );
  });

  it('that can finish only once no data may come do not finish before', () => {
    fc.assert(
      fc.property(text, history, (one, steps) => {
        const trigger = buildTrigger(parseTrigger(one), signals);
        const { state, now } = play(trigger, steps);
        if (!trigger.canFinish(0) && now.watermark < window.end - 1) expect(state).not.toBe(finished);
      }),
    );
  });
});
