// Aligned windows of a join that hold events, whatever their keys, and which of them is due next.
import type { Instant } from '../../model/instant.js';
import { maxTs, type Window } from '../../model/window.js';
import { DeadlineHeap } from '../deadline-heap.js';
import { none } from './window-members.js';

export interface OpenWindow {
  readonly number: number;
  readonly bounds: Window;
  /** The chain of its members until its end is written, in order of arrival. */
  first: number;
  last: number;
  /** Its members by key from then on. */
  cells: number[] | undefined;
}

export class OpenWindows {
  readonly #windows: (OpenWindow | undefined)[] = [];
  readonly #free: number[] = [];
  readonly #byEnd = new Map<Instant, OpenWindow[]>();
  readonly #due = new DeadlineHeap();
  /** The one that was asked for last. */
  #recent: OpenWindow | undefined;

  get size(): number {
    return this.#windows.length - this.#free.length;
  }

  get all(): readonly OpenWindow[] {
    return this.#windows.filter((window) => window !== undefined);
  }

  at({ start, end }: Window): OpenWindow | undefined {
    const recent = this.#recent;
    if (recent !== undefined && recent.bounds.end === end && recent.bounds.start === start) return recent;
    return (this.#recent = this.#byEnd.get(end)?.find(({ bounds }) => bounds.start === start));
  }

  open(bounds: Window): OpenWindow {
    const number = this.#free.pop() ?? this.#windows.length;
    const window: OpenWindow = { number, bounds, first: none, last: none, cells: undefined };
    this.#windows[number] = window;
    const others = this.#byEnd.get(bounds.end);
    if (others === undefined) this.#byEnd.set(bounds.end, [window]);
    else others.push(window);
    this.#due.schedule(number, maxTs(bounds));
    return window;
  }

  drop({ number, bounds }: OpenWindow): void {
    this.#windows[number] = undefined;
    this.#free.push(number);
    this.#due.schedule(number, Infinity);
    this.#recent = undefined;
    const others = this.#byEnd.get(bounds.end)!.filter((window) => window.number !== number);
    if (others.length === 0) this.#byEnd.delete(bounds.end);
    else this.#byEnd.set(bounds.end, others);
  }

  /** The window is looked at again when W has come to this. */
  schedule({ number }: OpenWindow, at: Instant): void {
    this.#due.schedule(number, at);
  }

  /** The least W at which one is to be looked at; +∞: there is none. */
  nextDue(): Instant {
    return this.#due.earliest();
  }

  /** Those that are due at that instant, by their start; where there is none, those that only the end of input ends. */
  takeFirst(): OpenWindow[] {
    const at = this.#due.earliest();
    const due = at < Infinity ? this.#due.takeDue(at).map((number) => this.#windows[number]!) : [...this.all];
    return due.sort((a, b) => a.bounds.start - b.bounds.start);
  }
}
