// The live windows of a window join, with the events of both sides in them. Sessions are of both sides together: an
// event of either can prolong or merge them.
import type { Instant } from '../../model/instant.js';
import type { JoinMarks } from '../../model/joined-events.js';
import type { Saved } from '../../model/saved.js';
import { anything, bytes, doubles, listOf, Misshapen, natural, record, sameLength } from '../../model/shape.js';
import { maxTs, type Window } from '../../model/window.js';
import { DeadlineHeap } from '../deadline-heap.js';
import { HeldEvents, savedEvents, type JoinEvent } from './held-events.js';

/** An event in a window. */
export interface WindowMember {
  /** Its text is its own. */
  readonly event: JoinEvent;
  /** The last writing that has had it: two members of one have their pair written; 0: none yet. */
  writing: number;
  /** A row of it with a partner has been written. */
  matched: boolean;
  /** The row that says that it has no partner, where that was written and not taken back. */
  lone: JoinMarks | undefined;
}

export interface JoinWindow {
  readonly key: number;
  readonly bounds: Window;
  /** When its first event arrived: of a merged one that of its earliest part. */
  readonly first: number;
  /** By side, in order of arrival. */
  readonly members: readonly [WindowMember[], WindowMember[]];
  /** The last writing of it; 0: its end is not written yet. */
  writing: number;
}

export class JoinWindows {
  /** By number. */
  readonly #windows: (JoinWindow | undefined)[] = [];
  readonly #free: number[] = [];
  /** By key, then by bounds. */
  readonly #ofKey = new Map<number, Map<string, number>>();
  readonly #due = new DeadlineHeap();
  #members = 0;

  /** Events, each counted for every window it is in. */
  get size(): number {
    return this.#members;
  }

  get all(): readonly JoinWindow[] {
    return this.#windows.filter((window) => window !== undefined);
  }

  /** The windows of a key. */
  ofKey(key: number): readonly JoinWindow[] {
    return Array.from(this.#ofKey.get(key)?.values() ?? [], (number) => this.#windows[number]!);
  }

  /** The window of a key with these bounds; opened where there is none. */
  at(key: number, bounds: Window, first: number): JoinWindow {
    const known = this.#ofKey.get(key)?.get(boundsText(bounds));
    return known !== undefined
      ? this.#windows[known]!
      : this.open({ key, bounds, first, members: [[], []], writing: 0 });
  }

  /** Windows of a key become one. What was written of them is remembered by their members, and its end is still to come. */
  merge(parts: readonly JoinWindow[], bounds: Window): JoinWindow {
    const [one, ...others] = parts as [JoinWindow, ...JoinWindow[]];
    if (others.length === 0 && one.bounds.start === bounds.start && one.bounds.end === bounds.end) return one;
    for (const part of parts) this.drop(part);
    const side = (port: 0 | 1): WindowMember[] => parts.flatMap(({ members }) => members[port]).sort(byArrival);
    const first = Math.min(...parts.map((part) => part.first));
    return this.open({ key: one.key, bounds, first, members: [side(0), side(1)], writing: 0 });
  }

  open(window: JoinWindow): JoinWindow {
    const number = this.#free.pop() ?? this.#windows.length;
    this.#windows[number] = window;
    this.#members += window.members[0].length + window.members[1].length;
    const known = this.#ofKey.get(window.key);
    if (known === undefined) this.#ofKey.set(window.key, new Map([[boundsText(window.bounds), number]]));
    else known.set(boundsText(window.bounds), number);
    this.#due.schedule(number, maxTs(window.bounds));
    return window;
  }

  add(window: JoinWindow, port: number, member: WindowMember): void {
    window.members[port as 0 | 1].push(member);
    this.#members++;
  }

  drop(window: JoinWindow): void {
    const number = this.#numberOf(window);
    this.#windows[number] = undefined;
    this.#free.push(number);
    this.#due.schedule(number, Infinity);
    this.#members -= window.members[0].length + window.members[1].length;
    const known = this.#ofKey.get(window.key)!;
    known.delete(boundsText(window.bounds));
    if (known.size === 0) this.#ofKey.delete(window.key);
  }

  /** The window is looked at again when W has come to this. */
  schedule(window: JoinWindow, at: Instant): void {
    this.#due.schedule(this.#numberOf(window), at);
  }

  /** The least W at which one is to be looked at; +∞: there is none. */
  nextDue(): Instant {
    return this.#due.earliest();
  }

  /** Those that are to be looked at where W is this, in the order in which they are written. */
  takeDue(watermark: Instant): readonly JoinWindow[] {
    const due =
      watermark === Infinity ? this.all : this.#due.takeDue(watermark).map((number) => this.#windows[number]!);
    return due.toSorted(inOrder);
  }

  markKeys(named: Uint8Array): void {
    for (const { key, members } of this.all) {
      named[key] = 1;
      for (const { event } of members.flat()) named[event.spelling] = 1;
    }
  }

  /** @param names of keys in what is saved, by those here; undefined: the same */
  save(names?: Int32Array): Saved {
    return this.all.toSorted(inOrder).map(({ key, bounds, first, members, writing }) => ({
      ...{ key: names?.[key] ?? key, bounds: Float64Array.of(bounds.start, bounds.end), first, writing },
      left: savedMembers(members[0], names),
      right: savedMembers(members[1], names),
    }));
  }

  /**
   * @param keys how many keys there are
   * @throws Misshapen for what no such windows have saved
   */
  load(saved: Saved, keys: number): void {
    for (const { key, bounds, first, writing, left, right } of windowsShape(saved)) {
      const [start, end] = bounds as unknown as [number, number];
      if (key >= keys || !(start < end)) throw new Misshapen('a window of a key');
      const members: [WindowMember[], WindowMember[]] = [membersIn(left, keys), membersIn(right, keys)];
      this.open({ key, bounds: { start, end }, first, members, writing });
    }
  }

  #numberOf(window: JoinWindow): number {
    return this.#ofKey.get(window.key)!.get(boundsText(window.bounds))!;
  }
}

function boundsText({ start, end }: Window): string {
  return `${start}/${end}`;
}

/** SPEC §3: by end, then start, then arrival of the first event. */
function inOrder(a: JoinWindow, b: JoinWindow): number {
  if (a.bounds.end !== b.bounds.end) return a.bounds.end - b.bounds.end;
  if (a.bounds.start !== b.bounds.start) return a.bounds.start - b.bounds.start;
  return a.first - b.first;
}

function byArrival(a: WindowMember, b: WindowMember): number {
  return a.event.ordinal - b.event.ordinal;
}

/** As a byte: whether a lone row was written, and as a late one. */
const lones = { none: 0, onTime: 1, late: 2 } as const;

function savedMembers(members: readonly WindowMember[], names: Int32Array | undefined): Saved {
  const held = new HeldEvents();
  for (const { event, matched } of members) held.add({ ...event, marked: matched });
  // Events are saved in order of time.
  const sorted = members.toSorted((a, b) => a.event.ts - b.event.ts || byArrival(a, b));
  return {
    events: held.save(names),
    writings: Float64Array.from(sorted, ({ writing }) => writing),
    lones: Uint8Array.from(sorted, ({ lone }) =>
      lone === undefined ? lones.none : lone.late ? lones.late : lones.onTime,
    ),
    starts: Float64Array.from(sorted, ({ lone }) => lone?.window.start ?? 0),
    ends: Float64Array.from(sorted, ({ lone }) => lone?.window.end ?? 0),
  };
}

function membersIn(saved: Saved, keys: number): WindowMember[] {
  const { events: list, writings, lones: shown, starts, ends } = membersShape(saved);
  const events = savedEvents(list, keys);
  sameLength(events, writings, shown, starts, ends);
  const members = events.map((event, i) => {
    const window = { start: starts[i]!, end: ends[i]! };
    const lone = shown[i] === lones.none ? undefined : { window, late: shown[i] === lones.late };
    return {
      event: { ...event, text: event.text.slice() },
      writing: natural(writings[i]),
      matched: event.marked,
      lone,
    };
  });
  return members.sort(byArrival);
}

const membersShape = record({
  events: anything,
  writings: doubles(),
  lones: bytes(),
  starts: doubles(),
  ends: doubles(),
});

const windowsShape = listOf(
  record({
    ...{ key: natural, bounds: doubles(2), first: natural, writing: natural },
    ...{ left: anything, right: anything },
  }),
);
