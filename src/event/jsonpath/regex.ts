// Regular expressions that take linear time whatever the pattern and the text: `match(@.a, @.b)` takes its pattern from
// the data, and a backtracking engine needs seconds for (a+)+b and thirty letters. RE2 syntax is a superset of what
// RFC 9535 asks for (I-Regexp); the engine is loaded when first needed.
import type { RE2JS } from 're2js';

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

const patterns = new Map<string, RE2JS | undefined>();

/** `match` (the whole text) and `search` (somewhere in it) of RFC 9535 §2.4.6–7: what is no pattern matches nothing. */
export function regexMatches(text: unknown, pattern: unknown, whole: boolean): boolean {
  if (typeof text !== 'string' || typeof pattern !== 'string' || pattern.length > longest) return false;
  const regex = compiled(whole ? `^(?:${dots(pattern)})$` : dots(pattern));
  return regex?.test(text) ?? false;
}

function compiled(pattern: string): RE2JS | undefined {
  if (patterns.has(pattern)) return patterns.get(pattern);
  if (patterns.size === cached) patterns.clear();
  const regex = attempt(pattern);
  patterns.set(pattern, regex);
  return regex;
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
