// A run of decoded lines in arrival order, as columns: the only thing that crosses from the decoders to the core.
// No object per event. A row is an event (with --each: a piece of one); whatever is no event is a non-event at its place.
import type { Instant } from './instant.js';

/** Numbers wanted by an aggregate, a trigger (`delta`) or a session gap (then already in ms). */
export interface NumberColumn {
  readonly as: 'number' | 'duration';
  /** The nearest double; NaN where the value is missing, null, of another type, or not finite. */
  readonly values: Float64Array;
  /** What the double of a row does not hold, by row; undefined when there is no such row (the usual case). */
  readonly exact: ReadonlyMap<number, Exact> | undefined;
}

/**
 * An integer that no double holds exactly; or 'rounded': what was written is no integer, though its double, of 2^52 or
 * more, is one.
 */
export type Exact = bigint | 'rounded';

/** JSON values wanted as text (`first`, `last`, `collect`, `distinct`). */
export interface TextColumn {
  readonly as: 'json';
  /** The value as it was written, byte for byte, without surrounding white space; undefined where missing or null. */
  text(row: number): string | undefined;
  /** Where most texts stand in the memory of `Batch.bytes`, for those who carry a batch elsewhere. */
  readonly spans?: TextSpans;
}

export interface TextSpans {
  /** By row, the begin and the end of its text in the buffer of `Batch.bytes`; 0 and 0: it has none. */
  readonly places: Uint32Array;
  /** Rows whose text is not in `places`. */
  readonly except: ReadonlyMap<number, unknown>;
}

/** Only whether the path selects anything, null included (`count(P)`). */
export interface PresenceColumn {
  readonly as: 'exists';
  /** 1 where the path selects a node, else 0. */
  readonly values: Uint8Array;
}

export type Column = NumberColumn | TextColumn | PresenceColumn;

export type RejectReason = 'json' | 'fields' | 'no-time' | 'bad-time' | 'too-long' | 'too-deep' | 'utf8' | 'control';

/** A line that is no usable event. */
export interface Reject {
  readonly kind: 'reject';
  /** It stands before this row of the batch; `length` when after the last. */
  readonly before: number;
  readonly reason: RejectReason;
  /** What was wrong, for a person: one sentence without the line itself. */
  readonly error: string;
  /** Byte within the line where it went wrong, for the caret; undefined when the whole line is meant. */
  readonly column: number | undefined;
  /** Byte range of the line in `Batch.bytes` (for too-long lines: what is left of it). */
  readonly start: number;
  readonly end: number;
  /** Line of the batch, from 0; the line's number in the input is `Batch.line + this + 1`. */
  readonly line: number;
  /** The clock that the line carries (`--clock PATH`), NaN when none. */
  readonly clock: Instant;
}

/** What a control line means (SPEC §8). */
export type Control =
  | { readonly type: 'watermark'; readonly at: Instant }
  | { readonly type: 'clock'; readonly at: Instant }
  | { readonly type: 'begin'; /** As it was written. */ readonly value: string }
  | { readonly type: 'mark' }
  | { readonly type: 'checkpoint'; readonly id: string }
  | { readonly type: 'idle' }
  | { readonly type: 'end' };

export interface ControlLine {
  readonly kind: 'control';
  readonly before: number;
  readonly control: Control;
  readonly start: number;
  readonly end: number;
  readonly line: number;
}

export type NonEvent = Reject | ControlLine;

/** A place in an input: what a checkpoint stores of it. */
export interface Position {
  /** Bytes of the (decompressed) input before this place. */
  readonly offset: number;
  /** Lines before this place. */
  readonly line: number;
  /**
   * What has to stand before the bytes from here on for them to be read as they were written: the header of CSV, the
   * bracket of an array that is open. undefined: nothing, they are read as the beginning of an input is.
   */
  readonly prelude?: string;
}

/** The place behind which the bytes are read as they stand behind this prelude. */
export function behind(prelude: string | undefined, { offset, line }: Position): Position {
  return prelude === undefined ? { offset, line } : { offset, line, prelude };
}

/**
 * What an input consists of, where it is not all one: the files of a rotated log, connections made one after another,
 * datagrams. A record does not go beyond its part, and where there are headers each part has its own.
 */
export interface InputPart {
  /** It is read from its beginning; else from where an earlier run has stopped. */
  readonly begins: boolean;
}

/**
 * Counts of rows, in one list, so that they are added up in one way wherever batches meet: rows that were looked at (all
 * but those filtered out); for each key those in which it is absent; for each column those in which its value is missing
 * or null; for each column those in which it is of the wrong type; for each column those that its condition excepts;
 * events of which members were computed; for each such member, each condition, and each column, those in which the
 * expression failed.
 */
export type Skipped = readonly number[];

/** Every batch is made with its members in this order: all are of one shape then, and their readers compiled once. */
export interface Batch {
  /** Rows, filtered ones included. */
  readonly length: number;
  /** Event time of each row; NaN: none (no --time; or filtered and without a usable one). */
  readonly times: Float64Array;
  /** Interned key of each row; −1: the row was filtered out (--where, or a line without pieces under --each). */
  readonly keys: Int32Array;
  /** The same as each row spells it, where one of them does not as the first one of its key. */
  readonly spellings: Int32Array | undefined;
  /** With `--clock PATH`: the clock the row carries, NaN when it carries none. */
  readonly clocks: Float64Array | undefined;
  /** One per column of the read plan, in its order. */
  readonly columns: readonly Column[];
  /** Byte range of each row's line in `bytes`, without its line end. Rows of one line (--each) share it. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /** Line of each row within the batch, from 0: that in which its record begins. Several records may stand in one. */
  readonly lines: Uint32Array;
  /** With --each, the piece of a row that was not filtered out, as JSON text; undefined without --each. */
  readonly piece: ((row: number) => string) | undefined;
  /** The lines themselves; valid until the next batch of the same decoder. */
  readonly bytes: Uint8Array;
  /** Rejects and control lines in order of their place. */
  readonly nonEvents: readonly NonEvent[];
  /** Records in this batch, of every kind, and blank lines among them; a header is none. */
  readonly lineCount: number;
  readonly blankCount: number;
  /** Values that were there but of the wrong type (or not finite), and missing or null, over all columns. */
  readonly wrongType: number;
  readonly missing: number;
  /** How often nothing of use stood at the places that the options name. */
  readonly skipped: Skipped;
  /** Where the batch begins and ends in its input; `bytes[0]` need not be `from.offset`: see `base`. */
  readonly from: Position;
  readonly to: Position;
  /** The input offset of `bytes[0]`: the offset of row r's line is `base + starts[r]`. */
  readonly base: number;
  /** The prelude of the place where the record of this `start` begins; undefined: none has any. */
  readonly preludeAt: ((start: number) => string | undefined) | undefined;
}
