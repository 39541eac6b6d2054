// Sequences of events that match a pattern (OPERATORS §5), as Flink's CEP and the MATCH_RECOGNIZE of SQL find them. Events
// are put in order of time, then arrival, and judged once W − L has come to their time: then each partial match of their
// key goes on or not, and a new one begins. What is written depends on that order alone, and not on how W moves: at one
// instant events come first, in order of arrival, and then the ends of `within`, in the order in which they have begun.
import type { Batch } from '../../model/batch.js';
import type { Instant } from '../../model/instant.js';
import type { MatchedEvents } from '../../model/matched-events.js';
import type { Saved } from '../../model/saved.js';
import { DeadlineHeap } from '../deadline-heap.js';
import { late } from '../in-event-time.js';
import { InSlices } from '../in-slices.js';
import type { OpenOperator, OperatorContext, Refusal } from '../operator.js';
import type { MatchOutput } from '../output.js';
import { TooManyRows } from '../too-many-rows.js';
import type { NameSet } from './automaton.js';
import { inOrderOfTime, type HeldEvent } from './held-event.js';
import { TooManyPartials } from './limits.js';
import type { MatchPlan } from './match-plan.js';
import { NameTest } from './name-test.js';
import { Numbered } from './numbered.js';
import { PartialMatches } from './partial-matches.js';
import { loadMatches, saveMatches } from './snapshot.js';
import { chainOf, type Taken } from './taken.js';

/** A match that may be written, unless one that has begun earlier drops it. */
interface FoundMatches {
  readonly of: PartialMatches;
  readonly matches: readonly Taken[];
}

class Match extends InSlices {
  readonly #plan: MatchPlan;
  readonly #output: MatchOutput;
  readonly #test: NameTest;
  /** With an event of which none of these names holds no match begins. */
  readonly #firstNames: NameSet;
  /** Events that are not judged yet, due at their times. */
  readonly #unjudged = new Numbered<HeldEvent>();
  /** Partial matches, due when what they wait for comes too late. */
  readonly #begun = new Numbered<PartialMatches>();
  /** By key the numbers of its partial matches, in the order in which they have begun. */
  readonly #ofKey = new Map<number, number[]>();
  /** By the same numbers, the times of matches that wait for what is more preferred. */
  readonly #waiting = new DeadlineHeap();

  constructor(plan: MatchPlan, output: MatchOutput, context: OperatorContext) {
    super(context, plan.lateness);
    this.#plan = plan;
    this.#output = output;
    this.#test = new NameTest(plan);
    const { starts, nameAt } = plan.automaton;
    this.#firstNames = starts.reduce((names, { to }) => names | (1 << nameAt[to]!), 0);
  }

  get held(): number {
    return this.#unjudged.size + this.#begun.size;
  }

  processElement(port: number, at: Instant, batch: Batch, row: number, ordinal: number): 'taken' | Refusal {
    this.work++;
    if (!(at > this.judged)) return late;
    if (this.held >= this.#plan.maxRows) throw new TooManyRows(this.#plan.maxRows);
    const key = batch.keys[row]!;
    const text = this.#output.eventOf(port, batch, row);
    const spelling = batch.spellings?.[row] ?? key;
    const [holds, whole] = [this.#holds(batch, row), this.#whole(batch, row, text)];
    this.#unjudged.add({ key, spelling, ts: at, ordinal, holds, text, whole }, at);
    return 'taken';
  }

  /** At the end of all input W is +∞, and so is what partial matches wait for that have no end. */
  protected isDue(): boolean {
    return this.held > 0 && this.#nextAt() <= this.judged;
  }

  protected doFirst(): void {
    const at = this.#nextAt();
    const ended = at === Infinity;
    if (!ended) this.#judgeAll(this.#unjudged.takeDue(at));
    this.#expireAll(ended ? this.#begun.ids() : this.#begun.takeDue(at));
  }

  nextDue(): Instant {
    return this.#nextAt() + this.lateness;
  }

  /** A match has the time of its last event, which is judged in the step in which it is written, unless it waits. */
  outputWatermark(): Instant {
    return Math.min(this.judged, this.#waiting.earliest() - 1);
  }

  *flushIncomplete(): Generator<void, void> {
    // What a partial match may still become is not known, so nothing is written of it.
  }

  markKeys(named: Uint8Array): void {
    for (const { key, spelling } of this.#unjudged.all()) named[key] = named[spelling] = 1;
    for (const { first } of this.#begun.all()) named[first.key] = named[first.spelling] = 1;
  }

  save(numbers?: Int32Array): Saved {
    return saveMatches({ unjudged: this.#unjudged.all(), begun: this.#begun.all() }, numbers);
  }

  load(saved: Saved, keys: number): void {
    const { unjudged, begun } = loadMatches(saved, this.#plan, keys, this.judged);
    for (const event of unjudged) this.#unjudged.add(event, event.ts);
    for (const partials of begun) this.#keep(partials);
  }

  /** The least W − L at which something is due; +∞: none. */
  #nextAt(): Instant {
    return Math.min(this.#unjudged.nextDue(), this.#begun.nextDue());
  }

  #holds(batch: Batch, row: number): number {
    let holds = 0;
    const { conditions } = this.#plan;
    for (let name = 0; name < conditions.length; name++) {
      const condition = conditions[name]!;
      const column = condition.is === 'column' ? batch.columns[condition.column]! : undefined;
      if (column?.as === 'exists' && column.values[row] === 1) holds |= 1 << name;
    }
    return holds;
  }

  #whole(batch: Batch, row: number, text: string): string | undefined {
    const column = this.#plan.wholeColumn === undefined ? undefined : batch.columns[this.#plan.wholeColumn]!;
    const whole = column?.as === 'json' ? column.text(row) : undefined;
    return whole === text ? undefined : whole;
  }

  #judgeAll(ids: readonly number[]): void {
    const events = ids.map((id) => this.#unjudged.get(id)!).sort(inOrderOfTime);
    for (const id of ids) this.#unjudged.remove(id);
    for (const event of events) this.#judge(event);
  }

  /** An event of a key is the next one: what has begun goes on, and something may begin. */
  #judge(event: HeldEvent): void {
    const found: FoundMatches[] = [];
    let size = 0;
    this.work++;
    for (const id of this.#ofKey.get(event.key) ?? []) {
      const of = this.#begun.get(id)!;
      this.work += of.size;
      const matches = of.step(event, this.#test);
      size += of.size;
      if (matches.length > 0) found.push({ of, matches });
      this.#waiting.schedule(id, of.match?.event.ts ?? Infinity);
    }
    this.#begin(event, size, found);
    this.#writeFound(found);
    this.#removeEmpty(event.key);
  }

  /**
   * A match may begin with the event.
   * @param size how many partial matches of the key there are
   */
  #begin(event: HeldEvent, size: number, found: FoundMatches[]): void {
    this.#test.turn(event, event);
    if (!this.#test.holdsOne(this.#firstNames)) return;
    const of = new PartialMatches(event, this.#plan);
    const matches = of.begin(this.#test);
    if (size + of.size > this.#plan.maxPartials) throw new TooManyPartials(this.#plan.maxPartials);
    if (matches.length > 0) found.push({ of, matches });
    this.#keep(of);
  }

  #keep(partials: PartialMatches): void {
    const { key, ts } = partials.first;
    const id = this.#begun.add(partials, ts + this.#plan.within - 1);
    const known = this.#ofKey.get(key);
    if (known === undefined) this.#ofKey.set(key, [id]);
    else known.push(id);
    this.#waiting.schedule(id, partials.match?.event.ts ?? Infinity);
  }

  /** Those of a key that have nothing to wait for any more. */
  #removeEmpty(key: number): void {
    const ids = this.#ofKey.get(key) ?? [];
    const left = ids.filter((id) => !this.#begun.get(id)!.isEmpty);
    if (left.length === ids.length) return;
    for (const id of ids) if (this.#begun.get(id)!.isEmpty) this.#remove(id);
    if (left.length === 0) this.#ofKey.delete(key);
    else this.#ofKey.set(key, left);
  }

  #remove(id: number): void {
    this.#begun.remove(id);
    this.#waiting.schedule(id, Infinity);
  }

  /** In the order in which they have begun: a match may drop what has begun after it. */
  #writeFound(found: readonly FoundMatches[]): void {
    const dropped = new Set<PartialMatches>();
    for (const { of, matches } of found) {
      if (dropped.has(of)) continue;
      for (const match of matches) {
        this.#writeMatch(of, match, match.event.ts);
        for (const other of this.#skip(of, match)) dropped.add(other);
      }
    }
  }

  /** The end of `within` of these in the order in which they have begun; one may drop others. */
  #expireAll(ids: readonly number[]): void {
    const all = ids.map((id) => ({ id, of: this.#begun.get(id)! }));
    all.sort((a, b) => inOrderOfTime(a.of.first, b.of.first));
    for (const { id, of } of all) if (this.#begun.get(id) === of) this.#expire(of);
  }

  #expire(of: PartialMatches): void {
    const { first, match: waiting } = of;
    const end = first.ts + this.#plan.within - 1;
    const { matches, timeouts } = of.expire();
    for (const match of matches) {
      this.#writeMatch(of, match, match === waiting ? match.event.ts : end);
      this.#skip(of, match);
    }
    for (const last of timeouts) this.#writeTimeout(of, last, end);
    this.#removeEmpty(first.key);
  }

  /** Drops what has begun after a match, up to where the next match may begin; returns it. */
  #skip(of: PartialMatches, match: Taken): readonly PartialMatches[] {
    const isSkipped = this.#skipped(match);
    if (isSkipped === undefined) return [];
    const later = (this.#ofKey.get(of.first.key) ?? []).map((id) => this.#begun.get(id)!);
    const dropped = later.filter(({ first }) => inOrderOfTime(first, of.first) > 0 && isSkipped(first));
    for (const partials of dropped) partials.drop();
    return dropped;
  }

  /** Whether the next match may not begin with a first event; undefined: it may begin anywhere. */
  #skipped(match: Taken): ((first: HeldEvent) => boolean) | undefined {
    const { skip } = this.#plan;
    if (skip.is === 'past-last') return (first) => inOrderOfTime(first, match.event) <= 0;
    if (skip.is !== 'to-first' && skip.is !== 'to-last') return undefined;
    const named = chainOf(match).filter(({ name }) => name === skip.name);
    const target = skip.is === 'to-first' ? named[0] : named.at(-1);
    return target && ((first) => inOrderOfTime(first, target.event) < 0);
  }

  #writeMatch(of: PartialMatches, match: Taken, ts: Instant): void {
    this.#output.matched(this.#rowOf(of, match, ts));
    this.counters.matches++;
    this.wrote();
  }

  #writeTimeout(of: PartialMatches, last: Taken, ts: Instant): void {
    this.counters.timeouts++;
    this.work++;
    if (!this.#plan.writesTimeouts) return;
    this.#output.timedOut(this.#rowOf(of, last, ts));
    this.wrote();
  }

  #rowOf({ first }: PartialMatches, last: Taken, ts: Instant): MatchedEvents {
    const chain = chainOf(last);
    const events = this.#plan.automaton.taken.map((name) =>
      chain.flatMap((taken) => (taken.name === name ? [taken.event.text] : [])),
    );
    return { key: first.spelling, events, first: first.ts, last: last.event.ts, ts };
  }
}

/** Matching as a step of a pipeline. */
export function match(plan: MatchPlan, output: MatchOutput): OpenOperator {
  return (context) => new Match(plan, output, context);
}
