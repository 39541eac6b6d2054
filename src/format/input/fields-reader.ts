// The seam of the line formats (SPEC §13): a line of text is one record. Readers are pure: what a line means follows
// from the line alone, and where a year has to be told from a clock, that clock is given to the reader.
import type { RejectReason } from '../../model/batch.js';
import type { Json } from '../../text/spec.js';

/** A record, and the JSON text that says the same; numbers stand in the text as they were written. */
export interface LineRecord {
  readonly record: Readonly<Record<string, Json>>;
  readonly text: string;
}

/** Why a line is no record of the format. */
export interface LineFault {
  /** One sentence without the line itself. */
  readonly error: string;
  /** UTF-16 code unit of the line where it went wrong. */
  readonly at: number;
  /** Set where it is another one than that the line is not of the format. */
  readonly reason?: RejectReason;
}

export interface FieldsReader {
  /**
   * Takes time linear in the length of the line, whatever stands in it.
   * @param line without its line end
   */
  read(line: string): LineRecord | LineFault;
}
