// What a user did wrong, put so that it can be put right: what was wrong, the accepted form, the way out (SPEC §2).
// Problems are collected and shown together, so that one run of the command finds them all.
import { UsageError } from '../text/usage-error.js';
import { shownName } from '../text/file-name.js';

export interface Problem {
  /** What the problem is with: `--window`, `tcp://host`; empty for the command line as a whole. */
  readonly about: string;
  readonly message: string;
  /** The accepted form; empty when the message is enough. */
  readonly form?: string;
  /** A valid use, e.g. `--window tumbling:1m`. */
  readonly example?: string;
  /** Where it was given, when that was not the command line: `FLOWCTL_OPTS`, `opts.txt:3`. */
  readonly origin?: string;
  /** Whose it is, of a run of several steps: `step 2, fill`. */
  readonly step?: string;
}

/** The problem that `error` is, for a value given for `about`. Anything but a Misuse is thrown on. */
export function problemOf(error: unknown, about: string, value: string | undefined): Problem {
  if (!(error instanceof UsageError)) throw error;
  const named = value === undefined || error.message.includes(`"${value}"`);
  return { about, message: named ? error.message : `${quoted(value)} — ${error.message}`, form: error.form };
}

/** Text in quotes, cut when it is long. */
export function quoted(text: string): string {
  const shown = shownName(text);
  return `"${shown.length > 80 ? `${shown.slice(0, 77)}…` : shown}"`;
}

/** All problems as they go to standard error, with the line that names where to read more. */
export function complaint(problems: readonly Problem[], topic: string): string {
  const paragraphs = new Set(problems.map(paragraph));
  return `${[...paragraphs].join('\n')}\nTry 'flowctl help${topic === '' ? '' : ` ${topic}`}'.\n`;
}

function paragraph({ about, message, form, example, origin, step }: Problem): string {
  const place = [step, origin, about].filter((part) => part !== undefined && part !== '').map((part) => `${part}: `);
  const accepted = form === undefined || form === '' ? '' : `\n  accepted: ${safely(form)}`;
  const shown = example === undefined ? '' : accepted === '' ? `\n  e.g. ${example}` : `   e.g. ${example}`;
  return `flowctl: ${safely(place.join('') + message)}${accepted}${shown}`;
}

/** As it may go to a terminal: no control characters, and not without end. */
function safely(text: string): string {
  const short = text.length > 2000 ? `${text.slice(0, 2000)}…` : text;
  return shownName(short);
}
