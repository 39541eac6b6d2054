// The triggers that are made of others (SPEC §6, the table and the notes below it).
import { describe, expect, it } from 'vitest';
import { finished } from '../../src/trigger/trigger.js';
import { merged, Play } from './script.js';

const wide = { start: 0, end: 200 };

describe('watermark(early, late)', () => {
  const text = 'watermark(early=count(2), late=count(1))';

  it('fires early, at the end, and late', () => {
    const play = new Play(text);
    expect(play.elements(3)).toEqual(['-', 'fires', '-']);
    expect(play.watermark(99)).toBe('fires');
    expect(play.elements(2)).toEqual(['fires', 'fires']);
  });

  it('begins the late phase with nothing counted', () => {
    const play = new Play('watermark(early=count(3), late=count(2))');
    play.element();
    play.watermark(99);
    expect(play.elements(2)).toEqual(['-', 'fires']);
  });

  it('takes the end for the end, even if the early part is ready too', () => {
    const play = new Play(text);
    play.now = { ...play.now, watermark: 99 };
    expect(play.element()).toBe('fires');
    expect(play.element()).toBe('fires');
  });

  it('has finished at the end when there is no late part', () => {
    const play = new Play('watermark(early=count(1))');
    expect([play.element(), play.watermark(99)]).toEqual(['fires', 'last']);
  });

  it('says which firing is the end', () => {
    const play = new Play(text);
    play.element();
    expect(play.isEnd).toBe(false);
    play.now = { ...play.now, watermark: 99 };
    expect(play.isEnd).toBe(true);
    play.watermark(99);
    expect(play.isEnd).toBe(false);
  });

  it('goes back to early when a merge reopens the window; early then begins with what the open windows had', () => {
    const over = new Play(text, { start: 0, end: 10 });
    over.watermark(9);
    const open = new Play(text, { start: 9, end: 100 });
    open.element();
    const play = merged(text, [over, open], { start: 0, end: 100 }, over.now);
    expect([play.element(), play.watermark(99), play.element()]).toEqual(['fires', 'fires', 'fires']);
  });

  it('stays late after a merge of late windows whose new end has passed', () => {
    const plays = [new Play('watermark(late=count(3))'), new Play('watermark(late=count(3))')];
    for (const play of plays) {
      play.watermark(199);
      play.element();
    }
    expect(merged('watermark(late=count(3))', plays, wide).element()).toBe('fires');
  });

  it('goes back to early if one was early, though the end has passed: then that end fires', () => {
    const late = new Play(text);
    late.watermark(199);
    const early = new Play(text);
    const play = merged(text, [late, early], wide, late.now);
    expect(play.element()).toBe('fires');
    expect(play.element()).toBe('fires');
  });
});

describe('any(T, …)', () => {
  it('fires for the last time when one part is ready', () => {
    expect(new Play('any(count(3), delay(10ms))').elements(3)).toEqual(['-', '-', 'last']);
    const play = new Play('any(count(3), delay(10ms))');
    play.element();
    expect(play.clock(11)).toBe('last');
  });

  it('is an end of the window when a ready part is one', () => {
    const play = new Play('any(count(1), watermark)');
    play.now = { ...play.now, watermark: 98 };
    play.state = play.trigger.add(play.state, { count: 1, at: 0, signal: () => NaN }, play.window, play.now);
    expect(play.isEnd).toBe(false);
    play.now = { ...play.now, watermark: 99 };
    expect(play.isEnd).toBe(true);
  });

  it('merges part by part', () => {
    const plays = [new Play('any(count(3), delay(10ms))'), new Play('any(count(3), delay(10ms))')];
    for (const play of plays) play.element();
    expect(merged('any(count(3), delay(10ms))', plays, wide).clock(11)).toBe('last');
    expect(merged('any(count(3), delay(10ms))', plays, wide).element()).toBe('last');
  });
});

describe('all(T, …)', () => {
  it('fires for the last time when every part is ready', () => {
    const play = new Play('all(count(2), delay(10ms))');
    expect([...play.elements(3), play.clock(10), play.clock(11)]).toEqual(['-', '-', '-', '-', 'last']);
  });
});

describe('each(T, …)', () => {
  it('goes from part to part, each beginning empty', () => {
    expect(new Play('each(count(1), count(2), repeat(count(3)))').elements(9)).toEqual([
      'fires',
      '-',
      'fires',
      '-',
      '-',
      'fires',
      '-',
      '-',
      'fires',
    ]);
  });

  it('has finished after the last', () => {
    expect(new Play('each(count(1), count(2))').elements(4)).toEqual(['fires', '-', 'last', 'dropped']);
  });

  it('goes on, after a merge, with the first part that not all had finished', () => {
    const text = 'each(watermark, count(2))';
    const ahead = new Play(text);
    ahead.watermark(99);
    const both = [ahead, new Play(text)];
    expect(merged(text, both, wide, ahead.now).watermark(199)).toBe('fires');
    expect(merged(text, [ahead, ahead], { start: 0, end: 100 }).elements(2)).toEqual(['-', 'last']);
  });

  it('counts a part as finished where one window had finished it and that is enough', () => {
    const text = 'each(count(1), count(3))';
    const ahead = new Play(text);
    ahead.elements(2);
    expect(merged(text, [ahead, new Play(text)], wide).elements(2)).toEqual(['-', 'last']);
  });
});

describe('or-finally(T, U)', () => {
  it('fires as T until U is ready', () => {
    const play = new Play('or-finally(repeat(count(2)), watermark)');
    expect(play.elements(3)).toEqual(['-', 'fires', '-']);
    expect(play.watermark(99)).toBe('last');
  });

  it('shows elements to both', () => {
    expect(new Play('or-finally(repeat(count(2)), count(5))').elements(5)).toEqual([
      '-',
      'fires',
      '-',
      'fires',
      'last',
    ]);
  });

  it('has finished when T has', () => {
    expect(new Play('or-finally(count(2), count(5))').elements(3)).toEqual(['-', 'last', 'dropped']);
  });
});

describe('repeat(T)', () => {
  it('begins again, at the second part of each as well', () => {
    expect(new Play('repeat(each(count(1), count(2)))').elements(5)).toEqual(['fires', '-', 'fires', 'fires', '-']);
  });

  it('never finishes, not even by a merge', () => {
    const play = new Play('repeat(watermark)');
    expect([play.watermark(99), play.element()]).toEqual(['fires', 'fires']);
    expect(merged('repeat(watermark)', [play, play], { start: 0, end: 100 }).state).not.toBe(finished);
  });
});
