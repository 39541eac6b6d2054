// Window joins of sessions: those of a key are of both sides together, so an event of either can prolong or merge them.
import type { Batch } from '../../model/batch.js';
import type { Duration, Instant } from '../../model/instant.js';
import { maxTs, type Window } from '../../model/window.js';
import type { MergingWindows } from '../../window/window-fn.js';
import { DeadlineHeap } from '../deadline-heap.js';
import type { OperatorContext, Refusal } from '../operator.js';
import type { JoinOutput } from '../output.js';
import type { JoinOutcome } from './bulk-join.js';
import type { WindowJoinPlan } from './join-plan.js';
import { JoinInWindows, noWindow } from './join-in-windows.js';
import type { LiveWindow } from './window-snapshot.js';

/** Where an event goes: what its session is with it, and the cells that become one. */
interface SessionPlace {
  readonly into: Window;
  readonly parts: readonly number[];
}

export class SessionJoin extends JoinInWindows {
  readonly #sessions: MergingWindows;
  readonly #gapColumns: readonly number[];
  /** By the number of its cell, when a session is looked at next. */
  readonly #turns = new DeadlineHeap();
  /** Cells that are due at one instant, the first of them last. */
  #due: number[] = [];

  constructor(sessions: MergingWindows, plan: WindowJoinPlan, output: JoinOutput, context: OperatorContext) {
    super(plan, output, context);
    this.#sessions = sessions;
    this.#gapColumns = plan.gapColumns;
  }

  /** Lateness is decided after merging. */
  override processElement(port: number, at: Instant, batch: Batch, row: number, ordinal: number): 'taken' | Refusal {
    this.work++;
    if (!Number.isFinite(at)) return noWindow;
    const gap = this.#gap(port, batch, row);
    if (!(gap > 0)) return { reason: 'gap', windows: [] };
    const place = this.#placeOf(batch.keys[row]!, at, gap);
    if (this.isExpired(place.into)) return this.late([place.into]);
    const event = this.eventIn(port, at, batch, row, ordinal);
    if (!this.output.isComplete(event.key)) this.writeUnkeyed(port, event, place.into);
    else {
      this.checkRoom();
      this.#put(port, this.holdEvent(port, event), place);
    }
    return 'taken';
  }

  outcome(port: number, batch: Batch, row: number, watermark: Instant): JoinOutcome {
    const at = batch.times[row]!;
    if (!(at > watermark - this.lateness) || !(this.#gap(port, batch, row) > 0)) return 'refused';
    return at > watermark && this.output.isComplete(batch.keys[row]!) ? 'held' : 'taken';
  }

  hold(port: number, batch: Batch, row: number, ordinal: number): void {
    this.work++;
    const place = this.#placeOf(batch.keys[row]!, batch.times[row]!, this.#gap(port, batch, row));
    this.#put(port, this.holdLine(port, batch, row, ordinal), place);
  }

  nextDue(): Instant {
    return this.#due.length > 0 ? -Infinity : this.#turns.earliest();
  }

  protected isDue(): boolean {
    const at = this.nextDue();
    return at <= this.clocks.watermark && at < Infinity;
  }

  protected doFirst(): void {
    if (this.#due.length === 0) this.#due = this.#turns.takeDue(this.#turns.earliest()).sort(this.#lastFirst);
    const cell = this.#due.pop()!;
    this.work++;
    if (this.cells.writings[cell] === 0) this.writeAll(cell, false);
    this.#settle(cell);
  }

  protected *live(): Generator<LiveWindow, void> {
    for (const cell of this.cells.all()) {
      const chains = [this.cells.head(cell, 0), this.cells.head(cell, 1)];
      const members = chains.flatMap((chain) => this.members.chain(chain));
      yield { bounds: this.cells.bounds(cell), writing: this.cells.writings[cell]!, members };
    }
  }

  protected reopen({ bounds, writing }: Omit<LiveWindow, 'members'>, first: number): (event: number) => number {
    const cell = this.cells.open(this.events.keys[first]!, bounds, this.events.ordinals[first]!);
    this.cells.writings[cell] = writing;
    this.#turns.schedule(cell, writing > 0 ? this.expiry(bounds) : maxTs(bounds));
    return (event) => this.#add(cell, this.portOf(event), event);
  }

  #gap(port: number, batch: Batch, row: number): Duration {
    const { gap } = this.#sessions;
    if (gap !== undefined) return gap;
    const column = batch.columns[this.#gapColumns[port]!];
    return column?.as === 'duration' ? column.values[row]! : NaN;
  }

  #placeOf(key: number, at: Instant, gap: Duration): SessionPlace {
    const cells = this.output.isComplete(key) ? this.cells.ofKey(key) : [];
    const live = cells.map((cell) => this.cells.bounds(cell));
    const { into, swallowed } = this.#sessions.merge(this.#sessions.proto(at, gap), at, live);
    return { into, parts: swallowed.map((i) => cells[i]!) };
  }

  #put(port: number, event: number, { into, parts }: SessionPlace): void {
    const cell = parts.length > 0 ? this.#merge(parts, into) : this.#open(event, into);
    const member = this.#add(cell, port, event);
    if (!this.isPassed(into)) return;
    this.writeLate(cell, port, member);
    this.#settle(cell);
  }

  #open(event: number, bounds: Window): number {
    const cell = this.cells.open(this.events.keys[event]!, bounds, this.events.ordinals[event]!);
    this.#turns.schedule(cell, maxTs(bounds));
    return cell;
  }

  #add(cell: number, port: number, event: number): number {
    const member = this.members.add(event, true);
    this.cells.add(cell, port, member);
    return member;
  }

  /** Cells of a key become one. What was written of them is remembered by their members, and its end is still to come. */
  #merge([cell, ...others]: readonly number[], { start, end }: Window): number {
    const one = cell!;
    if (others.length === 0 && this.cells.starts[one] === start && this.cells.ends[one] === end) return one;
    if (others.length > 0)
      this.cells.merge(one, others, (member) => this.events.ordinals[this.members.events[member]!]!);
    for (const other of others) this.#turns.schedule(other, Infinity);
    this.cells.setBounds(one, start, end);
    this.cells.writings[one] = 0;
    this.#turns.schedule(one, end - 1);
    return one;
  }

  /** What has been written is forgotten once nothing can come any more. */
  #settle(cell: number): void {
    const bounds = this.cells.bounds(cell);
    if (!this.isExpired(bounds)) this.#turns.schedule(cell, this.expiry(bounds));
    else {
      this.#turns.schedule(cell, Infinity);
      this.release(cell);
    }
  }

  /** SPEC §3, turned round: of one end by start, then arrival of the first event. */
  readonly #lastFirst = (a: number, b: number): number =>
    this.cells.starts[b]! - this.cells.starts[a]! || this.cells.firsts[b]! - this.cells.firsts[a]!;
}
