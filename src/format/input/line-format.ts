// What the formats have in common of which a line is a record, and whose members are fields of it.
import type { InputFormat, RecordError, RecordReader } from './input-format.js';

/** @param more where the time stands, whether a clock is needed, and whether the scanner reads it */
export function lineFormat(
  open: InputFormat['reader'],
  more: Pick<InputFormat, 'time' | 'asksClock' | 'scanned'> = {},
): InputFormat {
  return { framing: 'lines', verbatim: false, inLine: undefined, ...more, reader: (clock) => ofFields(open(clock)) };
}

/** What is wrong with a line is that it has not the fields of the format, where no other reason is given. */
function ofFields({ read }: { readonly read: RecordReader['read'] }): RecordReader {
  return {
    read(line) {
      const found = read(line);
      return 'error' in found ? ({ reason: 'fields', ...found } satisfies RecordError) : found;
    },
  };
}
