// The windows of a window join in a checkpoint: their events, each once, and which of them are in which window.
import { gather } from '../../model/arrays.js';
import type { JoinMarks } from '../../model/joined-events.js';
import type { Saved } from '../../model/saved.js';
import { anything, bytes, doubles, integers, Misshapen, natural, record, sameLength } from '../../model/shape.js';
import type { Window } from '../../model/window.js';
import { savedEvents, type HeldEvents } from './held-events.js';
import type { WindowMembers } from './window-members.js';

export interface LiveWindow {
  readonly bounds: Window;
  /** The last writing of it; 0: its end is not written yet. */
  readonly writing: number;
  readonly members: readonly number[];
}

interface Held {
  readonly events: HeldEvents;
  readonly members: WindowMembers;
}

/** As a byte: whether a lone row was written, and as a late one. */
const lones = { none: 0, onTime: 1, late: 2 } as const;

/** @param names of keys in what is saved, by those here; undefined: the same */
export function saveWindows(
  { events, members, writings }: Held & { readonly writings: number },
  live: Iterable<LiveWindow>,
  names: Int32Array | undefined,
): Saved {
  const windows = [...live];
  const numbers = Int32Array.from(windows.flatMap((window) => byArrival(window.members, { events, members })));
  const order = events.inOrder();
  const shown = Array.from(numbers, (member) => members.lones.get(member));
  return {
    writings,
    ...{ events: events.save(names, order), of: placesIn(order, gather(members.events, numbers)) },
    windows: {
      starts: Float64Array.from(windows, ({ bounds }) => bounds.start),
      ends: Float64Array.from(windows, ({ bounds }) => bounds.end),
      writings: Float64Array.from(windows, ({ writing }) => writing),
      sizes: Int32Array.from(windows, (window) => window.members.length),
    },
    members: {
      writings: gather(members.writings, numbers),
      matched: Uint8Array.from(numbers, (member) => Number(members.isMatched(member))),
      lones: Uint8Array.from(shown, (lone) =>
        lone === undefined ? lones.none : lone.late ? lones.late : lones.onTime,
      ),
      starts: Float64Array.from(shown, (lone) => lone?.window.start ?? 0),
      ends: Float64Array.from(shown, (lone) => lone?.window.end ?? 0),
    },
  };
}

/** Where numbers stand in a list. */
function placesIn(order: Int32Array, numbers: Int32Array): Int32Array {
  const places = new Int32Array(order.reduce((most, number) => Math.max(most, number), -1) + 1);
  order.forEach((number, place) => (places[number] = place));
  return gather(places, numbers);
}

function byArrival(of: readonly number[], { events, members }: Held): readonly number[] {
  const arrival = (member: number): number => events.ordinals[members.events[member]!]!;
  return of.toSorted((a, b) => arrival(a) - arrival(b));
}

/**
 * Windows that were saved are there again.
 * @param keys how many keys there are
 * @param reopen makes a window without members and returns what adds an event to it
 * @returns how many writings there were
 * @throws Misshapen for what no such windows have saved
 */
export function loadWindows(
  saved: Saved,
  keys: number,
  { events, members }: Held,
  reopen: (window: Omit<LiveWindow, 'members'>, first: number) => (event: number) => number,
): number {
  const { writings, events: list, of, windows, members: marks } = savedShape(saved);
  sameLength(of, ...Object.values(marks));
  sameLength(...Object.values(windows));
  const numbers = savedEvents(list, keys).map((event) => events.add(event));
  let next = 0;
  windows.sizes.forEach((size, i) => {
    const bounds = { start: windows.starts[i]!, end: windows.ends[i]! };
    const found = Array.from(of.subarray(next, next + size), (place) => numbers[place]);
    if (found.length < size || !found.every((event) => isIn(bounds, events, event)))
      throw new Misshapen('the events of a window');
    const add = reopen({ bounds, writing: natural(windows.writings[i]) }, found[0]!);
    for (const event of found) restore(members, add(event!), marks, next++);
  });
  if (next !== of.length) throw new Misshapen('the window of an event');
  return writings;
}

function isIn({ start, end }: Window, events: HeldEvents, event: number | undefined): boolean {
  return event !== undefined && start <= events.ts(event) && events.ts(event) < end;
}

function restore(members: WindowMembers, member: number, marks: SavedMembers, i: number): void {
  members.writings[member] = natural(marks.writings[i]);
  if (marks.matched[i] === 1) members.match(member);
  const lone: JoinMarks = {
    window: { start: marks.starts[i]!, end: marks.ends[i]! },
    late: marks.lones[i] === lones.late,
  };
  if (marks.lones[i] !== lones.none) members.lones.set(member, lone);
}

const membersShape = record({
  ...{ writings: doubles(), matched: bytes(), lones: bytes() },
  ...{ starts: doubles(), ends: doubles() },
});
type SavedMembers = ReturnType<typeof membersShape>;

const savedShape = record({
  ...{ writings: natural, events: anything, of: integers(undefined, 0, 2 ** 31 - 1) },
  windows: record({
    ...{ starts: doubles(), ends: doubles() },
    ...{ writings: doubles(), sizes: integers(undefined, 1, 2 ** 31 - 1) },
  }),
  members: membersShape,
});
