// The whole model once more, slowly: a from-scratch telling of SPEC §4–§8 that is meant to be read beside it. Every
// window keeps all its elements and its values are counted anew for each pane; every step looks at every window. The
// pipeline has to give the same rows, in the same order, the same late events, and the same output watermark.
import type { Instant } from '../../src/model/instant.js';
import { countEvent, countRest } from './count-windows.js';
import type { Element } from './elements.js';
import { combined, goOn, hear, newInput, turnIdle } from './inputs.js';
import { flush, judge, outputWatermark } from './panes.js';
import { gc, here, inOrder, isExpired, maxTs, type LiveWindow, type Run } from './run.js';
import type { Event, Late, Outcome, Scenario, Step } from './scenario.js';
import * as rules from './trigger-rules.js';
import { assign, joinSession, type Span } from './windows.js';

/** What each step of a scenario brings. Pure. */
export function answers(scenario: Scenario, steps: readonly Step[]): readonly Outcome[] {
  const inputs = Array.from({ length: scenario.inputs }, newInput);
  const run: Run = {
    scenario,
    W: -Infinity,
    now: -Infinity,
    latest: -Infinity,
    inputs,
    windows: [],
    counted: new Map(),
    events: 0,
    rows: [],
    late: [],
  };
  return steps.map((step) => {
    [run.rows, run.late] = [[], []];
    take(run, step);
    return { rows: run.rows, late: run.late, out: outputWatermark(run) };
  });
}

function take(run: Run, step: Step): void {
  if (step.is === 'event') {
    takeEvent(run, step.event);
    return;
  }
  if (step.is === 'clock') {
    moveClock(run, step.now);
    return;
  }
  if (step.is === 'finish') {
    for (const input of run.inputs) input.state = 'ended';
  } else {
    const input = run.inputs[step.input]!;
    if (step.is === 'end') input.state = 'ended';
    if (step.is === 'idle' && input.state !== 'ended') input.state = 'resting';
    if (step.is === 'watermark') {
      hear(input, run.now, 'watermark');
      run.latest = run.now;
      input.promised = Math.max(input.promised, step.at);
    }
  }
  advance(run);
}

// ---- the life of an event (SPEC §5); the numbers are those of its steps

function takeEvent(run: Run, event: Event): void {
  const { scenario } = run;
  if (event.clock !== undefined) moveClock(run, event.clock); // 0
  const ts = scenario.domain === 'processing' ? run.now : event.ts;
  const order = run.events++;
  // While the clock is not known, and after its end, an event that needs a time of it is no event but a reject (§4).
  const needsTime = scenario.window.is !== 'global' && scenario.window.is !== 'count';
  if (scenario.domain === 'processing' && needsTime && event.filtered !== true && !Number.isFinite(run.now)) return;
  const input = run.inputs[event.input]!;
  if (scenario.maxFuture !== undefined && run.now !== -Infinity && ts > run.now + scenario.maxFuture) {
    refuse(run, order, 'future', ts, []); // 2
    return;
  }
  if (event.filtered !== true) place(run, event, ts, order); // 3, 4, 5
  hear(input, run.now, 'event'); // 6
  run.latest = run.now;
  if (!Number.isNaN(ts)) input.high = Math.max(input.high, ts);
  advance(run);
}

/** Steps 4 and 5: the event goes to its windows, or to the late stream. */
function place(run: Run, event: Event, ts: Instant, order: number): void {
  const { window } = run.scenario;
  const element = { ts, arrival: run.now, value: event.value, order, timely: ts > run.W };
  if (window.is === 'count' && run.W === Infinity) {
    // The rest of each key was written: what comes now is late.
    refuse(run, order, 'late', ts, []);
    return;
  }
  if (window.is === 'count') {
    run.rows.push(...countEvent(window, run.counted, event.key, element, run.scenario.timestamp));
    return;
  }
  if (window.is === 'session') {
    const gap = window.gap ?? event.gap ?? NaN;
    if (gap > 0) placeInSession(run, event.key, element, gap, window.max);
    else refuse(run, order, 'gap', ts, []);
    return;
  }
  const proto = assign(window, ts);
  const refused: Span[] = [];
  let closed = false;
  for (const span of proto) {
    const found = run.windows.find((w) => w.key === event.key && w.start === span.start && w.end === span.end);
    if (isExpired(run, span) || found?.closed === true) {
      refused.push(span);
      closed ||= !isExpired(run, span);
    } else addTo(run, found ?? openWindow(run, event.key, span, order), element);
  }
  if (proto.length === 0) refuse(run, order, 'no-window', ts, []);
  else if (refused.length === proto.length) refuse(run, order, closed ? 'closed' : 'late', ts, refused);
}

function placeInSession(run: Run, key: string, element: Element, gap: number, max: number): void {
  const ofKey = run.windows.filter((w) => w.key === key);
  const { hull, swallowed } = joinSession(
    element.ts,
    gap,
    max,
    ofKey.filter((w) => !w.closed),
  );
  const closed = ofKey.some((w) => w.closed && w.start === hull.start && w.end === hull.end);
  const [only] = swallowed;
  if (isExpired(run, hull)) refuse(run, element.order, 'late', element.ts, [hull]);
  else if (closed) refuse(run, element.order, 'closed', element.ts, [hull]);
  else if (only === undefined) addTo(run, openWindow(run, key, hull, element.order), element);
  else if (only.start === hull.start && only.end === hull.end) addTo(run, only, element);
  else addTo(run, mergeWindows(run, hull, swallowed), element);
}

function addTo(run: Run, window: LiveWindow, element: Element): void {
  window.elements = [...window.elements, element];
  window.fresh = [...window.fresh, element];
  window.punctual ||= run.W < maxTs(window);
  window.trigger = rules.add(run.scenario.trigger, window.trigger, element, here(run, window));
  judge(run, window, false);
}

function openWindow(run: Run, key: string, span: Span, since: number): LiveWindow {
  const window: LiveWindow = {
    ...span,
    key,
    since,
    elements: [],
    fresh: [],
    punctual: false,
    trigger: rules.open(run.scenario.trigger),
    closed: false,
    panes: 0,
    nonSpeculative: 0,
    previous: undefined,
    undo: [],
  };
  run.windows.push(window);
  return window;
}

/** Pane state is not carried over: the merged window starts at index 0 and owes the retractions. */
function mergeWindows(run: Run, hull: Span, swallowed: readonly LiveWindow[]): LiveWindow {
  run.windows = run.windows.filter((w) => !swallowed.includes(w));
  const merged = openWindow(run, swallowed[0]!.key, hull, Math.min(...swallowed.map((w) => w.since)));
  merged.elements = swallowed.flatMap((w) => w.elements);
  merged.fresh = swallowed.flatMap((w) => w.fresh);
  merged.punctual = swallowed.some((w) => w.punctual);
  merged.undo = swallowed
    .flatMap((w) => (w.previous === undefined ? w.undo : [...w.undo, w.previous]))
    .sort((a, b) => a.end - b.end || a.start - b.start);
  const states = swallowed.map((w) => w.trigger);
  merged.trigger = rules.merge(run.scenario.trigger, states, here(run, merged));
  return merged;
}

function refuse(run: Run, event: number, reason: Late['reason'], ts: Instant, spans: readonly Span[]): void {
  const windows = spans.map(({ start, end }) => ({ start, end, lateBy: run.W - gc(run, { start, end }) }));
  run.late.push({ event, reason, ts, watermark: run.W, windows });
}

// ---- the two clocks

/**
 * A move of the clock: deadlines that it passed are judged, and only then W rises (by `wall`, or because an input turned
 * idle), for §3 has the two in this order. In the processing domain W := now − 1 is part of the clock's step.
 */
function moveClock(run: Run, now: Instant): void {
  const old = run.now;
  if (now <= old) return;
  run.now = now;
  // Silence cannot be measured before the clock is known.
  if (run.latest === -Infinity) run.latest = now;
  goOn(run.scenario, run.inputs, run.latest, now);
  if (run.scenario.idle !== undefined) turnIdle(run.inputs, now, run.scenario.idle);
  if (run.scenario.domain === 'processing') advance(run);
  for (const window of inOrder(run.windows)) {
    const deadlines = rules.clockDeadlines(run.scenario.trigger, window.trigger);
    const due = deadlines.some((deadline) => old <= deadline && deadline < now);
    if (due && !window.closed) judge(run, window, false);
  }
  advance(run);
}

/** W rises to what the inputs now say. All decisions use the new W. */
function advance(run: Run): void {
  const old = run.W;
  run.W = Math.max(old, combined(run.scenario, run.inputs, old, run.now));
  if (run.W === old) return;
  for (const window of inOrder(run.windows)) {
    if (window.closed) continue;
    const passesNow = old < maxTs(window) && maxTs(window) <= run.W;
    const deadlines = rules.eventDeadlines(run.scenario.trigger, window.trigger);
    if (isExpired(run, window)) flush(run, window, passesNow);
    else if (passesNow || deadlines.some((deadline) => old < deadline && deadline <= run.W))
      judge(run, window, passesNow);
  }
  run.windows = run.windows.filter((window) => !isExpired(run, window));
  if (run.W < Infinity) return;
  run.rows.push(...countRest(run.scenario.window, run.counted, run.scenario.timestamp));
  run.counted.clear();
}
