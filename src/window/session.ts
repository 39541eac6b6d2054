// Sessions (Dataflow paper §2.2.2, SPEC §4): an element's proto-window [ts, ts + gap) merges with the live windows of
// its key that overlap or touch it. Two that only touch belong together: the gap has not been exceeded.
//
//   gap 3:   5───8           a = [5,8)
//               8───11       b = [8,11) touches a: together [5,11)
//
// With a maximum no session is longer; windows that would not fit stay beside, so live windows may then even overlap.
import type { Duration, Instant } from '../model/instant.js';
import { has, numberIn, specOf, textIn, type Spec } from '../text/spec.js';
import { UsageError } from '../text/usage-error.js';
import type { Window } from '../model/window.js';
import { lengthOf, lengthText } from './arguments.js';
import { longest } from './limits.js';
import type { Merge, MergingWindows, WindowEntry } from './window-fn.js';

/**
 * @param gap how long a session outlives its last element, or the JSONPath text of that in the event
 * @param max no session is longer; Infinity: no maximum
 */
export function session(gap: Duration | string, max: Duration = Infinity): MergingWindows {
  return {
    kind: 'merging',
    gap: typeof gap === 'number' ? gap : undefined,
    gapPath: typeof gap === 'string' ? gap : undefined,
    max,
    // Gaps from events are bounded as those on the command line are, to keep every bound a safe integer.
    proto: (at, length) => ({ start: at, end: at + Math.min(length, longest) }),
    merge: (proto, at, live) => merge(proto, at, touched(proto, live), live, max),
  };
}

/** Indices of the live windows that overlap or touch the proto-window, in order of start. */
function touched(proto: Window, live: readonly Window[]): number[] {
  const indices: number[] = [];
  for (let i = 0; i < live.length; i++) {
    const { start, end } = live[i]!;
    if (start <= proto.end && proto.start <= end) indices.push(i);
  }
  if (indices.length > 1) indices.sort((a, b) => live[a]!.start - live[b]!.start || live[a]!.end - live[b]!.end);
  return indices;
}

/**
 * Swallows, in order of start, each touched window with which everything still fits below start + max: the element
 * itself, and all that is swallowed. What the gap adds behind the last element may be cut off, an element never.
 */
function merge(proto: Window, at: Instant, near: readonly number[], live: readonly Window[], max: Duration): Merge {
  const swallowed: number[] = [];
  let { start, end } = proto;
  let lastSwallowed = -Infinity;
  for (const i of near) {
    const window = live[i]!;
    const limit = Math.min(start, window.start) + max;
    const reach = Math.max(lastSwallowed, window.end);
    if (at >= limit || reach > limit) continue;
    swallowed.push(i);
    start = Math.min(start, window.start);
    end = Math.max(end, window.end);
    lastSwallowed = reach;
  }
  return { into: { start, end: Math.min(end, start + max) }, swallowed };
}

export const entry: WindowEntry = {
  name: 'session',
  form: 'session:GAP[,max=D]',
  doc: 'per key, runs of events with no pause as long as GAP, a duration or a PATH to one in the event',
  example: 'session:30m',
  needsTime: true,
  parse(args) {
    // The gap may be a JSONPath with commas of its own, so only what stands last is taken for an option.
    const [, gap = '', maxText] = /^(.*?)(?:,max=([^,'"\]]*))?$/s.exec(args ?? '') ?? [];
    if (gap === '') throw new UsageError('its gap is missing', entry.form);
    const max = maxText === undefined ? undefined : lengthOf(maxText, 'the maximum', entry.form);
    return specOf('session', { gap: gapOf(gap), max });
  },
  text: (spec) => `${gapText(spec)}${has(spec, 'max') ? `,max=${lengthText(spec, 'max')}` : ''}`,
  build: (spec) => session(gapIn(spec), numberIn(spec, 'max', Infinity)),
  words(spec) {
    const pause = typeof gapIn(spec) === 'number' ? gapText(spec) : `the time at ${gapText(spec)} in the event`;
    const longest = has(spec, 'max') ? `, none longer than ${lengthText(spec, 'max')}` : '';
    return `sessions of each key, ended by a pause of ${pause}${longest}`;
  },
};

/** Whatever cannot be meant as a duration is the path to one. */
function gapOf(text: string): Duration | string {
  const stray = /^[^['"]*?,(.*)$/s.exec(text);
  if (stray !== null) throw new UsageError(`"${stray[1]!}" is not understood`, entry.form);
  const isPath = /^[$.@\p{L}_]/u.test(text) && !/^PT?\d/i.test(text);
  return isPath ? text : lengthOf(text, 'the gap', entry.form);
}

/** A length of time, or the path to one. */
function gapIn(spec: Spec): Duration | string {
  return typeof spec['gap'] === 'string' ? textIn(spec, 'gap') : numberIn(spec, 'gap');
}

function gapText(spec: Spec): string {
  return typeof spec['gap'] === 'string' ? textIn(spec, 'gap') : lengthText(spec, 'gap');
}
