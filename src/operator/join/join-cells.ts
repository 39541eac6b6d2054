// The events of one key in one window, of both sides, as columns by number: cells. Those of a key stand in a chain, the
// newest first, since what comes next mostly belongs there.
import { longer } from '../../model/arrays.js';
import type { Window } from '../../model/window.js';
import { none, type WindowMembers } from './window-members.js';

export class JoinCells {
  /** By number; replaced when there are more. In that of keys −1: there is no cell of the number. */
  keys = new Int32Array(64);
  starts = new Float64Array(64);
  ends = new Float64Array(64);
  /** How many events had come before the first of it. */
  firsts = new Float64Array(64);
  /** The last writing of it; 0: its end is not written yet. */
  writings = new Float64Array(64);
  readonly #members: WindowMembers;
  /** At 2n the first left member of cell n, at 2n + 1 the first right one; and the last ones. */
  #heads = new Int32Array(128);
  #tails = new Int32Array(128);
  /** By key, the newest cell; by number, the next older one of its key, or the next number that is free. */
  #newest = new Int32Array(64).fill(none);
  #older = new Int32Array(64);
  #free = none;
  #numbers = 0;

  constructor(members: WindowMembers) {
    this.#members = members;
  }

  open(key: number, { start, end }: Window, first: number): number {
    const cell = this.#newNumber();
    this.keys[cell] = key;
    this.setBounds(cell, start, end);
    this.firsts[cell] = first;
    this.writings[cell] = 0;
    for (let port = 0; port < 2; port++) this.#heads[2 * cell + port] = this.#tails[2 * cell + port] = none;
    this.#link(key, cell);
    return cell;
  }

  /** The members of it are no matter of the cell any more. */
  close(cell: number): void {
    this.#unlink(cell);
    this.keys[cell] = none;
    this.#older[cell] = this.#free;
    this.#free = cell;
  }

  bounds(cell: number): Window {
    return { start: this.starts[cell]!, end: this.ends[cell]! };
  }

  setBounds(cell: number, start: number, end: number): void {
    this.starts[cell] = start;
    this.ends[cell] = end;
  }

  /** The first member of a side, or of none. */
  head(cell: number, port: number): number {
    return this.#heads[2 * cell + port]!;
  }

  /** A member that came after all that are there. */
  add(cell: number, port: number, member: number): void {
    const place = 2 * cell + port;
    const last = this.#tails[place]!;
    if (last === none) this.#heads[place] = member;
    else this.#members.next[last] = member;
    this.#members.next[member] = none;
    this.#tails[place] = member;
  }

  /** The cell of a key in a window; −1: there is none. */
  find(key: number, { start, end }: Window): number {
    let cell = this.#newestOf(key);
    while (cell !== none && !(this.starts[cell] === start && this.ends[cell] === end)) cell = this.#older[cell]!;
    return cell;
  }

  /** The same where no other of the key was opened since. */
  newest(key: number, { start, end }: Window): number {
    const cell = this.#newestOf(key);
    return cell !== none && this.starts[cell] === start && this.ends[cell] === end ? cell : none;
  }

  /** All cells of a key. */
  ofKey(key: number): readonly number[] {
    const cells: number[] = [];
    for (let cell = this.#newestOf(key); cell !== none; cell = this.#older[cell]!) cells.push(cell);
    return cells;
  }

  all(): readonly number[] {
    return Array.from(this.keys.subarray(0, this.#numbers).keys()).filter((cell) => this.keys[cell] !== none);
  }

  /**
   * The members of others come to this cell, and the others are no more.
   * @param arrival how many events had come before that of a member
   */
  merge(cell: number, others: readonly number[], arrival: (member: number) => number): void {
    for (let port = 0; port < 2; port++) {
      const members = [cell, ...others].flatMap((part) => this.#members.chain(this.head(part, port)));
      this.#heads[2 * cell + port] = this.#tails[2 * cell + port] = none;
      for (const member of members.sort((a, b) => arrival(a) - arrival(b))) this.add(cell, port, member);
    }
    for (const other of others) {
      this.firsts[cell] = Math.min(this.firsts[cell]!, this.firsts[other]!);
      this.close(other);
    }
  }

  #newestOf(key: number): number {
    return key < this.#newest.length ? this.#newest[key]! : none;
  }

  #link(key: number, cell: number): void {
    while (key >= this.#newest.length) {
      const known = this.#newest.length;
      this.#newest = longer(this.#newest).fill(none, known);
    }
    this.#older[cell] = this.#newest[key]!;
    this.#newest[key] = cell;
  }

  #unlink(cell: number): void {
    const key = this.keys[cell]!;
    if (this.#newest[key] === cell) {
      this.#newest[key] = this.#older[cell]!;
      return;
    }
    let newer = this.#newest[key]!;
    while (this.#older[newer] !== cell) newer = this.#older[newer]!;
    this.#older[newer] = this.#older[cell]!;
  }

  #newNumber(): number {
    const cell = this.#free;
    if (cell !== none) {
      this.#free = this.#older[cell]!;
      return cell;
    }
    if (this.#numbers === this.keys.length) this.#widen();
    return this.#numbers++;
  }

  #widen(): void {
    for (const name of ['starts', 'ends', 'firsts', 'writings'] as const) this[name] = longer(this[name]);
    this.keys = longer(this.keys);
    this.#heads = longer(this.#heads);
    this.#tails = longer(this.#tails);
    this.#older = longer(this.#older);
  }
}
