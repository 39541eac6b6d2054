// The texts of --window: what is taken, and what is refused and how.
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/text/usage-error.js';
import { buildWindow, parseWindow, windowKind } from '../../src/window/index.js';
import type { AlignedWindows, MergingWindows } from '../../src/window/window-fn.js';

function refusal(text: string): UsageError {
  try {
    parseWindow(text);
  } catch (problem) {
    if (problem instanceof UsageError) return problem;
    throw problem;
  }
  throw new Error(`${text} was taken`);
}

describe('--window', () => {
  it('says whether it needs a time', () => {
    const needing = ['tumbling:1m', 'sliding:2m/1m', 'cumulative:1d/1h', 'session:1m', 'calendar:day'];
    expect(needing.map((text) => windowKind(parseWindow(text)).needsTime)).toEqual(needing.map(() => true));
    expect(['global', 'count:3'].map((text) => windowKind(parseWindow(text)).needsTime)).toEqual([false, false]);
  });

  it('takes negative offsets', () => {
    const fn = buildWindow(parseWindow('tumbling:7ms,offset=-2ms'));
    expect((fn as AlignedWindows).assign(-3).from).toBe(-9);
  });

  it('takes a shift of sliding windows longer than the window when it is shorter than the slide', () => {
    const fn = buildWindow(parseWindow('sliding:1m/1h,offset=30m'));
    expect((fn as AlignedWindows).assign(30 * 6e4).windows).toHaveLength(1);
  });

  it('takes the gap of a session from the event when it is no duration', () => {
    for (const path of ['$.gap', '.a.b', 'idle', "$['a,max=1s']", '@each', 'Pause', 'PT']) {
      expect(buildWindow(parseWindow(`session:${path}`))).toMatchObject({ gap: undefined, gapPath: path });
    }
    expect(buildWindow(parseWindow("session:$['a,b'],max=1h"))).toMatchObject({ gapPath: "$['a,b']", max: 36e5 });
    expect(buildWindow(parseWindow('session:PT5M')) as MergingWindows).toMatchObject({ gap: 3e5, gapPath: undefined });
  });

  it('takes counts', () => {
    expect(buildWindow(parseWindow('count:100/10'))).toMatchObject({ kind: 'counting', size: 100, every: 10 });
    expect(buildWindow(parseWindow('count:100'))).toMatchObject({ size: 100, every: 100 });
  });

  it.each([
    ['tumblin:1m', 'did you mean tumbling:1m?'],
    ['', '"" is no window'],
    ['global:1m', 'takes no argument'],
    ['tumbling', 'its size is missing'],
    ['tumbling:', 'its size is missing'],
    ['tumbling:5', 'has no unit'],
    ['tumbling:0s', 'longer than zero'],
    ['tumbling:-5s', 'is no duration'],
    ['tumbling:1m,offset=1m', 'shorter than 1m'],
    ['tumbling:1m,offset=-60s', 'shorter than 1m'],
    ['tumbling:1m,ofset=1s', 'did you mean "offset="?'],
    ['tumbling:1m,offset=1s,offset=2s', 'given twice'],
    ['tumbling:600000w', 'longer than 10,000 years'],
    ['sliding:1m', 'has no slide'],
    ['sliding:1m/0s', 'longer than zero'],
    ['sliding:100001ms/1ms', 'more than 100,000 windows'],
    ['cumulative:1h', 'has no step'],
    ['cumulative:1h/25m', 'no multiple'],
    ['session:', 'its gap is missing'],
    ['session:0s', 'longer than zero'],
    ['session:30', 'has no unit'],
    ['session:5m,mx=3s', 'not understood'],
    ['session:5m,max=0s', 'longer than zero'],
    ['count:', 'missing'],
    ['count:0', 'above zero'],
    ['count:1.5', 'above zero'],
    ['count:10/0', 'above zero'],
    ['count:10/11', 'in no window'],
    ['calendar:fortnight', 'no unit'],
    ['calendar:dy', 'did you mean day?'],
    ['calendar:0-day', 'above zero'],
    ['calendar:10001-year', 'longer than 10,000 years'],
    ['calendar:day,start=monday', 'only weeks'],
    ['calendar:day,start=2023-02-29', 'no date'],
    ['calendar:week,start=mnday', 'did you mean monday?'],
  ])('refuses %s: %s', (text, message) => {
    const problem = refusal(text);
    expect(problem.message).toContain(message);
    expect(problem.form).not.toBe('');
  });

  it('refuses a gap in seconds of a thousand characters without ado', () => {
    expect(refusal(`session:${'9'.repeat(1000)}s`).message).toContain('too long');
  });
});
