// Window joins of aligned windows: those are the same for all keys, so an event is put to the others of its windows in
// order of arrival, and what its key is matters only when W has come to their end.
import type { Batch } from '../../model/batch.js';
import type { Instant } from '../../model/instant.js';
import { maxTs, type Window } from '../../model/window.js';
import type { AlignedWindows, Assignment } from '../../window/window-fn.js';
import type { OperatorContext, Refusal } from '../operator.js';
import type { JoinOutput } from '../output.js';
import type { JoinOutcome } from './bulk-join.js';
import type { WindowJoinPlan } from './join-plan.js';
import { OpenWindows, type OpenWindow } from './open-windows.js';
import { JoinInWindows, noWindow } from './join-in-windows.js';
import { none } from './window-members.js';
import type { LiveWindow } from './window-snapshot.js';

export class AlignedJoin extends JoinInWindows {
  override readonly needsTime: boolean;
  override readonly fanOut: number;
  readonly #aligned: AlignedWindows;
  readonly #windows = new OpenWindows();
  /** That of the last event, which the next one mostly shares. */
  #assignment: Assignment = { windows: [], from: Infinity, until: -Infinity };
  /** Windows that are due, the first of them last. */
  #due: OpenWindow[] = [];
  /** So many cells of the first of them are done. */
  #done = 0;

  constructor(aligned: AlignedWindows, plan: WindowJoinPlan, output: JoinOutput, context: OperatorContext) {
    super(plan, output, context);
    this.#aligned = aligned;
    this.needsTime = aligned.boundless !== true;
    this.fanOut = Math.max(1, aligned.assign(0).windows.length);
  }

  /** SPEC §5: each window for itself takes the event, or refuses it. */
  override processElement(port: number, at: Instant, batch: Batch, row: number, ordinal: number): 'taken' | Refusal {
    this.work++;
    const windows = this.#windowsOf(at);
    if (windows.length === 0) return noWindow;
    const live = windows.filter((window) => !this.isExpired(window));
    if (live.length === 0) return this.late(windows);
    this.counters.refusals += windows.length - live.length;
    const event = this.eventIn(port, at, batch, row, ordinal);
    if (!this.output.isComplete(event.key)) for (const window of live) this.writeUnkeyed(port, event, window);
    else {
      this.checkRoom(live.length);
      this.#place(port, this.holdEvent(port, event), live);
    }
    return 'taken';
  }

  outcome(_: number, batch: Batch, row: number, watermark: Instant): JoinOutcome {
    const windows = this.#windowsOf(batch.times[row]!);
    const [first, last] = [windows[0], windows.at(-1)];
    if (first === undefined || watermark >= this.expiry(last!)) return 'refused';
    return watermark < maxTs(first) && this.output.isComplete(batch.keys[row]!) ? 'held' : 'taken';
  }

  hold(port: number, batch: Batch, row: number, ordinal: number): void {
    const windows = this.#windowsOf(batch.times[row]!);
    this.work += windows.length;
    this.checkRoom(windows.length);
    this.#place(port, this.holdLine(port, batch, row, ordinal), windows);
  }

  nextDue(): Instant {
    return this.#due.length > 0 ? -Infinity : this.#windows.nextDue();
  }

  protected isDue(): boolean {
    const { watermark } = this.clocks;
    return this.#due.length > 0 || (this.#windows.size > 0 && this.#windows.nextDue() <= watermark);
  }

  /** One cell of the first window that is due, or all that it has to do where it has none left. */
  protected doFirst(): void {
    if (this.#due.length === 0) this.#due = this.#windows.takeFirst().reverse();
    const window = this.#due.at(-1)!;
    const cells = (window.cells ??= this.#byKey(window));
    if (this.#done < cells.length) this.#doCell(window, cells[this.#done++]!);
    if (this.#done < cells.length) return;
    this.#done = 0;
    this.#due.pop();
    if (this.isExpired(window.bounds)) this.#windows.drop(window);
    else this.#windows.schedule(window, this.expiry(window.bounds));
  }

  protected *live(): Generator<LiveWindow, void> {
    for (const { bounds, first, cells } of this.#windows.all) {
      const chains = cells?.flatMap((cell) => [this.cells.head(cell, 0), this.cells.head(cell, 1)]) ?? [first];
      const writing = (cells ?? []).reduce((last, cell) => Math.max(last, this.cells.writings[cell]!), 0);
      yield { bounds, writing, members: chains.flatMap((chain) => this.members.chain(chain)) };
    }
  }

  protected reopen({ bounds, writing }: Omit<LiveWindow, 'members'>): (event: number) => number {
    const window = this.#windows.open(bounds);
    if (writing > 0) this.#wasWritten(window);
    return (event) => {
      const member = this.members.add(event, this.#isLast(event, bounds));
      if (window.cells === undefined) this.#append(window, member);
      else this.cells.writings[this.#addToCell(window, window.cells, member)] = writing;
      return member;
    };
  }

  #windowsOf(at: Instant): readonly Window[] {
    const { from, until } = this.#assignment;
    if (!(at >= from && at < until)) this.#assignment = this.#aligned.assign(at);
    return this.#assignment.windows;
  }

  #place(port: number, event: number, windows: readonly Window[]): void {
    const last = windows.at(-1);
    for (const bounds of windows) {
      const window = this.#windows.at(bounds) ?? this.#open(bounds);
      const member = this.members.add(event, bounds === last);
      if (window.cells === undefined) this.#append(window, member);
      else this.writeLate(this.#addToCell(window, window.cells, member), port, member);
    }
  }

  #open(bounds: Window): OpenWindow {
    const window = this.#windows.open(bounds);
    if (this.isPassed(bounds)) this.#wasWritten(window);
    return window;
  }

  #wasWritten(window: OpenWindow): void {
    window.cells = [];
    this.#windows.schedule(window, this.expiry(window.bounds));
  }

  #append(window: OpenWindow, member: number): void {
    if (window.last === none) window.first = member;
    else this.members.next[window.last] = member;
    window.last = member;
  }

  /**
   * @param find the cell of a key in a window
   * @returns the cell
   */
  #addToCell({ bounds }: OpenWindow, cells: number[], member: number, find: 'find' | 'newest' = 'find'): number {
    const event = this.members.events[member]!;
    const key = this.events.keys[event]!;
    let cell = this.cells[find](key, bounds);
    if (cell === none) cells.push((cell = this.cells.open(key, bounds, this.events.ordinals[event]!)));
    this.cells.add(cell, this.portOf(event), member);
    return cell;
  }

  /** The members of a window come to cells, which are in the order in which their first events came. */
  #byKey(window: OpenWindow): number[] {
    const cells: number[] = [];
    const { next } = this.members;
    for (let member = window.first; member !== none;) {
      const behind = next[member]!;
      this.#addToCell(window, cells, member, 'newest');
      member = behind;
    }
    return cells;
  }

  /** What is written is kept while late events may come. */
  #doCell({ bounds }: OpenWindow, cell: number): void {
    this.work++;
    if (this.cells.writings[cell] === 0) this.writeAll(cell, false);
    if (this.isExpired(bounds)) this.release(cell);
  }

  #isLast(event: number, { end }: Window): boolean {
    return this.#windowsOf(this.events.ts(event)).at(-1)?.end === end;
  }
}
