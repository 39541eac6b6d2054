// What stands behind the colon of a window: positional texts and `name=value` pairs, separated by commas.
import type { Duration } from '../model/instant.js';
import { durationText, parseDuration } from '../text/duration.js';
import { UsageError } from '../text/usage-error.js';
import { durationIn } from '../text/named-value.js';
import { has, numberIn, type Spec } from '../text/spec.js';
import { suggest, suggestionText } from '../text/suggest.js';
import { longest } from './limits.js';

export interface Arguments {
  /** The first of them, before any comma. */
  readonly main: string;
  /** Value by name. */
  readonly named: ReadonlyMap<string, string>;
}

/**
 * Splits `text`.
 * @param names the names that are known
 * @throws Misuse on a missing main part, an unknown or repeated name
 */
export function readArguments(text: string | undefined, names: readonly string[], form: string): Arguments {
  const [main = '', ...rest] = (text ?? '').split(',');
  if (main === '') throw new UsageError('its size is missing', form);
  const named = new Map<string, string>();
  for (const part of rest.map((each) => each.trim())) {
    const equals = part.indexOf('=');
    const name = equals < 0 ? part : part.slice(0, equals);
    if (equals < 0 || !names.includes(name))
      throw new UsageError(
        unknown(part, name, names, form.includes('/') ? `${form.split(':')[0]!}:${main}` : undefined),
        form,
      );
    if (named.has(name)) throw new UsageError(`"${name}" is given twice`, form);
    named.set(name, part.slice(equals + 1));
  }
  return { main, named };
}

/** The two halves of `SIZE/STEP`; the second is undefined without a slash. */
export function halves(main: string): readonly [string, string | undefined] {
  const slash = main.indexOf('/');
  return slash < 0 ? [main, undefined] : [main.slice(0, slash), main.slice(slash + 1)];
}

/** A length of time above zero and not above `longest`; `what` names it in messages: `the size`. */
export function lengthOf(text: string, what: string, form: string): Duration {
  const length = parseDuration(text);
  if (length === 0) throw new UsageError(`${what} "${text}" must be longer than zero`, form);
  if (length > longest) throw new UsageError(`${what} "${text}" is longer than 10,000 years`, form);
  return length;
}

/** The value of `offset`, undefined when it is not given; it must be shorter than `below` in either direction. */
export function offsetOf(named: ReadonlyMap<string, string>, below: Duration, form: string): Duration | undefined {
  const text = named.get('offset');
  if (text === undefined) return undefined;
  const offset = parseDuration(text, true);
  if (Math.abs(offset) < below) return offset;
  throw new UsageError(`the offset "${text}" must be shorter than ${durationText(below)}`, form);
}

/** A length of time of a spec, as it is written. */
export function lengthText(spec: Spec, member: string): string {
  return durationText(numberIn(spec, member));
}

/** The offset of a spec, 0 when it has none. */
export function offsetIn(spec: Spec): Duration {
  return numberIn(spec, 'offset', 0);
}

/** The offset of a spec as it is written behind the size. */
export function offsetText(spec: Spec): string {
  return has(spec, 'offset') ? `,offset=${lengthText(spec, 'offset')}` : '';
}

/** How the offset of a spec is spoken of. */
export function shift(spec: Spec): string {
  return offsetIn(spec) === 0 ? '' : `, shifted by ${durationText(offsetIn(spec))}`;
}

/** A whole number from 1 to 2^53 − 1, written plainly. */
export function countOf(text: string, what: string, form: string): number {
  const count = /^\d+$/.test(text) ? Number(text) : NaN;
  if (Number.isSafeInteger(count) && count > 0) return count;
  throw new UsageError(`${what} "${text}" is no whole number above zero`, form);
}

/** @param size what a slide or step may stand behind */
function unknown(part: string, name: string, names: readonly string[], size: string | undefined): string {
  const length = durationIn(part);
  const own = length === undefined ? undefined : size === undefined ? `${names[0]!}=${length}` : `${size}/${length}`;
  const meant = suggest(name, names);
  return `"${part}" is not understood${suggestionText(own ?? (meant && `"${meant}="`))}`;
}
