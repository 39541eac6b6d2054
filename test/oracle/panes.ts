// What a firing writes (SPEC §7), and what the output watermark may promise of what is not written yet (SPEC §8).
import type { Instant } from '../../src/model/instant.js';
import { countHeld } from './count-windows.js';
import { valuesOf } from './elements.js';
import { here, maxTs, type LiveWindow, type Run } from './run.js';
import type { Row } from './scenario.js';
import * as rules from './trigger-rules.js';

/** Fires if the trigger is ready. `passesNow`: W crossed the end of the window in this very step. */
export function judge(run: Run, window: LiveWindow, passesNow: boolean): void {
  const { trigger } = run.scenario;
  if (!rules.ready(trigger, window.trigger, here(run, window))) return;
  const theEnd = rules.firesTheEnd(trigger, window.trigger, here(run, window));
  window.trigger = rules.fired(trigger, window.trigger, here(run, window));
  window.closed = window.trigger.done;
  emit(run, window, passesNow, theEnd, window.closed);
}

/** The last pane of a window that expires. */
export function flush(run: Run, window: LiveWindow, passesNow: boolean): void {
  const { trigger } = run.scenario;
  const isReady = rules.ready(trigger, window.trigger, here(run, window));
  const theEnd = isReady && rules.firesTheEnd(trigger, window.trigger, here(run, window));
  emit(run, window, passesNow, theEnd, true);
}

function emit(run: Run, window: LiveWindow, passesNow: boolean, theEnd: boolean, last: boolean): void {
  const { onTime, closing, accumulation } = run.scenario;
  const timing = timingOf(run, window, passesNow);
  const emptyOnTime = timing === 'on-time' && ((onTime !== 'if-new' && theEnd) || (onTime === 'always' && passesNow));
  if (window.fresh.length === 0 && !emptyOnTime && !(last && closing === 'always')) return;

  const retracts = accumulation === 'retracting';
  if (retracts) run.rows.push(...window.undo.map(takenBack));
  if (retracts && window.previous !== undefined) run.rows.push(takenBack(window.previous));

  const row = {
    retract: false,
    start: window.start,
    end: window.end,
    key: window.key,
    timing,
    index: window.panes,
    nonSpeculativeIndex: timing === 'early' ? -1 : window.nonSpeculative,
    first: window.panes === 0,
    last,
    ts: timestampOf(run, window),
    ...valuesOf(window.elements),
  };
  run.rows.push(row);
  window.panes += 1;
  if (timing !== 'early') window.nonSpeculative += 1;
  window.previous = row;
  window.undo = [];
  window.fresh = [];
  window.punctual = false;
  if (accumulation === 'discarding') window.elements = [];
}

function timingOf(run: Run, window: LiveWindow, passesNow: boolean): Row['timing'] {
  if (window.nonSpeculative > 0) return 'late';
  if (run.W < maxTs(window)) return 'early';
  return passesNow || window.punctual ? 'on-time' : 'late';
}

function timestampOf(run: Run, window: LiveWindow): Instant {
  const timely = window.fresh.filter((element) => element.timely).map((element) => element.ts);
  if (run.scenario.timestamp === 'end' || timely.length === 0) return maxTs(window);
  const chosen = run.scenario.timestamp === 'earliest' ? Math.min(...timely) : Math.max(...timely);
  return Math.min(chosen, maxTs(window));
}

function takenBack(row: Row): Row {
  return { ...row, retract: true };
}

/** W, but below the ts that a pane not yet written could still get from a punctual element (SPEC §8). */
export function outputWatermark(run: Run): Instant {
  const owing = run.windows.filter((window) => !window.closed && window.punctual);
  const { window: spec, timestamp } = run.scenario;
  const counted = countHeld(spec, run.counted, timestamp) - 1;
  return Math.min(run.W, counted, ...owing.map((window) => timestampOf(run, window) - 1));
}
