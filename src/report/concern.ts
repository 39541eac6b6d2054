// What a run warns of when it looks as if it did not do what was meant, though nothing failed. Each is reported once.
import { numberInText } from '../text/numeric-text.js';

export interface Concern {
  /** What it is about: the same while the counts in its text grow. */
  readonly about: string;
  /** What happened, what it means, what to do. */
  readonly text: string;
}

/** The types of JSON, in words for several values. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'lists';
  if (value === Infinity || value === -Infinity) return 'numbers beyond any double';
  const kinds: Readonly<Record<string, string>> = { string: 'text', number: 'numbers', boolean: 'true or false' };
  return kinds[typeof value] ?? 'objects';
}

/** A value for a message: as JSON, and not all of a long one. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

/** Whether `--numeric-text` would take it for a number. */
export function isNumericText(value: unknown): boolean {
  return typeof value === 'string' && Number.isFinite(numberInText(value));
}
