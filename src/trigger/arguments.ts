// What may stand between a trigger's parentheses: how many, and the numbers and durations among them.
import { parseDuration } from '../text/duration.js';
import type { Duration } from '../model/instant.js';
import { UsageError } from '../text/usage-error.js';

/** @throws Misuse unless there are between `least` and `most` arguments */
export function between(args: readonly string[], least: number, most: number, form: string): readonly string[] {
  if (args.length < least)
    throw new UsageError(args.length === 0 ? 'its argument is missing' : 'an argument is missing', form);
  if (args.length > most) throw new UsageError(`"${args[most]!}" is one argument too many`, form);
  return args;
}

/** @throws Misuse unless there are `n` arguments */
export function exactly(args: readonly string[], n: number, form: string): readonly string[] {
  return between(args, n, n, form);
}

/** @throws Misuse when there are none */
export function atLeastOne(args: readonly string[], form: string): readonly string[] {
  return between(args, 1, Infinity, form);
}

/** @throws Misuse when there are any */
export function noArguments(args: readonly string[], form: string): void {
  if (args.length > 0) throw new UsageError(`it takes no argument, not "${args[0]!}"`, form);
}

/** A duration above zero. */
export function positive(text: string, form: string): Duration {
  const duration = parseDuration(text);
  if (duration > 0) return duration;
  throw new UsageError(`"${text}" must be longer than zero`, form);
}

/** A whole number from 1 to 2^53 − 1. */
export function countOf(text: string, form: string): number {
  const count = /^\d+$/.test(text) ? Number(text) : NaN;
  if (Number.isSafeInteger(count) && count > 0) return count;
  throw new UsageError(`"${text}" is no whole number above zero`, form);
}
