// Time as the model has it (Dataflow paper §2.1): an instant is an integer of milliseconds since the epoch, with
// -Infinity before everything and +Infinity after. Negative instants are ordinary. Nothing here reads a clock.

/** A point in event or processing time: milliseconds since 1970-01-01T00:00:00Z; ±Infinity allowed. */
export type Instant = number;

/** A length of time in milliseconds; may be negative for offsets, Infinity for `unlimited`. */
export type Duration = number;

/** The farthest instant a calendar date can name (ECMA-262 §21.4.1.1), in either direction. */
export const farthest: Instant = 8.64e15;

/** Floor-modulo: the remainder has the sign of `divisor`, so windows before 1970 align like those after it. */
export function mod(value: number, divisor: number): number {
  const rest = value % divisor;
  return rest !== 0 && rest < 0 !== divisor < 0 ? rest + divisor : rest === 0 ? 0 : rest;
}
