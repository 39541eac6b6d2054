// The fingerprint of a run (SPEC §10): the options that change what the results are, as canonical text. A default that
// is written out, `60s` for `1m`, or --early for its long form change nothing.
import { durationText, parseDuration } from '../../text/duration.js';
import { UsageError } from '../../text/usage-error.js';
import { flagOf, known, type Name, type Options } from '../options.js';

/** What cannot be read off the option itself. */
export interface Settled {
  /** Options whose value follows from others when they are not given. */
  readonly [name: string]: string;
}

/** By option name, in the order of the flag list. */
export function fingerprint(options: Options, settled: Settled): Readonly<Record<string, string>> {
  const entries = [...known.values()]
    .filter((flag) => flag.meaning === true)
    .map((flag) => [flag.long, settled[flag.long] ?? valueOf(flag.long as Name, options)] as const);
  return Object.fromEntries(entries.filter(([, text]) => text !== ''));
}

function valueOf(name: Name, options: Options): string {
  const value = options[name] ?? flagOf(name).default ?? '';
  if (Array.isArray(value)) return (value as readonly string[]).map((text) => text.trim()).join(' · ');
  return value === true ? 'yes' : canonical(String(value));
}

/** Without blanks beside punctuation, and every duration in its shortest form. */
export function canonical(text: string): string {
  if (/["']/.test(text)) return text.trim();
  const parts = text.trim().split(/\s*([:,/=()])\s*/);
  return parts.map((part) => shortest(part)).join('');
}

function shortest(part: string): string {
  try {
    return durationText(parseDuration(part, true));
  } catch (error) {
    if (error instanceof UsageError) return part;
    throw error;
  }
}
