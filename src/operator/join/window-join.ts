// Two streams joined by windows (OPERATORS §1.2): in each window of a key all left events belong with all right ones.
// They are written when W has come to the end of the window; what comes later, while it lives, is written at once. Flink
// writes the former, and drops the latter.
import type { Batch } from '../../model/batch.js';
import type { Instant } from '../../model/instant.js';
import type { JoinMarks } from '../../model/joined-events.js';
import type { LateVerdict } from '../../model/late.js';
import type { Saved } from '../../model/saved.js';
import { anything, natural, record } from '../../model/shape.js';
import { maxTs, type Window } from '../../model/window.js';
import type { AlignedWindows, MergingWindows } from '../../window/window-fn.js';
import type { OpenOperator, OperatorContext, Refusal } from '../operator.js';
import type { JoinOutput } from '../output.js';
import type { JoinEvent } from './held-events.js';
import { Join, left, right, type Sides } from './join.js';
import { isOfLeft, isOuter, type WindowJoinPlan } from './join-plan.js';
import { JoinWindows, type JoinWindow, type WindowMember } from './join-windows.js';

export class WindowJoin extends Join {
  override readonly needsTime: boolean;
  readonly #plan: WindowJoinPlan;
  readonly #windows = new JoinWindows();
  #writings = 0;

  constructor(plan: WindowJoinPlan, output: JoinOutput, context: OperatorContext) {
    super(plan, output, context);
    this.#plan = plan;
    this.needsTime = !(plan.windows.kind === 'aligned' && plan.windows.boundless === true);
  }

  get held(): number {
    return this.#windows.size;
  }

  override processElement(port: number, at: Instant, batch: Batch, row: number, ordinal: number): 'taken' | Refusal {
    this.work++;
    const event = this.eventIn(port, at, batch, row, ordinal);
    const { windows } = this.#plan;
    if (windows.kind === 'aligned') return this.#takeAligned(port, event, windows);
    const column = batch.columns[this.#plan.gapColumns[port]!];
    const gap = windows.gap ?? (column?.as === 'duration' ? column.values[row]! : NaN);
    return this.#takeSession(port, event, windows, gap);
  }

  protected take(): void {
    // Whether an event is late is a matter of its windows.
  }

  watermarkRose(): void {
    for (const window of this.#windows.takeDue(this.clocks.watermark)) {
      if (window.writing === 0) this.#write(window, false);
      this.#settle(window);
    }
  }

  nextDue(): Instant {
    return this.#windows.nextDue();
  }

  /** Rows have the ends of windows that W has not come to, but for those of late events. */
  outputWatermark(): Instant {
    return this.clocks.watermark;
  }

  markKeys(named: Uint8Array): void {
    this.#windows.markKeys(named);
  }

  save(numbers?: Int32Array): Saved {
    return { windows: this.#windows.save(numbers), writings: this.#writings };
  }

  load(saved: Saved, keys: number): void {
    const { windows, writings } = savedShape(saved);
    this.#writings = writings;
    this.#windows.load(windows, keys);
    for (const window of this.#windows.all) if (window.writing > 0) this.#settle(window);
  }

  /** SPEC §5: each window for itself takes the event, or refuses it. */
  #takeAligned(port: number, event: JoinEvent, aligned: AlignedWindows): 'taken' | Refusal {
    const { windows } = aligned.assign(event.ts);
    if (windows.length === 0) return { reason: 'no-window', windows: [] };
    const live = windows.filter((window) => !this.#isExpired(window));
    const refused = windows.filter((window) => this.#isExpired(window));
    if (live.length === 0) return this.#late(refused);
    this.counters.refusals += refused.length;
    const own = kept(event);
    for (const bounds of live)
      if (!this.output.isComplete(event.key))
        this.#writeLone(port, event, { window: bounds, late: this.#isPassed(bounds) });
      else this.#add(this.#windows.at(event.key, bounds, event.ordinal), port, own);
    return 'taken';
  }

  /** Lateness is decided after merging. */
  #takeSession(port: number, event: JoinEvent, windows: MergingWindows, gap: number): 'taken' | Refusal {
    if (!Number.isFinite(event.ts)) return { reason: 'no-window', windows: [] };
    if (!(gap > 0)) return { reason: 'gap', windows: [] };
    const isComplete = this.output.isComplete(event.key);
    const live = isComplete ? this.#windows.ofKey(event.key) : [];
    const bounds = live.map((window) => window.bounds);
    const { into, swallowed } = windows.merge(windows.proto(event.ts, gap), event.ts, bounds);
    if (this.#isExpired(into)) return this.#late([into]);
    if (!isComplete) this.#writeLone(port, event, { window: into, late: this.#isPassed(into) });
    else {
      const parts = swallowed.map((i) => live[i]!);
      const { key, ordinal } = event;
      const window = parts.length === 0 ? this.#windows.at(key, into, ordinal) : this.#windows.merge(parts, into);
      this.#add(window, port, kept(event));
    }
    return 'taken';
  }

  #add(window: JoinWindow, port: number, event: JoinEvent): void {
    this.checkRoom();
    const member: WindowMember = { event, writing: 0, matched: false, lone: undefined };
    this.#windows.add(window, port, member);
    if (!this.#isPassed(window.bounds)) return;
    this.#write(window, true, window.writing === 0 ? undefined : { port, member });
    this.#settle(window);
  }

  /**
   * Writes what is to be written of a window, or of a member that has come after that.
   * @param late whether the end of the window lies behind
   */
  #write(window: JoinWindow, late: boolean, fresh?: Fresh): void {
    const [lefts, rights] = fresh === undefined ? window.members : withOthers(window, fresh);
    const marks = { window: window.bounds, late };
    if (window.members.some((side) => side.length === 0)) {
      for (const member of lefts) this.#writeAlone(left, member, marks);
      for (const member of rights) this.#writeAlone(right, member, marks);
    } else for (const member of lefts) this.#join(member, rights, marks);
    if (fresh === undefined) window.writing = ++this.#writings;
    for (const member of fresh === undefined ? window.members.flat() : [fresh.member]) member.writing = window.writing;
  }

  /** A left event with all right ones, but for the pairs that are written. */
  #join(one: WindowMember, rights: readonly WindowMember[], marks: JoinMarks): void {
    const { type } = this.#plan;
    if (isOfLeft(type)) {
      this.#takeBack(left, one);
      if (type === 'semi' && !one.matched) this.#pair(one, undefined, marks);
      return;
    }
    for (const other of rights) {
      if (one.writing !== 0 && one.writing === other.writing) continue;
      this.#takeBack(left, one);
      this.#takeBack(right, other);
      this.#pair(one, other, marks);
    }
  }

  #pair(one: WindowMember, other: WindowMember | undefined, marks: JoinMarks): void {
    one.matched = true;
    this.pair(one.event.spelling, one.event.text, other?.event.text, maxTs(marks.window), marks);
  }

  #writeAlone(port: number, member: WindowMember, lone: JoinMarks): void {
    if (member.lone !== undefined || !isOuter(this.#plan.type, port)) return;
    member.lone = lone;
    this.#writeLone(port, member.event, lone);
  }

  #writeLone(port: number, { spelling, text }: JoinEvent, lone: JoinMarks): void {
    if (!isOuter(this.#plan.type, port)) return;
    this.unmatched(spelling, this.#sides(port, text), maxTs(lone.window), lone);
  }

  /** The row that says that the event has no partner, where it stands, is not true any more. */
  #takeBack(port: number, member: WindowMember): void {
    const { lone, event } = member;
    if (lone === undefined) return;
    member.lone = undefined;
    this.retract(event.spelling, this.#sides(port, event.text), maxTs(lone.window), lone);
  }

  #sides(port: number, text: Uint8Array): Sides {
    if (port === right) return [null, text];
    return [text, isOfLeft(this.#plan.type) ? undefined : null];
  }

  /** What has been written is forgotten once nothing can come any more. */
  #settle(window: JoinWindow): void {
    if (this.#isExpired(window.bounds)) this.#windows.drop(window);
    else this.#windows.schedule(window, this.#expiry(window.bounds));
  }

  #isPassed(window: Window): boolean {
    return this.clocks.watermark >= maxTs(window);
  }

  #isExpired(window: Window): boolean {
    return this.clocks.watermark >= this.#expiry(window);
  }

  #expiry(window: Window): Instant {
    return maxTs(window) + this.#plan.lateness;
  }

  #late(windows: readonly Window[]): Refusal {
    const { watermark } = this.clocks;
    const verdicts = windows.map((window) => ({ ...window, lateBy: watermark - this.#expiry(window) }));
    return { reason: 'late', windows: verdicts satisfies LateVerdict['windows'] };
  }
}

/** A member of a window that was written without it. */
interface Fresh {
  readonly port: number;
  readonly member: WindowMember;
}

function withOthers(
  { members }: JoinWindow,
  { port, member }: Fresh,
): readonly [readonly WindowMember[], readonly WindowMember[]] {
  return port === left ? [[member], members[right]] : [members[left], [member]];
}

/** The text of an event is good until the next one comes; windows hold it longer. */
function kept(event: JoinEvent): JoinEvent {
  return { ...event, text: event.text.slice() };
}

const savedShape = record({ windows: anything, writings: natural });

/** A window join as a step of a pipeline. */
export function windowJoin(plan: WindowJoinPlan, output: JoinOutput): OpenOperator {
  return (context) => new WindowJoin(plan, output, context);
}
