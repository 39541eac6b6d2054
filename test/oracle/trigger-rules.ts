// The table of SPEC §6, row by row: when a trigger is ready, what a firing makes of it, and what merging windows make of
// it. A state remembers the very elements a part has seen since it began or last fired, so that "counts add up" and
// "earliest deadline" are what joining two lists gives, and finished parts stay in the tree.
import { mod, type Instant } from '../../src/model/instant.js';
import { partsOf, type TriggerTree } from './trigger-text.js';

/** One element as a trigger sees it: event time, processing time of arrival, and its value (for `delta`). */
export interface Seen {
  readonly ts: Instant;
  readonly arrival: Instant;
  readonly value: number;
}

/** The two clocks and the end of the window in question. */
export interface Here {
  readonly watermark: Instant;
  readonly now: Instant;
  readonly maxTs: Instant;
}

export interface TriggerState {
  readonly done: boolean;
  /** `count delay aligned event-every delta`: elements since this part began or last fired. */
  readonly seen: readonly Seen[];
  /** One per part, in the order of `partsOf`. */
  readonly parts: readonly TriggerState[];
  /** `watermark`: the end has fired. */
  readonly endFired: boolean;
  /** `event-every`: the next multiple. */
  readonly deadline: Instant | undefined;
  /** `delta`: the value of the last firing, or the first of all. */
  readonly remembered: number | undefined;
}

/** A part that begins now, with no elements. */
export function open(tree: TriggerTree): TriggerState {
  const parts = partsOf(tree).map(open);
  return { done: false, seen: [], parts, endFired: false, deadline: undefined, remembered: undefined };
}

/** An element joined the window. */
export function add(tree: TriggerTree, state: TriggerState, element: Seen, here: Here): TriggerState {
  switch (tree.is) {
    case 'count':
    case 'delay':
    case 'aligned':
      return { ...state, seen: [...state.seen, element] };
    case 'delta':
      return { ...state, seen: [element], remembered: state.remembered ?? element.value };
    case 'event-every': {
      const deadline = pendingDeadline(tree.every, state, here) ?? multipleAfter(element.ts, tree.every, here.maxTs);
      return { ...state, seen: [...state.seen, element], deadline };
    }
    case 'watermark':
      return withPart(state, state.endFired ? 1 : 0, (part, i) => add(partsOf(tree)[i]!, part, element, here));
    case 'each':
      return withPart(state, currentOf(state), (part, i) => add(tree.parts[i]!, part, element, here));
    default: {
      const parts = state.parts.map((part, i) => (part.done ? part : add(partsOf(tree)[i]!, part, element, here)));
      return { ...state, parts };
    }
  }
}

export function ready(tree: TriggerTree, state: TriggerState, here: Here): boolean {
  const readyPart = (i: number): boolean => ready(partsOf(tree)[i]!, state.parts[i]!, here);
  const doneOrReady = (part: TriggerState, i: number): boolean => part.done || readyPart(i);
  switch (tree.is) {
    case 'never':
      return false;
    case 'always':
      return true;
    case 'default':
      return here.watermark >= here.maxTs;
    case 'watermark':
      return state.endFired ? readyPart(1) : here.watermark >= here.maxTs || readyPart(0);
    case 'count':
      return state.seen.length >= tree.n;
    case 'delay':
    case 'aligned':
      return clockDeadlines(tree, state).some((deadline) => here.now > deadline);
    case 'event-every':
      return state.seen.length > 0 && here.watermark >= state.deadline!;
    case 'delta':
      return state.seen.some(({ value }) => Math.abs(value - state.remembered!) > tree.by);
    case 'repeat':
      return readyPart(0);
    case 'each':
      return readyPart(currentOf(state));
    case 'any':
      return state.parts.some(doneOrReady);
    case 'all':
      return state.parts.every(doneOrReady);
    case 'or-finally':
      return readyPart(0) || readyPart(1);
  }
}

/** The window fires; only asked of a ready trigger. */
export function fired(tree: TriggerTree, state: TriggerState, here: Here): TriggerState {
  const firePart = (part: TriggerState, i: number): TriggerState => fired(partsOf(tree)[i]!, part, here);
  const restarted = (part: TriggerState, i: number): TriggerState => {
    const after = firePart(part, i);
    return after.done ? open(partsOf(tree)[i]!) : after;
  };
  switch (tree.is) {
    case 'never':
    case 'always':
    case 'default':
      return state;
    case 'count':
    case 'delay':
    case 'aligned':
      return { ...state, seen: [], done: true };
    case 'event-every':
      return { ...state, seen: [], deadline: multipleAfter(here.watermark, tree.every, here.maxTs) };
    case 'delta':
      return { ...state, seen: [], remembered: state.seen[0]!.value };
    case 'watermark': {
      if (state.endFired) return withPart(state, 1, restarted);
      if (here.watermark < here.maxTs) return withPart(state, 0, restarted);
      return { ...open(tree), endFired: true, done: tree.late === undefined };
    }
    case 'repeat':
      return withPart(state, 0, restarted);
    case 'any':
    case 'all':
      return finish(tree);
    case 'each': {
      const current = currentOf(state);
      const after = withPart(state, current, firePart);
      if (!after.parts[current]!.done) return after;
      if (current + 1 === after.parts.length) return finish(tree);
      return withPart(after, current + 1, (_, i) => open(tree.parts[i]!));
    }
    case 'or-finally': {
      if (ready(tree.until, state.parts[1]!, here)) return finish(tree);
      const after = withPart(state, 0, firePart);
      return after.parts[0]!.done ? finish(tree) : after;
    }
  }
}

/** Whether this firing is that of an end-of-window part: `watermark`, `default`, the end of `watermark(…)`. */
export function firesTheEnd(tree: TriggerTree, state: TriggerState, here: Here): boolean {
  if (tree.is === 'default') return here.watermark >= here.maxTs;
  if (tree.is === 'watermark' && !state.endFired) return here.watermark >= here.maxTs;
  return state.parts.some((part, i) => {
    const of = partsOf(tree)[i]!;
    return isAtWork(tree, state, i) && ready(of, part, here) && firesTheEnd(of, part, here);
  });
}

/** The state of the window that replaces those of `states` (by their start); `here` speaks of the new window. */
export function merge(tree: TriggerTree, states: readonly TriggerState[], here: Here): TriggerState {
  const parts = partsOf(tree).map((part, i) =>
    merge(
      part,
      states.map((state) => state.parts[i]!),
      here,
    ),
  );
  const merged = { ...open(tree), parts, seen: states.flatMap((state) => state.seen) };
  switch (tree.is) {
    case 'watermark': {
      const endFired = states.every((state) => state.endFired) && here.watermark >= here.maxTs;
      const restarted = endFired ? [open(partsOf(tree)[0]!), parts[1]!] : [parts[0]!, open(partsOf(tree)[1]!)];
      return { ...merged, parts: restarted, endFired, done: endFired && tree.late === undefined };
    }
    case 'count':
    case 'delay':
    case 'aligned':
      return { ...merged, done: states.some((state) => state.done) };
    case 'event-every':
      return { ...merged, deadline: earliestDeadline(tree.every, states, here) };
    case 'repeat':
      return { ...merged, parts: parts.map((part) => (part.done ? open(tree.part) : part)) };
    case 'any':
    case 'or-finally':
      return { ...merged, done: parts.some((part) => part.done) };
    case 'all':
    case 'each':
      return { ...merged, done: parts.every((part) => part.done) };
    default:
      return merged;
  }
}

/** Deadlines in processing time of the parts at work: the trigger is due once now > one of them. */
export function clockDeadlines(tree: TriggerTree, state: TriggerState): readonly Instant[] {
  const first = Math.min(...state.seen.map(({ arrival }) => arrival));
  if (tree.is === 'delay' && state.seen.length > 0) return [first + tree.by];
  if (tree.is === 'aligned' && state.seen.length > 0) return [roundUp(first, tree.period, tree.offset)];
  return partsOf(tree).flatMap((part, i) => (isAtWork(tree, state, i) ? clockDeadlines(part, state.parts[i]!) : []));
}

/** Deadlines in event time (`event-every`) of the parts at work: due once W ≥ one of them. */
export function eventDeadlines(tree: TriggerTree, state: TriggerState): readonly Instant[] {
  if (tree.is === 'event-every' && state.seen.length > 0) return [state.deadline!];
  return partsOf(tree).flatMap((part, i) => (isAtWork(tree, state, i) ? eventDeadlines(part, state.parts[i]!) : []));
}

/** Whether part `i` is listened to: of `each` only the current one, of `watermark(…)` that of the phase. */
function isAtWork(tree: TriggerTree, state: TriggerState, i: number): boolean {
  if (tree.is === 'each') return i === currentOf(state);
  if (tree.is === 'watermark') return i === (state.endFired ? 1 : 0);
  return !state.parts[i]!.done;
}

/** `each`: the first part that is not finished. */
function currentOf(state: TriggerState): number {
  return state.parts.findIndex((part) => !part.done);
}

/** A finished trigger; to a merge the parts of a finished composite are finished too. A `watermark(…)` is past its end. */
function finish(tree: TriggerTree): TriggerState {
  const parts = tree.is === 'watermark' ? open(tree).parts : partsOf(tree).map(finish);
  return { ...open(tree), parts, endFired: true, done: true };
}

function withPart(
  state: TriggerState,
  at: number,
  change: (part: TriggerState, i: number) => TriggerState,
): TriggerState {
  return { ...state, parts: state.parts.map((part, i) => (i === at ? change(part, i) : part)) };
}

/** o + k·p, the smallest that is not below `at`. */
function roundUp(at: Instant, period: number, offset: number): Instant {
  return at === -Infinity ? at : at + mod(offset - at, period);
}

/** `event-every`: the first multiple behind `at`, but the end of the window at most. */
function multipleAfter(at: Instant, every: number, maxTs: Instant): Instant {
  return at >= maxTs ? maxTs : Math.min(at - mod(at, every) + every, maxTs);
}

/** The deadline to come, or come with something fresh; one that passed with nothing fresh is followed by the next. */
function pendingDeadline(every: number, { deadline, seen }: TriggerState, here: Here): Instant | undefined {
  if (deadline === undefined || seen.length > 0 || deadline > here.watermark) return deadline;
  return multipleAfter(here.watermark, every, here.maxTs);
}

function earliestDeadline(every: number, states: readonly TriggerState[], here: Here): Instant | undefined {
  const deadlines = states
    .map((state) => pendingDeadline(every, state, here))
    .filter((deadline) => deadline !== undefined);
  return deadlines.length === 0 ? undefined : Math.min(...deadlines);
}
