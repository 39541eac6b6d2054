// What a pattern matches, once more and slowly, read off OPERATORS §5: from each first event all ways through the tree of
// the pattern are tried, in the order in which they are preferred, over all events of the key. Nothing is shared, nothing
// goes on step by step.
import { namesIn } from '../../../src/operator/match/automaton.js';
import type { Gap, PatternTree } from '../../../src/operator/match/pattern-tree.js';

export interface ModelEvent {
  readonly key: string;
  readonly ts: number;
  /** The names that hold of it: `ab`. */
  readonly kinds: string;
  readonly value: number;
}

export type Skip = 'past-last' | 'next' | 'none' | `to-first:${string}` | `to-last:${string}`;

export interface ModelPlan {
  readonly tree: PatternTree;
  readonly within: number;
  readonly skip: Skip;
  readonly bound: number;
  readonly lateness: number;
}

/** Whether a name holds: `x` of all, `r` of those with no less a value than the first, others by their letters. */
export function holds(name: string, event: ModelEvent, first: ModelEvent): boolean {
  if (name === 'x') return true;
  return name === 'r' ? event.value >= first.value : event.kinds.includes(name);
}

type Step = readonly [event: number, name: string];
type Path = readonly Step[];

/** What is found on the ways through the pattern, the most preferred first. */
type Item =
  | { readonly is: 'match'; readonly path: Path; readonly atTheEnd: boolean }
  /** The very next event could still be taken. */
  | { readonly is: 'waits'; readonly for: number }
  | { readonly is: 'timeout'; readonly path: Path };

interface State {
  readonly path: Path;
  readonly never: readonly string[];
  readonly notNext: readonly string[];
}

type Then = (state: State) => Generator<Item>;

/** All that can become of one first event. */
class Ways {
  readonly #events: readonly ModelEvent[];
  readonly #first: number;
  readonly #within: number;

  constructor(events: readonly ModelEvent[], first: number, within: number) {
    this.#events = events;
    this.#first = first;
    this.#within = within;
  }

  *through(tree: PatternTree): Generator<Item> {
    yield* this.#walk(tree, undefined, { path: [], never: [], notNext: [] }, (state) => this.#end(state));
  }

  /** The events from here on that are near enough to the first. */
  #near(from: number): readonly number[] {
    const start = this.#events[this.#first]!.ts;
    const all = [...this.#events.keys()].slice(from);
    const far = all.findIndex((i) => this.#events[i]!.ts - start >= this.#within);
    return far < 0 ? all : all.slice(0, far);
  }

  #fits(name: string, event: number): boolean {
    return holds(name, this.#events[event]!, this.#events[this.#first]!);
  }

  /** Whether the event breaks what must not be. */
  #breaks({ path, never, notNext }: State, event: number): boolean {
    const isNext = event === path.at(-1)![0] + 1;
    return [...never, ...(isNext ? notNext : [])].some((name) => this.#fits(name, event));
  }

  *#end(state: State): Generator<Item> {
    const { path, never, notNext } = state;
    if (path.length === 0) return;
    const atTheEnd = never.length + notNext.length > 0;
    if (atTheEnd && this.#near(path.at(-1)![0] + 1).some((event) => this.#breaks(state, event))) return;
    yield { is: 'match', path, atTheEnd };
  }

  *#walk(tree: PatternTree, gap: Gap | undefined, state: State, then: Then): Generator<Item> {
    if (tree.is === 'name') yield* this.#take(tree.name, gap ?? 'strict', state, then);
    else if (tree.is === 'not') {
      const { never, notNext } = state;
      const strict = (gap ?? 'strict') === 'strict';
      yield* then(
        strict ? { ...state, notNext: [...notNext, ...tree.names] } : { ...state, never: [...never, ...tree.names] },
      );
    } else if (tree.is === 'either') for (const branch of tree.branches) yield* this.#walk(branch, gap, state, then);
    else if (tree.is === 'sequence') {
      const [first, ...parts] = tree.parts;
      const rest: PatternTree = { is: 'sequence', parts };
      yield* this.#walk(first!.of, first!.gap ?? gap, state, (next) =>
        parts.length === 0 ? then(next) : this.#walk(rest, undefined, next, then),
      );
    } else yield* this.#repeat(tree, gap, 0, state, then);
  }

  *#repeat(
    tree: PatternTree & { is: 'repeat' },
    gap: Gap | undefined,
    done: number,
    state: State,
    then: Then,
  ): Generator<Item> {
    const between: Gap | undefined = tree.combines ? 'any' : gap === 'any' ? 'next' : gap;
    const stops = done >= tree.least;
    if (stops && tree.reluctant) yield* then(state);
    if (done < tree.most)
      yield* this.#walk(tree.of, done === 0 ? gap : between, state, (next) => {
        return this.#repeat(tree, gap, done + 1, next, then);
      });
    if (stops && !tree.reluctant) yield* then(state);
  }

  *#take(name: string, gap: Gap, state: State, then: Then): Generator<Item> {
    const { path } = state;
    const taking = (event: number): State => ({ path: [...path, [event, name]], never: [], notNext: [] });
    if (path.length === 0) {
      if (this.#fits(name, this.#first)) yield* then(taking(this.#first));
      return;
    }
    const last = path.at(-1)![0];
    if (gap === 'strict') yield { is: 'waits', for: last + 1 };
    for (const event of this.#near(last + 1)) {
      if (this.#breaks(state, event)) return;
      const fits = this.#fits(name, event);
      if (fits) yield* then(taking(event));
      if (gap === 'strict' || (fits && gap === 'next')) return;
    }
    yield { is: 'timeout', path };
  }
}

const pathText = (path: Path): string => path.map(([event, name]) => `${name}${event}`).join(' ');

interface Row {
  readonly path: Path;
  /** undefined: that of the last event. */
  readonly ts: number | undefined;
  readonly timeout: boolean;
}

/** What a first event comes to: rows by the event with which they are written; `n`: at the end of `within`. */
function outcome(
  items: readonly Item[],
  names: readonly string[],
  all: boolean,
  first: number,
  lasts: readonly number[],
  end: number,
): Map<number | 'end', readonly Row[]> {
  const known = new Set<string>();
  const matches = items.filter((item) => {
    if (item.is !== 'match' || known.has(pathText(item.path))) return false;
    known.add(pathText(item.path));
    return true;
  }) as (Item & { is: 'match' })[];
  // That which must be waited for may be found both with and without waiting: then it is not waited for.
  const plain = new Set(items.flatMap((item) => (item.is === 'match' && !item.atTheEnd ? [pathText(item.path)] : [])));
  const timeouts = new Map(
    items.flatMap((item) => (item.is === 'timeout' ? [[pathText(item.path), item.path] as const] : [])),
  );
  const rows = new Map<number | 'end', readonly Row[]>();
  const numbersOf = (path: Path): number[] => path.map(([, name]) => names.indexOf(name));
  const byEvents = (a: Row, b: Row): number => {
    const [one, other] = [a.path.map(([e]) => e), b.path.map(([e]) => e)];
    const shared = Math.min(one.length, other.length) - 1;
    for (let i = 0; i < shared; i++) if (one[i] !== other[i]) return one[i]! - other[i]!;
    return one.length - other.length || one.at(-1)! - other.at(-1)! || compare(numbersOf(a.path), numbersOf(b.path));
  };
  if (all) {
    for (const { path } of matches) {
      if (!plain.has(pathText(path))) continue;
      const last = path.at(-1)![0];
      rows.set(last, [...(rows.get(last) ?? []), { path, ts: undefined, timeout: false }].sort(byEvents));
    }
    const ended = matches.filter(({ path }) => !plain.has(pathText(path)));
    const late = [...timeouts.values()].filter((path) => !known.has(pathText(path)));
    rows.set('end', [
      ...ended.map(({ path }) => ({ path, ts: end, timeout: false })).sort(byEvents),
      ...late.map((path) => ({ path, ts: end, timeout: true })).sort(byEvents),
    ]);
    return rows;
  }
  for (const now of [first, ...lasts]) {
    const best = items.findIndex((item) => item.is === 'match' && !item.atTheEnd && item.path.at(-1)![0] <= now);
    if (best < 0) continue;
    const waits = items.slice(0, best).some((item) => item.is === 'waits' && item.for === now + 1);
    if (waits) continue;
    rows.set(now, [{ path: (items[best] as Item & { is: 'match' }).path, ts: undefined, timeout: false }]);
    return rows;
  }
  const [best] = items.filter((item) => item.is === 'match');
  if (best !== undefined) {
    // The same events may be a match that waits for nothing but what is more preferred.
    const whole = matches.length > 0 && items.find((item) => item.is === 'match' && !item.atTheEnd);
    const waited = whole && whole.is === 'match' && pathText(whole.path) === pathText(best.path);
    rows.set('end', [{ path: best.path, ts: waited ? undefined : end, timeout: false }]);
    return rows;
  }
  rows.set('end', [...timeouts.values()].map((path) => ({ path, ts: end, timeout: true })).sort(byEvents));
  return rows;
}

/** A row as text, with where it stands among the rows of all keys. */
interface Placed {
  readonly order: readonly number[];
  readonly text: string;
}

/** The rows of one key, of events with their arrival numbers, in order of time. */
function rowsOfKey(plan: ModelPlan, events: readonly ModelEvent[], arrivals: readonly number[]): Placed[] {
  const { tree, within, skip } = plan;
  const all = skip === 'none';
  const placed: Placed[] = [];
  const outcomes = events.map((event, first) => {
    const items = [...new Ways(events, first, within).through(tree)];
    const near = [...events.keys()].filter((i) => i > first && events[i]!.ts - event.ts < within);
    return outcome(items, [...new Set(namesIn(tree))], all, first, near, event.ts + within - 1);
  });
  const dropped = new Set<number>();
  const drop = (first: number, path: Path): void => {
    const last = path.at(-1)![0];
    const [rule, name] = skip.split(':');
    const named = path.filter(([, taken]) => taken === name).map(([event]) => event);
    const until =
      rule === 'past-last' ? last + 1 : rule === 'to-first' ? named[0] : rule === 'to-last' ? named.at(-1) : undefined;
    for (let i = first + 1; i < (until ?? 0); i++) dropped.add(i);
  };
  // What has begun is over once it has written: `dropped` alone says what later ones may still do.
  const write = (first: number, rows: readonly Row[], order: readonly number[]): void => {
    if (dropped.has(first)) return;
    for (const { path, ts, timeout } of rows) {
      const names = path.map(([event, name]) => `${name}${arrivals[event]}`).join(' ');
      placed.push({ order, text: `${timeout ? 'timeout ' : ''}${names} @${ts ?? events[path.at(-1)![0]]!.ts}` });
      if (!timeout) drop(first, path);
    }
  };
  const moments = [
    ...events.map(({ ts }, event) => ({ order: [ts, 0, arrivals[event]!], event })),
    ...events.map(({ ts }, first) => ({ order: [ts + within - 1, 1, ts, arrivals[first]!], first })),
  ].sort((a, b) => compare(a.order, b.order));
  for (const { order, ...moment } of moments) {
    if ('first' in moment) write(moment.first, outcomes[moment.first]!.get('end') ?? [], order);
    else
      for (let first = 0; first <= moment.event; first++) write(first, outcomes[first]!.get(moment.event) ?? [], order);
  }
  return placed;
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return 0;
}

/** The rows of a stream, and the numbers of those that come too late. */
export function modelOf(plan: ModelPlan, arrivals: readonly ModelEvent[]) {
  const late: number[] = [];
  let high = -Infinity;
  arrivals.forEach(({ ts }, i) => {
    if (ts <= high - plan.bound - 1 - plan.lateness) late.push(i);
    high = Math.max(high, ts);
  });
  const taken = [...arrivals.keys()].filter((i) => !late.includes(i));
  taken.sort((a, b) => arrivals[a]!.ts - arrivals[b]!.ts || a - b);
  const keys = [...new Set(arrivals.map(({ key }) => key))];
  const rows = keys.flatMap((key) => {
    const own = taken.filter((i) => arrivals[i]!.key === key);
    return rowsOfKey(plan, own.map((i) => arrivals[i]!), own); // prettier-ignore
  });
  // A stable sort: rows of one moment stay as they are.
  return { rows: rows.sort((a, b) => compare(a.order, b.order)).map(({ text }) => text), late };
}
