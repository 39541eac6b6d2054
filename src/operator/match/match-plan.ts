// Which sequences of events are matches, and which of them are written.
import type { Duration } from '../../model/instant.js';
import type { Automaton } from './automaton.js';

/** Of which events a name holds. */
export type NameCondition =
  | { readonly is: 'always' }
  /** It is read from a column of the batch. */
  | { readonly is: 'column'; readonly column: number }
  /** It is about the first event of the match too. */
  | { readonly is: 'relation'; readonly test: RelationTest };

/** @param size how long the two are as text, which bounds the work on them */
export type RelationTest = (event: unknown, first: unknown, size: number) => boolean;

/** What is dropped once a match was written: what has begun after it, and before where the next match may begin. */
export type SkipPlan =
  | { readonly is: 'past-last' | 'next' | 'none' }
  /** @param name its number */
  | { readonly is: 'to-first' | 'to-last'; readonly name: number };

export interface MatchPlan {
  readonly automaton: Automaton;
  /** By the number of the name. */
  readonly conditions: readonly NameCondition[];
  /** The column with the events that relations are tested on; undefined: there are none. */
  readonly wholeColumn: number | undefined;
  /** The value of an event for relations. */
  readonly readEvent: (text: string) => unknown;
  /** The last event of a match is less than this after its first; Infinity: whenever. */
  readonly within: Duration;
  readonly skip: SkipPlan;
  /** Whether partial matches that come to no end are written, and not counted alone. */
  readonly writesTimeouts: boolean;
  /** L: how late an event may be and still be taken. */
  readonly lateness: Duration;
  /** More partial matches of a key at a time are a failure. */
  readonly maxPartials: number;
  /** The same of events that are held because they are not judged yet, or have begun a match. */
  readonly maxRows: number;
}
