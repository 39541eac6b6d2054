// Windows of one length that follow each other without gaps (Dataflow paper §2.2, "fixed"; SPEC §4):
//
//   start = ts − mod(ts − offset, size)        size 7, offset −2:   [−9,−2) [−2,5) [5,12) …
//
// With a floor-modulo, so that windows before 1970 align like those after it.
import { durationText } from '../text/duration.js';
import { mod, type Duration, type Instant } from '../model/instant.js';
import { lengthOf, offsetOf, readArguments } from './arguments.js';
import { type AlignedWindows, nowhere, type WindowEntry } from './window-fn.js';

export function tumbling(size: Duration, offset: Duration = 0): AlignedWindows {
  const phase = mod(offset, size);
  return {
    kind: 'aligned',
    assign(at) {
      if (!Number.isFinite(at)) return nowhere(at);
      const from = startOf(at, size, phase);
      const until = from + size;
      return { windows: [{ start: from, end: until }], from, until };
    },
  };
}

/** The last instant up to `at` that lies at `phase` of a period; 0 ≤ phase < period. Exact for all safe integers. */
export function startOf(at: Instant, period: Duration, phase: Duration): Instant {
  return at - mod(mod(at, period) - phase, period);
}

export const entry: WindowEntry = {
  name: 'tumbling',
  form: 'tumbling:SIZE[,offset=D]',
  doc: 'windows of one length that follow each other; offset shifts them all',
  example: 'tumbling:1m',
  needsTime: true,
  parse(args) {
    const { main, named } = readArguments(args, ['offset'], entry.form);
    const size = lengthOf(main, 'the size', entry.form);
    const offset = offsetOf(named, size, entry.form);
    return {
      ...tumbling(size, offset),
      words: `windows of ${durationText(size)} that follow each other${shift(offset)}`,
    };
  },
};

/** How an offset is spoken of in `explain`. */
export function shift(offset: Duration): string {
  return offset === 0 ? '' : `, shifted by ${durationText(offset)}`;
}
