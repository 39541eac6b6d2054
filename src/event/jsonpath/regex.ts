// Regular expressions that take linear time whatever the pattern and the text: `match(@.a, @.b)` takes its pattern from
// the data, and a backtracking engine needs seconds for (a+)+b and thirty letters. RE2 syntax is a superset of what
// RFC 9535 asks for (I-Regexp); the engine is loaded when first needed. Linear is not always fast, and looking for all
// matches is not linear: what a text may cost is counted as work, before, from the two texts alone.
import type { RE2JS } from 're2js';
import { openStates, regexSize } from './regex-size.js';
import { work } from './work.js';

/** Longer patterns do not come from people; they match nothing. */
const longest = 4096;
const cached = 256;

/** Compiling a state takes 3 to 10 µs. */
const compiling = 128;
/** Of so few states the determinate form is built at once, and a character takes 0.02 to 0.15 µs. */
const small = 16;
/** With more open states the determinate form may get a state for each character, which takes 5 µs and more. */
const determinate = 12;

/** Patterns of options: they are compiled once, and not for a line. */
const given = new Set<string>();

/**
 * A compiled pattern of an option.
 * @throws an Error when the pattern is no regular expression
 */
export function compileRegex(pattern: string): RE2JS {
  given.add(pattern);
  return compile(pattern);
}

function compile(pattern: string): RE2JS {
  const require = process.getBuiltinModule('node:module').createRequire(import.meta.url);
  return (require('re2js') as typeof import('re2js')).RE2JS.compile(pattern);
}

interface KnownPattern {
  readonly pattern: string;
  readonly size: number;
  /** Undefined when it is no pattern; not there before it is needed. */
  test?: ((text: string) => boolean) | undefined;
}

const patterns = new Map<string, KnownPattern>();
/** Of all patterns that are remembered; a state takes some 100 bytes. */
let states = 0;
const mostStates = 1 << 19;

/** Takes note of a pattern that an option has as its own: looking with it costs no compiling. */
export function giveRegex(pattern: string, whole: boolean): void {
  if (pattern.length <= longest) given.add(asRe2(pattern, whole));
}

/**
 * `match` (the whole text) and `search` (somewhere in it) of RFC 9535 §2.4.6–7: what is no pattern matches nothing.
 * @throws TooMuchWork when the line may not be so much work; counted is the worst case, so it depends on the two texts alone
 */
export function regexMatches(text: unknown, pattern: unknown, whole: boolean): boolean {
  if (typeof text !== 'string' || typeof pattern !== 'string' || pattern.length > longest) return false;
  return found(remembered(asRe2(pattern, whole)), text) ?? false;
}

/**
 * Whether a pattern in the syntax of RE2 is found in the text; undefined when it is no pattern.
 * @throws TooMuchWork as `regexMatches`
 */
export function finds(text: string, pattern: string): boolean | undefined {
  return pattern.length > longest ? undefined : found(remembered(pattern), text);
}

/** Undefined when it is no pattern. */
function found(known: KnownPattern, text: string): boolean | undefined {
  if (!given.has(known.pattern)) work(compiling * known.size);
  work(text.length * workPerCharacter(known.size));
  if (!('test' in known)) known.test = attempt(known.pattern);
  return known.test?.(text);
}

/** Of a pattern of so many states: each takes up to 20 ns, where all are alive. */
export function workPerCharacter(size: number): number {
  return size <= small ? 1 : size >> 1;
}

/** Telling the groups of a match apart takes 0.5 to 2 µs for each character, and more with many states. */
const capturing = 64;

/**
 * Work for each character of a text in which a pattern is looked for together with its groups.
 * @param pattern of an option
 */
export function captureWork(pattern: string): number {
  return Math.max(capturing, workPerCharacter(regexSize(pattern)));
}

function remembered(pattern: string): KnownPattern {
  const known = patterns.get(pattern);
  if (known !== undefined) return known;
  const size = regexSize(pattern);
  states += size;
  if (patterns.size === cached || states > mostStates) {
    patterns.clear();
    states = size;
  }
  const fresh: KnownPattern = { pattern, size };
  patterns.set(pattern, fresh);
  return fresh;
}

/** Where the determinate form may explode, the automaton itself is run, whose cost is known beforehand. */
function attempt(pattern: string): ((text: string) => boolean) | undefined {
  try {
    const regex = compile(pattern);
    if (openStates(pattern) <= determinate) return (text) => regex.test(text);
    return (text) => regex.matcher(text).find();
  } catch {
    return undefined;
  }
}

/** The pattern of RFC 9485 in the syntax of RE2. */
function asRe2(pattern: string, whole: boolean): string {
  return whole ? `^(?:${dots(pattern)})$` : dots(pattern);
}

/** A dot outside brackets is any character but \n and \r (RFC 9485 §5.3); RE2 would take \r. */
function dots(pattern: string): string {
  return pattern.replace(/\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|\./g, (part) => (part === '.' ? '[^\\n\\r]' : part));
}
