// `watermark` (SPEC §6): the pane fires when W passes the end of the window, and that was it. With `early` or `late` it
// is a trigger of phases, in phases.ts; both are typed by this one name.
import { atEnd } from '../model/horizon.js';
import { UsageError } from '../text/usage-error.js';
import { durationIn } from '../text/named-value.js';
import { suggest } from '../text/suggest.js';
import { maxTs } from '../model/window.js';
import { phases } from './phases.js';
import { finished, type Trigger, type TriggerEntry } from './trigger.js';

export function watermark(): Trigger<null> {
  return {
    open: () => null,
    add: () => null,
    ready: (_, window, now) => now.watermark >= maxTs(window),
    fired: () => finished,
    endOfWindow: () => true,
    // A merge can move the end past W again; then there is an end to wait for, whatever its parts have seen.
    merge: (states, window, now) =>
      states.every((state) => state === finished) && now.watermark >= maxTs(window) ? finished : null,
    horizon: (_, window) => atEnd(window),
    canFinish: (lateness) => lateness > 0,
    waitsForEnd: true,
    silentUntilEnd: true,
    words: 'when the watermark passes the end of the window',
  };
}

export const entry: TriggerEntry = {
  name: 'watermark',
  form: 'watermark[(early=T, late=T)]',
  doc: 'when the watermark passes the end of the window; before that by the early, after it by the late trigger',
  example: 'watermark(early=delay(10s), late=always)',
  parse(args, part) {
    if (args.length === 0) return watermark();
    const named = new Map(args.map(readPhase));
    if (named.size < args.length) throw new UsageError('early or late is given twice', entry.form);
    const [early, late] = [named.get('early'), named.get('late')];
    return phases(early === undefined ? undefined : part(early), late === undefined ? undefined : part(late));
  },
};

function readPhase(text: string): readonly [string, string] {
  const [, name, trigger] = /^\s*(early|late)\s*=(.*)$/s.exec(text) ?? [];
  if (name !== undefined && trigger !== undefined) return [name, trigger];
  const length = durationIn(text.trim());
  const meant = suggest(text.split('=')[0]!.trim(), ['early', 'late']);
  const hint = length !== undefined ? `early=delay(${length})` : meant === undefined ? undefined : `${meant}=T`;
  const suggestion = hint === undefined ? '' : `; did you mean ${hint}?`;
  throw new UsageError(`"${text.trim()}" is not understood${suggestion}`, entry.form);
}
