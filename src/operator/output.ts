// Where results go. Calls come in the order in which they are to be written.
import type { Batch } from '../model/batch.js';
import type { DisorderFigures } from '../model/disorder.js';
import type { ComingRow, FilledRow, SilenceRow } from '../model/filled-row.js';
import type { JoinedEvents } from '../model/joined-events.js';
import type { LateVerdict } from '../model/late.js';
import type { MatchedEvents } from '../model/matched-events.js';
import type { Pane, WrittenPane } from '../model/pane.js';

/** What the driver of an operator writes. */
export interface Output {
  /** An event of a stream, by its number, that the operator or the driver refused. */
  late(stream: number, batch: Batch, row: number, verdict: LateVerdict): void;
  /** A step (a move of the clock, an event, a rise of W) in which the operator wrote something is complete. */
  stepDone(): void;
}

/** Where an operator writes that makes panes. */
export interface PaneOutput {
  /** A pane; its values stand in cell `slot` of each aggregate, now and not later. The object is reused: copy, never keep. */
  pane(pane: Pane, slot: number): void;
  /** A pane taken back, with the values it had. */
  retraction(pane: WrittenPane): void;
}

/** Where an operator writes that passes events on as they came. */
export interface EventOutput {
  /** The event of a row as a line of output. A view where possible: copy it to keep it. */
  lineOf(batch: Batch, row: number): Uint8Array;
  event(line: Uint8Array): void;
  /** The events of rows [from, to), each as `lineOf` has it. */
  events(batch: Batch, from: number, to: number): void;
  /** An event like one that was passed on. */
  duplicate(line: Uint8Array): void;
}

/** Where an operator writes that reports where nothing came. */
export interface FillOutput extends Pick<EventOutput, 'lineOf' | 'event'> {
  rowOf(batch: Batch, row: number): ComingRow;
  /** @param retract whether it is taken back */
  filled(row: FilledRow, retract: boolean): void;
  silence(row: SilenceRow): void;
}

/** Where an operator writes that joins two streams. */
export interface JoinOutput {
  /** The event of a row of a stream as JSON text, its members as they were written. A view where possible: copy it to keep it. */
  eventBytes(stream: number, batch: Batch, row: number): Uint8Array;
  /** Whether that is the line of each row of the batch, but for white space around it. */
  areLines(stream: number, batch: Batch): boolean;
  /** Whether no part of the key is missing or null; one that is not complete is equal to no other. */
  isComplete(key: number): boolean;
  /** The texts are lent: copy them to keep them. */
  joined(events: JoinedEvents): void;
}

/** Where an operator writes that finds matches of a pattern. */
export interface MatchOutput {
  /** The event of a row of a stream as JSON text, its members as they were written. */
  eventOf(stream: number, batch: Batch, row: number): string;
  matched(events: MatchedEvents): void;
  /** A partial match whose next event would come too late. */
  timedOut(events: MatchedEvents): void;
}

/** Where an operator writes that measures how far events are out of order. */
export interface DisorderOutput {
  disorder(found: DisorderFigures): void;
}
