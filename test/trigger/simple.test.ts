// The triggers that are made of no other (SPEC §6, the table), one line of it after the other. The window is [0, 100)
// unless the test says otherwise, so its end has passed when W ≥ 99.
import { describe, expect, it } from 'vitest';
import { finished } from '../../src/trigger/trigger.js';
import { merged, Play } from './script.js';

describe('watermark', () => {
  it('fires once, when the watermark passes the end of the window', () => {
    const play = new Play('watermark');
    expect([play.element(), play.watermark(98), play.watermark(99), play.element()]).toEqual([
      '-',
      '-',
      'last',
      'dropped',
    ]);
  });

  it('has finished after a merge only if all had, and the new end has passed', () => {
    const over = new Play('watermark', { start: 0, end: 10 });
    over.watermark(9);
    const open = new Play('watermark');
    expect(merged('watermark', [over, over], { start: 0, end: 10 }).state).toBe(finished);
    expect(merged('watermark', [over, over], { start: 0, end: 11 }).state).not.toBe(finished);
    expect(merged('watermark', [over, open], { start: 0, end: 10 }).state).not.toBe(finished);
  });
});

describe('default', () => {
  it('fires on time, then at every late element', () => {
    const play = new Play('default');
    expect([play.element(), play.watermark(99), play.element(), play.element()]).toEqual([
      '-',
      'fires',
      'fires',
      'fires',
    ]);
    expect(play.isEnd).toBe(true);
  });
});

describe('count(n)', () => {
  it('fires at the n-th element', () => {
    expect(new Play('count(3)').elements(4)).toEqual(['-', '-', 'last', 'dropped']);
    expect(new Play('repeat(count(2))').elements(5)).toEqual(['-', 'fires', '-', 'fires', '-']);
  });

  it('adds up when windows merge', () => {
    const one = new Play('count(3)');
    const other = new Play('count(3)');
    one.element();
    other.element();
    expect(merged('count(3)', [one, other], { start: 0, end: 200 }).element()).toBe('last');
  });

  it('has finished after a merge if any had', () => {
    const over = new Play('count(1)');
    over.element();
    expect(merged('count(1)', [new Play('count(1)'), over], { start: 0, end: 200 }).state).toBe(finished);
  });

  it('lets so many elements go by unseen that it cannot become ready', () => {
    const play = new Play('count(5)');
    play.element();
    expect(play.trigger.horizon(play.state, play.window, play.now).elements).toBe(3);
  });
});

describe('delay(d)', () => {
  it('fires strictly after its delay from the first element', () => {
    const play = new Play('delay(10ms)');
    expect([play.clock(5), play.element(), play.clock(10), play.element(), play.clock(15), play.clock(16)]).toEqual([
      '-',
      '-',
      '-',
      '-',
      '-',
      'last',
    ]);
  });

  it('counts from the first element after it last fired', () => {
    const play = new Play('repeat(delay(10ms))');
    play.element();
    expect([play.clock(11), play.clock(50), play.element(), play.clock(60), play.clock(61)]).toEqual([
      'fires',
      '-',
      '-',
      '-',
      'fires',
    ]);
  });

  it('keeps the earliest deadline when windows merge', () => {
    const late = new Play('delay(10ms)');
    late.clock(5);
    late.element();
    const early = new Play('delay(10ms)');
    early.element();
    const play = merged('delay(10ms)', [late, early, new Play('delay(10ms)')], { start: 0, end: 200 });
    expect([play.clock(10), play.clock(11)]).toEqual(['-', 'last']);
  });

  it('is overdue as soon as the clock is known, if an element came before', () => {
    const play = new Play('delay(10ms)');
    play.now = { watermark: -Infinity, processing: -Infinity };
    expect([play.element(), play.clock(0)]).toEqual(['-', 'last']);
  });
});

describe('aligned(p[, o])', () => {
  it('fires when the clock has passed the next multiple of the period', () => {
    const play = new Play('repeat(aligned(60ms))');
    play.clock(10);
    expect([play.element(), play.clock(60), play.clock(61)]).toEqual(['-', '-', 'fires']);
  });

  it('keeps an arrival that is such a multiple', () => {
    const play = new Play('aligned(60ms)');
    play.clock(120);
    expect([play.element(), play.clock(121)]).toEqual(['-', 'last']);
  });

  it('shifts the multiples by its offset, which may be negative', () => {
    for (const text of ['aligned(60ms, 5ms)', 'aligned(60ms, -55ms)']) {
      const play = new Play(text);
      play.clock(6);
      expect([play.element(), play.clock(65), play.clock(66)]).toEqual(['-', '-', 'last']);
    }
  });

  it('fires at minutes as in figure 7 of the paper', () => {
    const play = new Play('repeat(aligned(1m))');
    play.clock(320_000);
    expect([play.element(), play.clock(360_000), play.clock(360_001)]).toEqual(['-', '-', 'fires']);
  });
});

describe('event-every(i)', () => {
  it('fires when the watermark reaches multiples in the window, then its end', () => {
    const play = new Play('event-every(40ms)');
    expect([play.element(3), play.watermark(39), play.watermark(40), play.watermark(79)]).toEqual([
      '-',
      '-',
      'fires',
      '-',
    ]);
    expect([play.element(4), play.watermark(80), play.element(5), play.watermark(98), play.watermark(99)]).toEqual([
      '-',
      'fires',
      '-',
      '-',
      'fires',
    ]);
  });

  it('fires at once for an element whose multiple, or whose window, the watermark has passed', () => {
    const play = new Play('event-every(40ms)');
    play.watermark(50);
    expect([play.element(3), play.element(4)]).toEqual(['fires', '-']);
    play.watermark(99);
    expect([play.element(5), play.element(6)]).toEqual(['fires', 'fires']);
  });

  it('takes the deadlines that the watermark jumps over in one, also a jump to +∞', () => {
    const play = new Play('event-every(1ms)');
    play.element(1);
    expect(play.watermark(90)).toBe('fires');
    play.element(2);
    expect(play.trigger.horizon(play.state, play.window, play.now).watermark).toBe(91);
    expect(play.watermark(Infinity)).toBe('fires');
  });

  it('does not fire for a deadline that passes with nothing fresh; the next element waits for the next one', () => {
    const play = new Play('event-every(10ms)');
    play.element(1);
    expect([play.watermark(10), play.watermark(25)]).toEqual(['fires', '-']);
    expect([play.element(11), play.watermark(29), play.watermark(30)]).toEqual(['-', '-', 'fires']);
  });

  it('keeps the earliest deadline when windows merge', () => {
    const one = new Play('event-every(10ms)', { start: 3, end: 9 });
    one.element(3);
    const other = new Play('event-every(10ms)', { start: 12, end: 40 });
    other.element(12);
    const play = merged('event-every(10ms)', [one, other], { start: 3, end: 40 });
    expect([play.watermark(7), play.watermark(8), play.element(9), play.watermark(9), play.watermark(10)]).toEqual([
      '-',
      'fires',
      '-',
      '-',
      'fires',
    ]);
  });

  it('goes on to the next multiple when a merge puts off an end that had passed', () => {
    const over = new Play('event-every(10ms)', { start: 3, end: 9 });
    over.element(3);
    over.watermark(12);
    const play = merged('event-every(10ms)', [over], { start: 3, end: 40 });
    expect([play.element(8), play.watermark(19), play.watermark(20)]).toEqual(['-', '-', 'fires']);
  });
});

describe('delta(x, PATH)', () => {
  it('fires when the value has moved by more than x since it last fired', () => {
    const play = new Play('delta(5, $.v)');
    const values = [10, 15, 15.5, 20.5, 10, NaN, 4];
    expect(values.map((value) => play.element(1, value))).toEqual(['-', '-', 'fires', '-', 'fires', '-', 'fires']);
  });

  it('refuses to be merged, and so does whatever is made of it', () => {
    for (const text of ['delta(5, v)', 'repeat(any(delta(5, v), never))', 'watermark(early=delta(5, v))']) {
      expect(new Play(text).trigger.refusesMerging).toBe(true);
    }
    expect(new Play('repeat(any(count(5), never))').trigger.refusesMerging).not.toBe(true);
  });
});

describe('never and always', () => {
  it('are what they say', () => {
    expect(new Play('never').elements(2)).toEqual(['-', '-']);
    expect(new Play('never').watermark(Infinity)).toBe('-');
    expect(new Play('always').elements(2)).toEqual(['fires', 'fires']);
  });
});
