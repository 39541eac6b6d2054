// `watermark` (SPEC §6): the pane fires when W passes the end of the window, and that was it. With `early` or `late` it
// is a trigger of phases, in phases.ts; both are typed by this one name.
import { atEnd } from '../model/horizon.js';
import { has, specIn, specOf, type Spec } from '../text/spec.js';
import { UsageError } from '../text/usage-error.js';
import { durationIn } from '../text/named-value.js';
import { suggest, suggestionText } from '../text/suggest.js';
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
    firesOnce: true,
  };
}

export const entry: TriggerEntry = {
  name: 'watermark',
  form: 'watermark[(early=T, late=T)]',
  doc: 'when the watermark passes the end of the window; before that by the early, after it by the late trigger',
  example: 'watermark(early=delay(10s), late=always)',
  parse(args, { part }) {
    const named = new Map(args.map(readPhase));
    if (named.size < args.length) throw new UsageError('early or late is given twice', entry.form);
    const [early, late] = [named.get('early'), named.get('late')];
    const phase = (text: string | undefined): Spec | undefined => (text === undefined ? undefined : part(text));
    return specOf('watermark', { early: phase(early), late: phase(late) });
  },
  text(spec, part) {
    const { early, late } = phasesOf(spec, part);
    return [...(early === undefined ? [] : [`early=${early}`]), ...(late === undefined ? [] : [`late=${late}`])];
  },
  build(spec, { part }) {
    const { early, late } = phasesOf(spec, part);
    return early === undefined && late === undefined ? watermark() : phases(early, late);
  },
  words(spec, part) {
    const { early, late } = phasesOf(spec, part);
    const before = early === undefined ? '' : `before the end ${early}; `;
    const after = late === undefined ? '' : `; after the end ${late}`;
    return `${before}when the watermark passes the end of the window${after}`;
  },
  // Nothing comes after the end of all input.
  wordsWithoutW(spec, part) {
    const { early } = phasesOf(spec, part);
    return `${early === undefined ? '' : `${early}; `}at the end of all input`;
  },
};

/** What becomes of the parts of a spec; undefined where there is none. */
function phasesOf<T>(
  spec: Spec,
  part: (spec: Spec) => T,
): { readonly early: T | undefined; readonly late: T | undefined } {
  const phase = (name: 'early' | 'late'): T | undefined => (has(spec, name) ? part(specIn(spec, name)) : undefined);
  return { early: phase('early'), late: phase('late') };
}

function readPhase(text: string): readonly [string, string] {
  const [, name, trigger] = /^\s*(early|late)\s*=(.*)$/s.exec(text) ?? [];
  if (name !== undefined && trigger !== undefined) return [name, trigger];
  const length = durationIn(text.trim());
  const meant = suggest(text.split('=')[0]!.trim(), ['early', 'late']);
  const hint = length !== undefined ? `early=delay(${length})` : meant === undefined ? undefined : `${meant}=T`;
  throw new UsageError(`"${text.trim()}" is not understood${suggestionText(hint)}`, entry.form);
}
