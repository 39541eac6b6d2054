// Conditions of lines, and of fields, in the terms of the scanner (wasm/condition.ts).

/** What a question, or a diagram of them, comes to; from `firstDecision` on, numbers are those of decisions. */
export const outcome = { no: 0, yes: 1, failed: 2 } as const;
export const firstDecision = 3;

/**
 * Which lines are rows of the results (of the others nothing is read but their times), and of which rows a field is read.
 * Each condition is a diagram of decisions, each of which asks a question and goes on by the answer.
 */
export interface Conditions {
  readonly questions: readonly Question[];
  /** Each goes on at those before it. */
  readonly decisions: readonly Decision[];
  /** Where the diagrams begin, at a decision or an outcome. */
  readonly begins: readonly number[];
  /** So many of them, the first, are asked one after the other whether the line is a row. */
  readonly ofRows: number;
}

/** A question about the value at a place. */
export interface Question {
  /**
   * How it is compared with the value; or whether it is there: 'has' fails where it would be a member of no object; or it
   * is the host's to 'judge', which knows any number of places.
   */
  readonly kind: 'exists' | '==' | '!=' | '<' | '<=' | '>' | '>=' | 'has' | 'judge';
  readonly places: readonly (readonly (string | number)[])[];
  readonly value: string | number | boolean | null;
  /** The outcome where nothing is there; undefined: the line is declined. */
  readonly absent: number | undefined;
  /** … and where the value there is of another type than that it is compared with. */
  readonly unlike: number;
}

/** At which decision it goes on after each answer, or what the outcome is. */
export interface Decision {
  /** The number of a question. */
  readonly asks: number;
  readonly no: number;
  readonly yes: number;
  readonly failed: number;
}

/** A value: numbers as such where a double below 2^53 holds them, all else as its JSON text; undefined: nothing is there. */
export type FoundValue = string | number | undefined;

/** A member of the outermost object that is computed of each line by the host, before all conditions; one that is there it replaces. */
export interface ComputedMember {
  readonly name: string;
  /** What it is computed from; members before it are there already. */
  readonly places: readonly (readonly (string | number)[])[];
  /** Whether its text is needed where it is a number. */
  readonly spelled: boolean;
}

/** What it comes to: a number below 2^53 of which the double is all; any other value as JSON text; null: it fails, and is null. */
export type ComputedValue = number | string | null;
