// The seam between an input as it is written and its records. Two questions are apart: where a record ends (framing),
// and what it holds (reading). A reader makes JSON of a record, whatever it was, so that paths, filters and columns
// depend on no format; a format that is read by lines is one file here and one line in index.ts.
import type { ReadPlan } from '../../event/read-plan.js';
import type { LineForm } from '../../kernel/scanner.js';
import type { RejectReason } from '../../model/batch.js';
import type { Instant } from '../../model/instant.js';
import type { Kind } from '../../text/registry.js';

/** A record that was read. */
export interface ParsedRecord {
  readonly record: unknown;
  /** The JSON text of the record: what `JSON.parse` makes of it is `record`. It may be made only when it is read. */
  readonly text: string;
  /** Strings stand in `text` as JSON.stringify writes them, so that one need not be looked for there. */
  readonly stringified?: true;
}

/** A record that is none: it becomes a reject. */
export interface RecordError {
  readonly error: string;
  /** UTF-16 code unit of the record where it went wrong. */
  readonly at: number;
  /** `json` where it is not given. */
  readonly reason?: RejectReason;
}

/** Reads the records of one input, one by one; what one gives depends on no other. */
export interface RecordReader {
  /** @param record without its line end; valid Unicode, and not blank */
  read(record: string): ParsedRecord | RecordError;
  /** What is no record wherever it stands, but the header once more: `tail -F` and `cat` make one input of several files. */
  readonly repeated?: readonly string[];
}

/**
 * Finds the records of one input, one after another. It goes on from one read to the next, and what it finds depends on
 * the bytes alone, however they were cut by the reads.
 */
export interface RecordCutter {
  /** Turns to a place between records, whose prelude this is (model/batch.ts). */
  begin(prelude: string | undefined): void;
  /** Goes on at bytes[from]; the end of the first record that ends in bytes[from, to), line end included; −1: none does. */
  next(bytes: Uint8Array, from: number, to: number): number;
  /** Where the record that was found last, or is under way, begins in the bytes of the last call. */
  readonly start: number;
  /** No record is under way, so the place reached is one between records. */
  readonly isBetween: boolean;
  /** Of the place reached, when that is one between records. */
  readonly prelude: string | undefined;
  /** Of the place where that record begins. */
  readonly preludeOfRecord: string | undefined;
  /** Bytes before the place reached that have to be there in the next call, if the middle of a long record is dropped. */
  readonly pending?: number;
  /** What is wrong before the record found last, which is one that is refused. */
  readonly fault?: string | undefined;
  /** What is wrong if the input ends here. */
  readonly unfinished?: string | undefined;
  /** Byte of the record found last at which something opens that was given up at the limit, as it was not closed before. */
  readonly unclosed: number | undefined;
}

/** Records that consist of fields between separators. */
export interface SeparatedFields {
  /** An ASCII character. */
  readonly separator: string;
  /** The names of the fields under this header; undefined: it cannot be read, and nothing under it. */
  names(header: string | undefined): readonly string[] | undefined;
}

export interface InputFormat {
  /**
   * Where a record ends: at the end of its line; or where a cutter finds it, which is made for one input. What opens in a
   * record and is not closed within `maxRecord` bytes the cutter gives up, and goes on behind that.
   */
  readonly framing: 'lines' | ((maxRecord: number) => RecordCutter);
  /** Whether the first record holds the names of the members of the others. */
  readonly hasHeader?: boolean;
  /**
   * A record under one header as it is written under another; undefined where the columns of the two are not the same
   * ones. Of formats that have a header.
   */
  reordered?(record: string, from: string, to: string): string | undefined;
  /** Whether `text` is the record as it was written, so that a place in the one is a place in the other. */
  readonly verbatim: boolean;
  /** The PATH of a line of text in which a time may stand anywhere; undefined: times are whole values. */
  readonly inLine: string | undefined;
  /**
   * Where by the format the time of a record stands, and how it is written: what --time and --time-format default to.
   */
  readonly time?: { readonly path: string; readonly format: string };
  /** The form in which the scanner reads its lines as `reader` does (kernel/scanner.ts); undefined: it cannot. */
  readonly scanned?: LineForm | undefined;
  /** Of the form 'separated'. */
  readonly separated?: SeparatedFields;
  /** Whether what a record gives depends on a clock, as years of syslog do. */
  readonly asksClock?: boolean;
  /**
   * @param clock what is read then: now, for a file the time of its last change
   * @param header the first record, of a format that has one
   */
  reader(clock?: () => Instant, header?: string): RecordReader;
}

/**
 * Whether other threads may read parts of a file: records are lines, and what they give depends on nothing but them.
 */
export function canBeShared({ framing, asksClock }: InputFormat): boolean {
  return framing === 'lines' && asksClock !== true;
}

/**
 * What is read and written as text is all that stands behind the name, its first mark included; empty when nothing does.
 * It is built for the zone of --tz.
 */
export type InputFormatEntry = Kind<InputFormat, string, string>;

/** All that a decoder is given of a stream: how its records are written, and what is read of them. */
export interface RecordPlan extends ReadPlan {
  readonly format: InputFormat;
  /** What the user calls it: `combined`. */
  readonly formatName?: string;
  /** What its readers read as the clock; undefined where the format needs none. */
  readonly recordClock?: (() => Instant) | undefined;
}
