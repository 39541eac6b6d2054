// The status line: the watermark and the input that holds it back; and why nothing has been written yet.
import { describe, expect, test } from 'vitest';
import { delayText, statusText } from '../../src/report/status-text.js';
import { at, moment } from './status-numbers.js';

describe('the status line', () => {
  test('says it all', () => {
    expect(statusText(moment)).toBe(
      '1,234,567 events, 410 k/s, watermark 2026-01-01T14:05:32.000Z held back by b.log, 24 windows open, 12 late, 0 rejected',
    );
  });
  test.each([
    [
      { watermark: -Infinity, holder: { name: 'b', waits: true, alone: true } },
      'no watermark yet: b has sent no event,',
    ],
    [{ watermark: -Infinity, holder: { name: 'b', waits: false, alone: true } }, 'no watermark yet,'],
    [{ holder: { name: 'b', waits: true, alone: false } }, '32.000Z held back by b, which has sent no event yet,'],
    [{ holder: { name: 'b', waits: false, alone: true } }, '32.000Z, 24'],
    [{ holder: undefined, watermark: Infinity }, 'watermark at the end, 24'],
    [{ events: 1, openWindows: 1 }, '1 event, '],
  ])('%o: %s', (part, text) => expect(statusText({ ...moment, ...part })).toContain(text));
});

describe('why nothing has been written yet', () => {
  const delay = {
    watermark: at,
    holder: moment.holder,
    horizon: at + 999,
    deadline: Infinity,
    events: 5,
    inWindows: 5,
  };
  test.each([
    [{}, 'the next pane is due at 2026-01-01T14:05:32.999Z; watermark 2026-01-01T14:05:32.000Z held back by b.log'],
    [{ horizon: Infinity }, 'nothing is due before the end of the input'],
    [
      { horizon: Infinity, silent: true },
      "nothing is due before the end of the input; --early 'delay(5s)' would show what there is so far",
    ],
    [{ horizon: Infinity, deadline: at }, 'the next pane is due when the clock says 2026-01-01T14:05:32.000Z'],
    [{ every: 100 }, 'the next pane is due after 100 events of one key, or at the end'],
    [{ inWindows: 0 }, 'no event has come into a window yet'],
    [{ events: 0 }, 'b.log has sent no event yet'],
    [{ events: 0, holder: undefined }, 'there is no input yet'],
  ])('%o: %s', (part, text) => expect(delayText({ ...delay, ...part })).toBe(text));
});
