// A pane as most are: of the first minute of 2026, on time and the only one.
import type { Pane } from '../../src/model/pane.js';

export const minute = { start: Date.UTC(2026, 0, 1), end: Date.UTC(2026, 0, 1, 0, 1) };

export const onTime: Pane = {
  key: 0,
  window: minute,
  timing: 'on-time',
  index: 0,
  nonSpeculativeIndex: 0,
  last: true,
  ts: minute.end - 1,
};
