// Plays a script on one trigger and one window, as the pipeline would: a trigger is judged after every element, when the
// clock moves and when the watermark moves (SPEC §5). What the pipeline alone knows, whether anything is fresh, is left out.
import type { Saved } from '../../src/model/saved.js';
import type { Window } from '../../src/model/window.js';
import { buildTrigger, parseTrigger } from '../../src/trigger/index.js';
import { finished, type NewElements, type Trigger } from '../../src/trigger/trigger.js';

/** For `delta`: the values of one column. */
export const oneColumn = { index: () => 0 };

export function element(at: number, value = NaN): NewElements {
  return { count: 1, at, signal: () => value };
}

export class Play {
  readonly trigger: Trigger;
  readonly window: Window;
  now = { watermark: -Infinity, processing: 0 };
  state: Saved;

  constructor(text: string, window: Window = { start: 0, end: 100 }) {
    this.trigger = buildTrigger(parseTrigger(text), oneColumn);
    this.window = window;
    this.state = this.trigger.open(window, this.now);
  }

  /** An element at `at` comes; says whether the trigger fires. */
  element(at = 1, value = NaN): string {
    if (this.state === finished) return 'dropped';
    this.state = this.trigger.add(this.state, element(at, value), this.window, this.now);
    return this.#judge();
  }

  /** So many elements come one after the other. */
  elements(count: number): string[] {
    return Array.from({ length: count }, () => this.element());
  }

  clock(processing: number): string {
    this.now = { ...this.now, processing };
    return this.#judge();
  }

  watermark(watermark: number): string {
    this.now = { ...this.now, watermark };
    return this.#judge();
  }

  /** Whether the firing that is due is that of an end of the window. */
  get isEnd(): boolean {
    return this.trigger.endOfWindow(this.state, this.window, this.now);
  }

  #judge(): string {
    if (this.state === finished || !this.trigger.ready(this.state, this.window, this.now)) return '-';
    this.state = this.trigger.fired(this.state, this.window, this.now);
    return this.state === finished ? 'last' : 'fires';
  }
}

/** The trigger state that merging these plays gives for `window`, as a play that goes on from there. */
export function merged(text: string, plays: readonly Play[], window: Window, now = plays[0]!.now): Play {
  const play = new Play(text, window);
  play.now = now;
  play.state = play.trigger.merge(
    plays.map((one) => one.state),
    window,
    now,
  );
  return play;
}
