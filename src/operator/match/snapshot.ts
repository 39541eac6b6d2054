// What matching has put aside, as columns: events once, chains once, and the partial matches that stand at their ends. What
// two of them share is saved once as well, and is shared again.
import type { Instant } from '../../model/instant.js';
import type { Saved } from '../../model/saved.js';
import {
  bytes,
  counts,
  doubles,
  integers,
  json,
  listOf,
  Misshapen,
  orNull,
  record,
  sameLength,
} from '../../model/shape.js';
import { ending, type Automaton } from './automaton.js';
import { inOrderOfTime, type HeldEvent } from './held-event.js';
import type { MatchPlan } from './match-plan.js';
import { PartialMatches, type PartialMatch } from './partial-matches.js';
import { Taken } from './taken.js';

export interface MatchState {
  /** Events that are not judged yet. */
  readonly unjudged: readonly HeldEvent[];
  readonly begun: readonly PartialMatches[];
}

/** @param numbers of keys in what is saved, by those here; undefined: the same */
export function saveMatches({ unjudged, begun }: MatchState, numbers?: Int32Array): Saved {
  const inOrder = [...begun].sort((a, b) => inOrderOfTime(a.first, b.first));
  const lasts = inOrder.flatMap(({ partials, match }) => [
    ...partials.map(({ last }) => last),
    ...(match === undefined ? [] : [match]),
  ]);
  const taken = sharedChains(lasts);
  const events = [...new Set([...unjudged, ...taken.map(({ event }) => event)])].sort(inOrderOfTime);
  const [eventAt, takenAt] = [placesOf(events), placesOf(taken)];
  const partials = inOrder.flatMap((of) => of.partials);
  const awaited = new Set(unjudged);
  const number = (key: number): number => numbers?.[key] ?? key;
  return {
    events: {
      keys: Int32Array.from(events, ({ key }) => number(key)),
      spellings: Int32Array.from(events, (event) => spellingOf(event, number)),
      times: Float64Array.from(events, ({ ts }) => ts),
      ordinals: Float64Array.from(events, ({ ordinal }) => ordinal),
      holds: Int32Array.from(events, ({ holds }) => holds),
      texts: events.map(({ text }) => text),
      wholes: events.map(({ whole }) => whole ?? null),
      unjudged: Uint8Array.from(events, (event) => Number(awaited.has(event))),
    },
    taken: {
      events: Int32Array.from(taken, ({ event }) => eventAt.get(event)!),
      names: Int32Array.from(taken, ({ name }) => name),
      before: Int32Array.from(taken, ({ before }) => (before === undefined ? -1 : takenAt.get(before)!)),
      written: Uint8Array.from(taken, ({ isMatch }) => Number(isMatch)),
    },
    partials: {
      lasts: Int32Array.from(partials, ({ last }) => takenAt.get(last)!),
      ways: Int32Array.from(partials, ({ way }) => way.id),
      fresh: Uint8Array.from(partials, ({ isFresh }) => Number(isFresh)),
    },
    begun: {
      firsts: Int32Array.from(inOrder, ({ first }) => eventAt.get(first)!),
      sizes: Int32Array.from(inOrder, ({ size }) => size),
      matches: Int32Array.from(inOrder, ({ match }) => (match === undefined ? -1 : takenAt.get(match)!)),
    },
  };
}

/** Each once, behind the one that it goes on from. */
function sharedChains(lasts: readonly Taken[]): readonly Taken[] {
  const seen = new Set<Taken>();
  for (const last of lasts) {
    const fresh: Taken[] = [];
    for (let at: Taken | undefined = last; at !== undefined && !seen.has(at); at = at.before) fresh.push(at);
    for (const taken of fresh.reverse()) seen.add(taken);
  }
  return [...seen];
}

/** A row is written as its first event spells the key; how others do may have no number any more. */
function spellingOf({ key, spelling }: HeldEvent, number: (key: number) => number): number {
  const given = number(spelling);
  return given < 0 ? number(key) : given;
}

function placesOf<T>(items: readonly T[]): ReadonlyMap<T, number> {
  return new Map(items.map((item, i) => [item, i]));
}

/**
 * What was put aside.
 * @param keys how many keys there are
 * @param judged W − L
 * @throws Misshapen for what no such operator has saved
 */
export function loadMatches(saved: Saved, plan: MatchPlan, keys: number, judged: Instant): MatchState {
  const state = stateShape(saved);
  const events = loadEvents(state.events, keys);
  const { unjudged } = state.events;
  events.forEach(({ ts }, i) => {
    if (ts > judged !== (unjudged[i] === 1)) throw new Misshapen('an event that is judged when it is due');
  });
  const taken = loadTaken(state.taken, events, plan.automaton);
  const begun = loadBegun(state, plan, events, taken);
  for (const { first } of begun) if (first.ts + plan.within - 1 <= judged) throw new Misshapen('what is not over yet');
  return { unjudged: events.filter((_, i) => unjudged[i] === 1), begun };
}

function loadEvents(columns: EventColumns, keys: number): readonly HeldEvent[] {
  const { keys: keysOf, spellings, times, ordinals, holds, texts, wholes, unjudged } = columns;
  sameLength(keysOf, spellings, times, ordinals, holds, texts, wholes, unjudged);
  const events = Array.from(keysOf, (key, i): HeldEvent => {
    const [spelling, ts, ordinal] = [spellings[i]!, times[i]!, ordinals[i]!];
    if (key >= keys || spelling >= keys || !Number.isSafeInteger(ts)) throw new Misshapen('an event of a key');
    return { key, spelling, ts, ordinal, holds: holds[i]!, text: texts[i]!, whole: wholes[i] ?? undefined };
  });
  inAscendingOrder(events);
  return events;
}

/** Each is behind the one that it goes on from, and both are of one key. */
function loadTaken(columns: TakenColumns, events: readonly HeldEvent[], { taken: names }: Automaton): readonly Taken[] {
  const { events: eventsOf, names: namesOf, before: befores, written } = columns;
  sameLength(eventsOf, namesOf, befores, written);
  const taken: Taken[] = [];
  eventsOf.forEach((at, i) => {
    const [event, name, place] = [events[at], namesOf[i]!, befores[i]!];
    const before = place < 0 ? undefined : taken[place];
    if (event === undefined || !names.includes(name) || (place >= 0 && before === undefined))
      throw new Misshapen('an event of a match');
    if (before !== undefined && (before.event.key !== event.key || inOrderOfTime(before.event, event) >= 0))
      throw new Misshapen('an event behind the one before');
    const loaded = new Taken(event, name, before);
    loaded.isMatch = written[i] === 1;
    taken.push(loaded);
  });
  return taken;
}

function loadBegun(
  { partials: columns, begun }: StateColumns,
  plan: MatchPlan,
  events: readonly HeldEvent[],
  taken: readonly Taken[],
): readonly PartialMatches[] {
  const { firsts, sizes, matches } = begun;
  sameLength(firsts, sizes, matches);
  const partials = loadPartials(columns, plan.automaton, taken);
  let from = 0;
  const loaded = Array.from(firsts, (at, i) => {
    const [first, match] = [events[at], matches[i]! < 0 ? undefined : taken[matches[i]!]];
    if (first === undefined || (match === undefined && matches[i]! >= 0)) throw new Misshapen('the first of a match');
    const own = partials.slice(from, (from += sizes[i]!));
    const lasts = own.map(({ last }) => last);
    if ([...lasts, ...(match === undefined ? [] : [match])].some((last) => last.first !== first))
      throw new Misshapen('a partial match that has begun there');
    if ((own.length === 0 && match === undefined) || (match !== undefined && plan.skip.is === 'none'))
      throw new Misshapen('a partial match');
    const restored = new PartialMatches(first, plan);
    restored.restore(own, match);
    return restored;
  });
  if (from !== partials.length) throw new Misshapen('as many partial matches as are said');
  inAscendingOrder(loaded.map(({ first }) => first));
  return loaded;
}

function loadPartials(
  { lasts, ways, fresh }: PartialColumns,
  automaton: Automaton,
  taken: readonly Taken[],
): readonly PartialMatch[] {
  sameLength(lasts, ways, fresh);
  return Array.from(lasts, (at, i) => {
    const [last, way, isFresh] = [taken[at], automaton.ways[ways[i]!], fresh[i] === 1];
    if (last === undefined || way === undefined || automaton.nameAt[way.from] !== last.name)
      throw new Misshapen('a partial match that waits');
    if (way.to === ending ? (way.never | way.notNext) === 0 : way.gap === 'strict' && !isFresh)
      throw new Misshapen('something to wait for');
    return { last, way, isFresh };
  });
}

function inAscendingOrder(events: readonly HeldEvent[]): void {
  for (let i = 1; i < events.length; i++)
    if (inOrderOfTime(events[i - 1]!, events[i]!) >= 0) throw new Misshapen('events in order');
}

const most = 2 ** 31 - 1;
const places = integers(undefined, 0, most);
const placesOrNone = integers(undefined, -1, most);

interface EventColumns {
  readonly keys: Int32Array;
  readonly spellings: Int32Array;
  readonly times: Float64Array;
  readonly ordinals: Float64Array;
  readonly holds: Int32Array;
  readonly texts: readonly string[];
  readonly wholes: readonly (string | null)[];
  readonly unjudged: Uint8Array;
}

interface TakenColumns {
  readonly events: Int32Array;
  readonly names: Int32Array;
  readonly before: Int32Array;
  readonly written: Uint8Array;
}

interface PartialColumns {
  readonly lasts: Int32Array;
  readonly ways: Int32Array;
  readonly fresh: Uint8Array;
}

interface StateColumns {
  readonly events: EventColumns;
  readonly taken: TakenColumns;
  readonly partials: PartialColumns;
  readonly begun: { readonly firsts: Int32Array; readonly sizes: Int32Array; readonly matches: Int32Array };
}

const stateShape = record<StateColumns>({
  events: record<EventColumns>({
    ...{ keys: places, spellings: places, times: doubles(), ordinals: counts() },
    ...{ holds: integers(undefined, 0, 2 ** 31), texts: listOf(json), wholes: listOf(orNull(json)), unjudged: bytes() },
  }),
  taken: record<TakenColumns>({ events: places, names: places, before: placesOrNone, written: bytes() }),
  partials: record<PartialColumns>({ lasts: places, ways: places, fresh: bytes() }),
  begun: record<StateColumns['begun']>({ firsts: places, sizes: places, matches: placesOrNone }),
});
