// A reader that goes over its line once stops where it cannot go on; what it stopped at is the error of the record.
import type { ParsedRecord, RecordReader } from './input-format.js';

export class RecordFault extends Error {
  /** UTF-16 code unit of the record where it went wrong. */
  readonly at: number;

  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

/** @param whole gives the record of a line, or throws RecordFault */
export function readerOf(whole: (line: string) => ParsedRecord): RecordReader {
  return {
    read(line) {
      try {
        return whole(line);
      } catch (fault) {
        if (fault instanceof RecordFault) return { error: fault.message, at: fault.at };
        throw fault;
      }
    },
  };
}
