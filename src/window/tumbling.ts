// Windows of one length that follow each other without gaps (Dataflow paper §2.2, "fixed"; SPEC §4):
//
//   start = ts − mod(ts − offset, size)        size 7, offset −2:   [−9,−2) [−2,5) [5,12) …
//
// With a floor-modulo, so that windows before 1970 align like those after it.
import { mod, type Duration, type Instant } from '../model/instant.js';
import { numberIn, specOf } from '../text/spec.js';
import { lengthOf, lengthText, offsetIn, offsetOf, offsetText, readArguments, shift } from './arguments.js';
import { type AlignedWindows, nowhere, type WindowEntry } from './window-fn.js';

export function tumbling(size: Duration, offset: Duration = 0): AlignedWindows {
  const phase = mod(offset, size);
  return {
    kind: 'aligned',
    length: size,
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
    return specOf('tumbling', { size, offset: offsetOf(named, size, entry.form) });
  },
  text: (spec) => `${lengthText(spec, 'size')}${offsetText(spec)}`,
  build: (spec) => tumbling(numberIn(spec, 'size'), offsetIn(spec)),
  words: (spec) => `windows of ${lengthText(spec, 'size')} that follow each other${shift(spec)}`,
};
