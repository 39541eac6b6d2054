// Windows of one length that begin at every slide (Dataflow paper §2.2; SPEC §4): they overlap, or leave gaps when the
// slide is longer than the window. Which windows an instant is in changes only where one begins or ends:
//
//   size 5, slide 2    [0    5)
//                        [2    7)
//                          [4    9)
//                      0 · 2 · 4 5 6 7 8 9          between two of these instants the answer is the same
import { mod, type Duration, type Instant } from '../model/instant.js';
import { UsageError } from '../text/usage-error.js';
import type { Window } from '../model/window.js';
import { numberIn, specOf } from '../text/spec.js';
import { halves, lengthOf, lengthText, offsetIn, offsetOf, offsetText, readArguments, shift } from './arguments.js';
import { mostWindows } from './limits.js';
import { startOf } from './tumbling.js';
import { type AlignedWindows, nowhere, type WindowEntry } from './window-fn.js';

export function sliding(size: Duration, slide: Duration, offset: Duration = 0): AlignedWindows {
  const phase = mod(offset, slide);
  const endPhase = mod(phase + (size % slide), slide);
  return {
    kind: 'aligned',
    length: size,
    assign(at) {
      if (!Number.isFinite(at)) return nowhere(at);
      const lastStart = startOf(at, slide, phase);
      const lastEnd = startOf(at, slide, endPhase);
      const windows = windowsUpTo(lastStart, at, size, slide);
      return { windows, from: Math.max(lastStart, lastEnd), until: Math.min(lastStart, lastEnd) + slide };
    },
  };
}

function windowsUpTo(lastStart: Instant, at: Instant, size: Duration, slide: Duration): readonly Window[] {
  const windows: Window[] = [];
  for (let start = lastStart; start > at - size; start -= slide) windows.push({ start, end: start + size });
  return windows.reverse();
}

export const entry: WindowEntry = {
  name: 'sliding',
  form: 'sliding:SIZE/SLIDE[,offset=D]',
  doc: 'windows of one length that begin at every slide and overlap, or leave gaps when the slide is the longer',
  example: 'sliding:10m/1m',
  needsTime: true,
  parse(args) {
    const { main, named } = readArguments(args, ['offset'], entry.form);
    const [sizeText, slideText] = halves(main);
    if (slideText === undefined)
      throw new UsageError(`"${main}" has no slide: sliding:${main}/SLIDE, or tumbling:${main}`, entry.form);
    const size = lengthOf(sizeText, 'the size', entry.form);
    const slide = lengthOf(slideText, 'the slide', entry.form);
    if (size / slide > mostWindows)
      throw new UsageError(`"${main}" puts every event in more than 100,000 windows`, entry.form);
    const offset = offsetOf(named, Math.max(size, slide), entry.form);
    return specOf('sliding', { size, slide, offset });
  },
  text: (spec) => `${lengthText(spec, 'size')}/${lengthText(spec, 'slide')}${offsetText(spec)}`,
  build: (spec) => sliding(numberIn(spec, 'size'), numberIn(spec, 'slide'), offsetIn(spec)),
  words: (spec) =>
    `windows of ${lengthText(spec, 'size')}, one beginning every ${lengthText(spec, 'slide')}${shift(spec)}`,
};
