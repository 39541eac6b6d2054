// Two streams joined by windows (OPERATORS §1.2): in each window of a key all left events belong with all right ones.
// They are written when W has come to the end of the window; what comes later, while it lives, is written at once. Flink
// writes the former, and drops the latter. How events come to their windows is told apart by kind: aligned-join.ts and
// session-join.ts.
import type { Batch } from '../../model/batch.js';
import type { Instant } from '../../model/instant.js';
import type { JoinMarks } from '../../model/joined-events.js';
import type { LateVerdict } from '../../model/late.js';
import type { Saved } from '../../model/saved.js';
import { maxTs, type Window } from '../../model/window.js';
import type { OperatorContext, Refusal } from '../operator.js';
import type { JoinOutput } from '../output.js';
import type { Run, RunProgress } from '../run.js';
import { bulkJoin, type BulkJoin, type JoinOutcome } from './bulk-join.js';
import { HeldEvents, type JoinEvent } from './held-events.js';
import { Join, left, right, type Sides } from './join.js';
import { JoinCells } from './join-cells.js';
import { isOfLeft, isOuter, type JoinType, type WindowJoinPlan } from './join-plan.js';
import { loadWindows, saveWindows, type LiveWindow } from './window-snapshot.js';
import { none, WindowMembers } from './window-members.js';

/** Of an event that is in no window. */
export const noWindow: Refusal = { reason: 'no-window', windows: [] };

export abstract class JoinInWindows extends Join implements BulkJoin {
  /** Right events are marked. */
  protected readonly events = new HeldEvents();
  protected readonly members = new WindowMembers();
  protected readonly cells = new JoinCells(this.members);
  readonly #type: JoinType;
  #writings = 0;

  constructor(plan: WindowJoinPlan, output: JoinOutput, context: OperatorContext) {
    super(plan, output, context, !isOfLeft(plan.type));
    this.#type = plan.type;
  }

  /** Events, each counted for every window it is in. */
  get held(): number {
    return this.members.size;
  }

  override processRun(run: Run, into: RunProgress): void {
    bulkJoin(this, run, into);
  }

  abstract override processElement(...of: Parameters<Join['processElement']>): 'taken' | Refusal;
  abstract outcome(port: number, batch: Batch, row: number, watermark: Instant): JoinOutcome;
  abstract hold(port: number, batch: Batch, row: number, ordinal: number): void;

  copyLines(port: number, batch: Batch, from: number, to: number): void {
    if (this.isWritten(port)) this.events.copyLines(batch, from, to);
  }

  protected take(): void {
    // Whether an event is late is a matter of its windows.
  }

  /** Rows have the ends of windows that W has not come to, but for those of late events. */
  outputWatermark(): Instant {
    return this.clocks.watermark;
  }

  markKeys(named: Uint8Array): void {
    this.events.markKeys(named);
  }

  save(numbers?: Int32Array): Saved {
    const { events, members } = this;
    return saveWindows({ events, members, writings: this.#writings }, this.live(), numbers);
  }

  load(saved: Saved, keys: number): void {
    const { events, members } = this;
    this.#writings = loadWindows(saved, keys, { events, members }, (window, first) => this.reopen(window, first));
  }

  /** The windows as they are saved. */
  protected abstract live(): Iterable<LiveWindow>;

  /**
   * A window that was saved is there again, without members.
   * @param first its first event
   * @returns adds an event to it, and returns the number of the member
   */
  protected abstract reopen(window: Omit<LiveWindow, 'members'>, first: number): (event: number) => number;

  protected holdEvent(port: number, event: JoinEvent): number {
    return this.events.add({ ...event, marked: port === right });
  }

  /** Holds the event of a row whose line was copied last, if it is in rows. */
  protected holdLine(port: number, batch: Batch, row: number, ordinal: number): number {
    if (!this.isWritten(port)) return this.holdEvent(port, this.eventIn(port, batch.times[row]!, batch, row, ordinal));
    const number = this.events.addLine(batch, row, ordinal);
    if (port === right) this.events.mark(number);
    return number;
  }

  /** The side that an event is of. */
  protected portOf(event: number): number {
    return this.events.isMarked(event) ? right : left;
  }

  /** Writes what is to be written of a cell. */
  protected writeAll(cell: number, late: boolean): void {
    const [lefts, rights] = [this.cells.head(cell, left), this.cells.head(cell, right)];
    this.#write(lefts, rights, { window: this.cells.bounds(cell), late });
    const writing = (this.cells.writings[cell] = ++this.#writings);
    if (this.lateness === 0) return;
    for (const chain of [lefts, rights])
      for (let member = chain; member !== none; member = this.members.next[member]!)
        this.members.writings[member] = writing;
  }

  /** … of the member that came last to a cell whose end is written. */
  protected writeLate(cell: number, port: number, member: number): void {
    if (this.cells.writings[cell] === 0) this.writeAll(cell, true);
    else {
      const other = this.cells.head(cell, 1 - port);
      const marks = { window: this.cells.bounds(cell), late: true };
      if (port === left) this.#write(member, other, marks);
      else this.#write(other, member, marks);
      this.members.writings[member] = this.cells.writings[cell]!;
    }
  }

  /** The row of an event without a key, which is equal to no other. */
  protected writeUnkeyed(port: number, { spelling, text }: JoinEvent, window: Window): void {
    if (!isOuter(this.#type, port)) return;
    this.unmatched(spelling, this.#sides(port, text), maxTs(window), { window, late: this.isPassed(window) });
  }

  /** What was written of a cell is forgotten once nothing can come any more. */
  protected release(cell: number): void {
    for (let port = 0; port < 2; port++)
      for (let member = this.cells.head(cell, port); member !== none; member = this.#removed(member)) continue;
    this.cells.close(cell);
  }

  protected isPassed(window: Window): boolean {
    return this.clocks.watermark >= maxTs(window);
  }

  protected isExpired(window: Window): boolean {
    return this.clocks.watermark >= this.expiry(window);
  }

  protected expiry(window: Window): Instant {
    return maxTs(window) + this.lateness;
  }

  protected late(windows: readonly Window[]): Refusal {
    const { watermark } = this.clocks;
    const verdicts = windows.map((window) => ({ ...window, lateBy: watermark - this.expiry(window) }));
    return { reason: 'late', windows: verdicts satisfies LateVerdict['windows'] };
  }

  /** @returns the member behind it in its chain */
  #removed(member: number): number {
    const next = this.members.next[member]!;
    if (this.members.isLast(member)) this.events.remove(this.members.events[member]!);
    this.members.remove(member);
    return next;
  }

  /** Chains of members of one window, some of it or all. */
  #write(lefts: number, rights: number, marks: JoinMarks): void {
    if (lefts === none || rights === none) {
      this.#writeLone(left, lefts, marks);
      this.#writeLone(right, rights, marks);
    } else
      for (let one = lefts; one !== none; one = this.members.next[one]!)
        if (isOfLeft(this.#type)) this.#writeLeft(one, marks);
        else this.#writePairs(one, rights, marks);
  }

  /** A left event that has a match, where no right ones are written. */
  #writeLeft(one: number, marks: JoinMarks): void {
    this.#takeBack(left, one);
    if (this.#type === 'semi' && !this.members.isMatched(one)) this.#pair(one, undefined, marks);
  }

  /** A left event with all right ones, but for the pairs that are written. */
  #writePairs(one: number, rights: number, marks: JoinMarks): void {
    const { next, writings } = this.members;
    for (let other = rights; other !== none; other = next[other]!) {
      if (writings[one] !== 0 && writings[one] === writings[other]) continue;
      this.#takeBack(left, one);
      this.#takeBack(right, other);
      this.#pair(one, other, marks);
    }
  }

  #pair(one: number, other: number | undefined, marks: JoinMarks): void {
    this.members.match(one);
    const event = this.members.events[one]!;
    const text = other === undefined ? undefined : this.#text(other);
    this.pair(this.events.spelling(event), this.#text(one), text, maxTs(marks.window), marks);
  }

  #writeLone(port: number, chain: number, lone: JoinMarks): void {
    if (!isOuter(this.#type, port)) return;
    const { next, lones } = this.members;
    for (let member = chain; member !== none; member = next[member]!) {
      if (lones.has(member)) continue;
      if (this.lateness > 0) lones.set(member, lone);
      this.unmatched(this.#spelling(member), this.#sides(port, this.#text(member)), maxTs(lone.window), lone);
    }
  }

  /** The row that says that the event has no partner, where it stands, is not true any more. */
  #takeBack(port: number, member: number): void {
    const lone = this.members.lones.get(member);
    if (lone === undefined) return;
    this.members.lones.delete(member);
    this.retract(this.#spelling(member), this.#sides(port, this.#text(member)), maxTs(lone.window), lone);
  }

  #text(member: number): Uint8Array {
    return this.events.text(this.members.events[member]!);
  }

  #spelling(member: number): number {
    return this.events.spelling(this.members.events[member]!);
  }

  #sides(port: number, text: Uint8Array): Sides {
    if (port === right) return [null, text];
    return [text, isOfLeft(this.#type) ? undefined : null];
  }
}
