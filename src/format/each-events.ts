// The events that `--each` makes of one record, as far as they are decoded. All are judged before any is added, because a
// record is taken or rejected as a whole. A record of 15 MB may be millions of events, which is many seconds of work: so
// it is done a part at a time.
import type { Pieces } from '../event/each.js';
import type { Instant } from '../model/instant.js';
import type { RecordText } from './record-text.js';

/** What becomes of an event: its time, NaN for none; whether --where lets it pass; the texts of its computed members. */
export interface EventFate {
  readonly time: Instant;
  readonly passes: boolean;
  readonly set: readonly string[];
}

/** What is done with the event at hand. */
export interface EventSteps {
  /** Undefined: it cannot be used, and its record with it. */
  readonly judge: () => EventFate | undefined;
  readonly add: (fate: EventFate) => void;
}

export class EachEvents {
  readonly #pieces: Pieces;
  readonly #written: RecordText;
  /** The members of the record, where each event needs an object of its own. */
  readonly #members: object | undefined;
  #event: Record<string, unknown>;
  readonly #times: number[] = [];
  readonly #passes: boolean[] = [];
  readonly #set: (readonly string[])[] = [];
  #judged = 0;
  #added = 0;

  /**
   * @param members of the record
   * @param sets whether members are added to each event (`--set`)
   */
  constructor(pieces: Pieces, members: object, sets: boolean, written: RecordText) {
    this.#pieces = pieces;
    this.#written = written;
    this.#members = sets ? members : undefined;
    this.#event = { ...members };
  }

  get finished(): boolean {
    return this.#added === this.#pieces.length;
  }

  /** Judges or adds the next `most` events. Returns false when one of them cannot be used. */
  advance(most: number, { judge, add }: EventSteps): boolean {
    const { length } = this.#pieces;
    let left = most;
    for (; left > 0 && this.#judged < length; left--, this.#judged++) {
      this.#turn(this.#judged);
      const fate = judge();
      if (fate === undefined) return false;
      this.#keep(fate);
    }
    for (; left > 0 && this.#added < length; left--, this.#added++) {
      this.#turn(this.#added);
      add(this.#fateOf(this.#added));
    }
    return true;
  }

  /** Makes an event of a piece: one object for all, unless more is added to it. */
  #turn(at: number): void {
    const piece = this.#pieces.at(at)!;
    if (this.#members !== undefined) this.#event = { ...this.#members };
    this.#event['@each'] = piece.value;
    this.#written.turn(piece, this.#event);
  }

  /** Most records are of a few pieces, for which arrays of one type would take longer to make than to fill. */
  #keep({ time, passes, set }: EventFate): void {
    this.#times.push(time);
    this.#passes.push(passes);
    if (this.#members !== undefined) this.#set.push(set);
  }

  #fateOf(at: number): EventFate {
    return { time: this.#times[at]!, passes: this.#passes[at]!, set: this.#set[at] ?? none };
  }
}

const none: readonly string[] = [];
