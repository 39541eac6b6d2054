// `each(T, …)` (SPEC §6): the parts in turn. Only the current one sees elements; when it finishes the next begins,
// empty; after the last that was it.
import type { Now } from '../model/clocks.js';
import type { Saved } from '../model/saved.js';
import type { Window } from '../model/window.js';
import { specOf, specsIn } from '../text/spec.js';
import { atLeastOne } from './arguments.js';
import { askClock, isFinished, refuseMerging } from './parts.js';
import { finished, type Finished, type Trigger, type TriggerEntry } from './trigger.js';

interface CurrentPart {
  readonly [name: string]: Saved;
  /** Which part's turn it is; those before have finished, those after have not begun. */
  readonly index: number;
  readonly part: Saved;
}

export function each(...parts: readonly Trigger[]): Trigger<CurrentPart> {
  const current = (turn: CurrentPart): Trigger => parts[turn.index]!;
  const begin = (index: number, window: Window, now: Now): CurrentPart | Finished =>
    index < parts.length ? { index, part: parts[index]!.open(window, now) } : finished;
  return {
    open: (window, now) => ({ index: 0, part: parts[0]!.open(window, now) }),
    add: (turn, joined, window, now) => ({ ...turn, part: current(turn).add(turn.part, joined, window, now) }),
    ready: (turn, window, now) => current(turn).ready(turn.part, window, now),
    fired: (turn, window, now) => {
      const part = current(turn).fired(turn.part, window, now);
      return isFinished(part) ? begin(turn.index + 1, window, now) : { ...turn, part };
    },
    endOfWindow: (turn, window, now) => current(turn).endOfWindow(turn.part, window, now),
    merge: (turns, window, now) => merge(parts, turns, window, now),
    horizon: (turn, window, now) => current(turn).horizon(turn.part, window, now),
    canFinish: (lateness) => parts.every((part) => part.canFinish(lateness)),
    waitsForEnd: false,
    refusesMerging: refuseMerging(parts),
    asksClock: askClock(parts),
  };
}

/** The first part that the merged windows have not all finished together; what came after it has not begun. */
function merge(
  parts: readonly Trigger[],
  turns: readonly (CurrentPart | Finished)[],
  window: Window,
  now: Now,
): CurrentPart | Finished {
  for (const [index, trigger] of parts.entries()) {
    const part = trigger.merge(
      turns.map((turn) => stateOf(trigger, index, turn, window, now)),
      window,
      now,
    );
    if (!isFinished(part)) return { index, part };
  }
  return finished;
}

function stateOf(trigger: Trigger, index: number, turn: CurrentPart | Finished, window: Window, now: Now): Saved {
  if (turn === finished || turn.index > index) return finished;
  return turn.index === index ? turn.part : trigger.open(window, now);
}

export const entry: TriggerEntry = {
  name: 'each',
  form: 'each(T, …)',
  doc: 'the triggers in turn, each until it finishes',
  example: 'each(count(10), repeat(delay(1m)))',
  parse: (args, { part }) => specOf('each', { parts: atLeastOne(args, entry.form).map(part) }),
  text: (spec, part) => specsIn(spec, 'parts').map(part),
  build: (spec, { part }) => each(...specsIn(spec, 'parts').map(part)),
  words: (spec, part) => specsIn(spec, 'parts').map(part).join(', then '),
};
