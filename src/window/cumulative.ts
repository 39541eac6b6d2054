// Windows that begin together and end step by step, until the next ones begin (SPEC §4): today so far, by the hour.
//
//   size 6, step 2     [0 2) [0   4) [0     6) | [6 8) [6   10) …
import { mod, type Duration } from '../model/instant.js';
import { UsageError } from '../text/usage-error.js';
import type { Window } from '../model/window.js';
import { numberIn, specOf } from '../text/spec.js';
import { halves, lengthOf, lengthText, offsetIn, offsetOf, offsetText, readArguments, shift } from './arguments.js';
import { mostWindows } from './limits.js';
import { startOf } from './tumbling.js';
import { type AlignedWindows, nowhere, type WindowEntry } from './window-fn.js';

/** `size` is a multiple of `step`. */
export function cumulative(size: Duration, step: Duration, offset: Duration = 0): AlignedWindows {
  const phase = mod(offset, size);
  return {
    kind: 'aligned',
    assign(at) {
      if (!Number.isFinite(at)) return nowhere(at);
      const base = startOf(at, size, phase);
      const from = base + Math.floor((at - base) / step) * step;
      const windows: Window[] = [];
      for (let end = from + step; end <= base + size; end += step) windows.push({ start: base, end });
      return { windows, from, until: from + step };
    },
  };
}

export const entry: WindowEntry = {
  name: 'cumulative',
  form: 'cumulative:SIZE/STEP[,offset=D]',
  doc: 'windows that begin together every SIZE and end one STEP after the other; SIZE is a multiple of STEP',
  example: 'cumulative:1d/1h',
  needsTime: true,
  parse(args) {
    const { main, named } = readArguments(args, ['offset'], entry.form);
    const [sizeText, stepText] = halves(main);
    if (stepText === undefined)
      throw new UsageError(`"${main}" has no step: cumulative:${main}/STEP, or tumbling:${main}`, entry.form);
    const size = lengthOf(sizeText, 'the size', entry.form);
    const step = lengthOf(stepText, 'the step', entry.form);
    if (size % step !== 0)
      throw new UsageError(`the size "${sizeText}" is no multiple of the step "${stepText}"`, entry.form);
    if (size / step > mostWindows)
      throw new UsageError(`"${main}" puts an event in more than 100,000 windows`, entry.form);
    return specOf('cumulative', { size, step, offset: offsetOf(named, size, entry.form) });
  },
  text: (spec) => `${lengthText(spec, 'size')}/${lengthText(spec, 'step')}${offsetText(spec)}`,
  build: (spec) => cumulative(numberIn(spec, 'size'), numberIn(spec, 'step'), offsetIn(spec)),
  words: (spec) =>
    `windows that begin every ${lengthText(spec, 'size')} and end ${lengthText(spec, 'step')} apart${shift(spec)}`,
};
