// Triggers that would lose data (SPEC §6): one that can finish while data may still come drops what follows, so it is
// refused unless `--allow-unsafe-trigger` is given.
import { durationText } from '../text/duration.js';
import type { Duration } from '../model/instant.js';
import type { Trigger } from './trigger.js';

export interface Unsafe {
  /** What would happen. */
  readonly reason: string;
  /** What to write instead. */
  readonly remedy: string;
}

/**
 * Why the trigger is refused, or undefined when it is safe.
 * @param text as the user wrote it
 * @param lateness L
 */
export function unsafe(trigger: Trigger, lateness: Duration, text: string): Unsafe | undefined {
  if (!trigger.canFinish(lateness)) return undefined;
  const asMeant = '--allow-unsafe-trigger has what follows sent to the late stream as "closed"';
  if (trigger.canFinish(0)) {
    return {
      reason: `"${text}" can finish while data may still come, and what follows would be dropped`,
      remedy: `repeat(${text}) goes on; ${asMeant}`,
    };
  }
  return {
    reason: `"${text}" finishes at the end of the window, and the late data that --allowed-lateness ${durationText(lateness)} waits for would be dropped`,
    remedy: `default, or watermark(late=always), writes corrections; ${asMeant}`,
  };
}
