// The parser and type checker of RFC 9535 is json-p3's; it passes the whole compliance suite. Only its tree of a path
// is used: evaluation is our own, because the library builds paths for every node, spreads arrays into arguments (which
// overflows on long ones) and takes `$` in nested filters for the wrong root. It is loaded when first needed: a plain
// `$.a.b` is read without it, and start-up is twenty milliseconds shorter.
import type { jsonpath as Types } from 'json-p3';
import { UsageError } from '../../text/usage-error.js';

export type Segment = Types.JSONPathSegment;
export type Selector = Types.JSONPathSelector;
export type Expression = Types.expressions.FilterExpression;

/** Longest path or filter taken, in characters; real ones are tens. */
const longest = 4096;

type Library = typeof import('json-p3');
type Class = abstract new (...args: never) => Segment;

interface Loaded {
  readonly library: Library;
  readonly environment: Types.JSONPathEnvironment;
  /** The class of `..`, which the library does not export. */
  readonly descendant: Class;
}

let loaded: Loaded | undefined;

function load(): Loaded {
  if (loaded === undefined) {
    const require = process.getBuiltinModule('node:module').createRequire(import.meta.url);
    const library = require('json-p3') as Library;
    const environment = new library.JSONPathEnvironment();
    const descendant = environment.compile('$..*').segments[0]!.constructor as Class;
    loaded = { library, environment, descendant };
  }
  return loaded;
}

/** The classes of selectors, to tell them apart. */
export function selectorClasses(): typeof Types.selectors {
  return load().library.jsonpath.selectors;
}

/** The classes of filter expressions, to tell them apart. */
export function expressionClasses(): typeof Types.expressions {
  return load().library.jsonpath.expressions;
}

/** Whether a segment is `..`. */
export function isDescendant(segment: Segment): boolean {
  return segment instanceof load().descendant;
}

/**
 * The segments of a JSONPath.
 * @param query the RFC 9535 query
 * @param given what the user wrote, for the message
 * @throws Misuse when it is none
 */
export function segmentsOf(query: string, given: string, what: string, form: string): readonly Segment[] {
  if (query.length > longest) throw new UsageError(`a ${what} of ${query.length} characters is too long`, form);
  try {
    return load().environment.compile(withoutLeadingZero(query)).segments;
  } catch (error) {
    const why = error instanceof RangeError ? 'it is nested too deeply' : complaint(error as Error);
    throw new UsageError(`"${given}" is no ${what}: ${why}`, form);
  }
}

/**
 * The library refuses the numbers 0.5 and 0e1, which RFC 9535 has (§2.3.5.1): they are written to it as 5e-1 and 0.
 * Quoted text is stepped over, and a zero after anything that could belong to it (`-0.5`, `a0.5`, `00.5`) left alone.
 */
function withoutLeadingZero(query: string): string {
  const part =
    /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|(?<![\p{L}\p{N}_.-])0(?:\.(\d+))?(?:[eE]([+-]?\d+))?(?![\p{L}\p{N}_.])/gsu;
  return query.replace(part, (found, fraction: string | undefined, exponent: string | undefined) => {
    if (/^["']/.test(found) || found === '0') return found;
    const digits = (fraction ?? '').replace(/^0+/, '');
    return digits === '' ? '0' : `${digits}e${Number(exponent ?? 0) - fraction!.length}`;
  });
}

/** The library's message without its excerpt of the query, which is not quite what the user wrote. */
function complaint(error: Error): string {
  return error.message.replace(/ \('[\s\S]*':\d+\)$/, '');
}
