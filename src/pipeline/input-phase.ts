// How an input stands towards the watermark of all (SPEC §5 "Several inputs"). It is
//
//   waiting   nothing came yet: its own watermark is −∞ and holds W back
//   active    holds W back
//   idle      left out, because it was silent too long (--idle) or by a line (@idle)
//   waking    something came again, but its own watermark has not reached W yet: still left out, or W would fall
//   ended     left out for good, even if it is read on after an @end line; and then perhaps forgotten, its number free

/** `silent` is idle by the clock, `resting` by an `@idle` line. */
export type Phase = 'waiting' | 'active' | 'silent' | 'resting' | 'waking' | 'ended';

export type InputState = 'waiting' | 'active' | 'idle' | 'ended';

/** Whether an input in this phase holds W back. */
export function holds(phase: Phase): boolean {
  return phase === 'waiting' || phase === 'active';
}
