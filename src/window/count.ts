// Windows over the number of a key's events (SPEC §4): each N of them, or after each EVERY the last N. No function of
// time, so nothing is ever late; the operator counts.
import { has, numberIn, specOf } from '../text/spec.js';
import { UsageError } from '../text/usage-error.js';
import { countOf, halves } from './arguments.js';
import { mostWindows } from './limits.js';
import type { CountingWindows, WindowEntry } from './window-fn.js';

export function count(size: number, every: number = size): CountingWindows {
  return { kind: 'counting', size, every };
}

export const entry: WindowEntry = {
  name: 'count',
  form: 'count:N[/EVERY]',
  doc: 'each N events of a key; with EVERY, after each EVERY events the last N',
  example: 'count:100',
  needsTime: false,
  parse(args) {
    if (args === undefined || args === '') throw new UsageError('its number of events is missing', entry.form);
    const [sizeText, everyText] = halves(args);
    const size = countOf(sizeText, 'the number of events', entry.form);
    const every = everyText === undefined ? undefined : countOf(everyText, 'the step', entry.form);
    if (every !== undefined && every > size)
      throw new UsageError(`with "${args}" some events would be in no window`, entry.form);
    if (size / (every ?? size) > mostWindows)
      throw new UsageError(`"${args}" puts every event in more than 100,000 windows`, entry.form);
    return specOf('count', { size, every });
  },
  text: (spec) => `${numberIn(spec, 'size')}${has(spec, 'every') ? `/${numberIn(spec, 'every')}` : ''}`,
  build: (spec) => count(numberIn(spec, 'size'), numberIn(spec, 'every', numberIn(spec, 'size'))),
  words(spec) {
    const size = numberIn(spec, 'size');
    const every = numberIn(spec, 'every', size);
    return every === size ? `each ${size} events of a key` : `after each ${every} events of a key the last ${size}`;
  },
};
