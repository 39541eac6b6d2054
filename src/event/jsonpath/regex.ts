// Regular expressions that take linear time whatever the pattern and the text: `match(@.a, @.b)` takes its pattern from
// the data, and a backtracking engine needs seconds for (a+)+b and thirty letters. RE2 syntax is a superset of what
// RFC 9535 asks for (I-Regexp); the engine is loaded when first needed. Linear is not always fast: where the automaton
// of a pattern explodes, as that of [ab]*a[ab]{300}c does, a character takes 20 µs, so both are counted as work.
import type { RE2JS } from 're2js';
import { regexSize } from './regex-size.js';
import { work } from './work.js';

/** Longer patterns do not come from people; they match nothing. */
const longest = 4096;
const cached = 256;

/**
 * A compiled pattern.
 * @throws an Error when the pattern is no regular expression
 */
export function compileRegex(pattern: string): RE2JS {
  const require = process.getBuiltinModule('node:module').createRequire(import.meta.url);
  return (require('re2js') as typeof import('re2js')).RE2JS.compile(pattern);
}

/** Automata of so few states have so few states of their determinate form that these are remembered (0.15 µs a character). */
const small = 16;
/** Compiling a state (4 µs) in steps; patterns of options are compiled once, but whose a pattern is is not known here. */
const compiling = 8;

interface KnownPattern {
  readonly pattern: string;
  readonly size: number;
  /** Undefined when it is no pattern; not there before it is needed. */
  regex?: RE2JS | undefined;
}

const patterns = new Map<string, KnownPattern>();
/** Of all patterns that are remembered; a state takes some 100 bytes. */
let states = 0;
const mostStates = 1 << 19;

/**
 * `match` (the whole text) and `search` (somewhere in it) of RFC 9535 §2.4.6–7: what is no pattern matches nothing.
 * @throws TooMuchWork when the line may not be so much work; counted is the worst case, so it depends on the two texts alone
 */
export function regexMatches(text: unknown, pattern: unknown, whole: boolean): boolean {
  if (typeof text !== 'string' || typeof pattern !== 'string' || pattern.length > longest) return false;
  const known = remembered(whole ? `^(?:${dots(pattern)})$` : dots(pattern));
  work(matchWork(known.size, text));
  return compiled(known)?.test(text) ?? false;
}

/**
 * Whether a pattern in the syntax of RE2 is found in the text; undefined when it is no pattern.
 * @throws TooMuchWork as `regexMatches`
 */
export function finds(text: string, pattern: string): boolean | undefined {
  if (pattern.length > longest) return undefined;
  const known = remembered(pattern);
  work(matchWork(known.size, text));
  return compiled(known)?.test(text);
}

/** The work of looking at a text with a pattern of so many states: a step takes 80 ns where the automaton explodes. */
function matchWork(size: number, text: string): number {
  return compiling * size + text.length * (size <= small ? 1 : size >> 3);
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

function compiled(known: KnownPattern): RE2JS | undefined {
  if (!('regex' in known)) known.regex = attempt(known.pattern);
  return known.regex;
}

function attempt(pattern: string): RE2JS | undefined {
  try {
    return compileRegex(pattern);
  } catch {
    return undefined;
  }
}

/** A dot outside brackets is any character but \n and \r (RFC 9485 §5.3); RE2 would take \r. */
function dots(pattern: string): string {
  return pattern.replace(/\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|\./g, (part) => (part === '.' ? '[^\\n\\r]' : part));
}
