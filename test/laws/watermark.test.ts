// The laws of every watermark (watermark/generator.ts), and of their combination, over the registry and random histories.
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { InputWatermarks } from '../../src/pipeline/input-watermarks.js';
import { buildWatermark, parseWatermark, watermarks, watermarkWords } from '../../src/watermark/index.js';

const time = fc.integer({ min: -1000, max: 1000 });

const examples = [...watermarks.map((entry) => entry.example), 'bounded:3ms,idle=5ms'];

describe.each(examples)('%s', (example) => {
  const estimator = buildWatermark(parseWatermark(example));

  it('never says that the newest event was all there is', () => {
    fc.assert(
      fc.property(time, (high) => {
        if (!estimator.asksClock) expect(estimator.current(high, { processing: 0, silence: 0 })).toBeLessThan(high);
      }),
    );
  });

  it('never falls as events and the clock go on', () => {
    fc.assert(
      fc.property(time, time, fc.nat(), fc.nat(), (high, processing, newer, later) => {
        const before = estimator.current(high, { processing, silence: 0 });
        const after = estimator.current(high + newer, { processing: processing + later, silence: 0 });
        expect(after).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  it('lags as it says', () => {
    if (estimator.lag !== undefined)
      expect(estimator.current(7, { processing: 0, silence: 0 })).toBe(7 - estimator.lag);
    expect(watermarkWords(parseWatermark(example))).not.toBe('');
  });
});

interface Step {
  readonly do: 'observe' | 'claim' | 'idle' | 'end' | 'tick' | 'open';
  readonly input: number;
  /** For events and claims. */
  readonly at: number;
  /** For ticks. */
  readonly by: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  do: fc.constantFrom('observe', 'observe', 'observe', 'claim', 'tick', 'tick', 'idle', 'end', 'open'),
  input: fc.nat({ max: 2 }),
  at: time,
  by: fc.nat({ max: 8 }),
});

/** Plays the steps and returns W after each. With `stop`, through a save and a load after each step. */
function play(example: string, steps: readonly Step[], stop: boolean): number[] {
  let inputs = new InputWatermarks([{ generator: buildWatermark(parseWatermark(example)), idle: 10 }]);
  let now = 0;
  for (let i = 0; i < 3; i++) inputs.open(now);
  return steps.map((one) => {
    if (one.do === 'observe') inputs.observe(one.input, one.at, now);
    else if (one.do === 'claim') inputs.claimWatermark(one.input, one.at, now);
    else if (one.do === 'idle') inputs.markIdle(one.input);
    else if (one.do === 'end') inputs.end(one.input);
    else if (one.do === 'open') inputs.open(now);
    else inputs.tick((now += one.by));
    const w = inputs.combined(now);
    if (stop) {
      const next = new InputWatermarks([{ generator: buildWatermark(parseWatermark(example)), idle: 10 }]);
      next.load(inputs.save());
      inputs = next;
    }
    return w;
  });
}

describe('the watermark of several inputs', () => {
  const history = fc.tuple(fc.constantFrom(...examples), fc.array(step));

  it('never falls', () => {
    fc.assert(
      fc.property(history, ([example, steps]) => {
        play(example, steps, false).reduce((last, w) => {
          expect(w).toBeGreaterThanOrEqual(last);
          return w;
        }, -Infinity);
      }),
    );
  });

  it('is the same through a stop and a resume after each step', () => {
    fc.assert(
      fc.property(history, ([example, steps]) => {
        expect(play(example, steps, true)).toEqual(play(example, steps, false));
      }),
    );
  });
});
