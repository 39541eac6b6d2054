// A PATH of the command line: which value of an event is meant (RFC 9535; SPEC §2). Names may stand alone: `host`,
// `.client.ip` and `items[0]` are `$.host`, `$.client.ip`, `$.items[0]`; `@each` is the piece of `--each`. Data is
// hostile: only own members exist, so `constructor` and `__proto__` are names like any other.
import { UsageError } from '../text/usage-error.js';
import { deepestExpression, logical } from './jsonpath/expression.js';
import { segmentsOf, type Segment } from './jsonpath/library.js';
import { child, type Step } from './jsonpath/node.js';
import { queryOf, singularSteps, stepOf, stepsToItems, type Query } from './jsonpath/nodes.js';
import { itemsAt, placesOf, type NodePlaces } from './places.js';

export interface Path {
  /** The path as RFC 9535 writes it; where `steps` are set, equal for equal steps however they were written: `$.client.ip`. */
  readonly text: string;
  /** The last name in it, for what is called after it: `bytes`; `value` when there is no name. */
  readonly lastName: string;
  /** Set when the path selects at most one node: names, and indexes (negative ones from the end), from the root. */
  readonly steps: readonly Step[] | undefined;
  /** The value of the first node selected; undefined when there is none. */
  first(value: unknown): unknown;
  /** Set when it selects all values in the container that these steps lead to (`$.a[*]`). */
  readonly items?: readonly Step[] | undefined;
  /** The values of all nodes selected, in order. */
  all(value: unknown): unknown[];
  /** Where each of them stands, in the same order. */
  places(value: unknown): NodePlaces;
}

const form = `$.name, name, $.a.b, $['odd name'], $.items[0] or any other JSONPath (RFC 9535)`;

/** So many characters has the longest path. */
const longest = 4096;

/**
 * Reads a PATH.
 * @throws Misuse when it is no JSONPath, or longer than 4,096 characters
 */
export function parsePath(text: string): Path {
  const query = rooted(text.trim());
  const steps = plainSteps(query);
  if (steps !== undefined) return singularPath(steps);
  const segments = parsed(query, text);
  const singular = singularSteps(segments);
  return singular === undefined ? openPath(segments, query) : singularPath(singular);
}

/** @throws UsageError with the path that was meant, where it is of names that stand in brackets only: `@timestamp` */
function parsed(query: string, text: string): readonly Segment[] {
  try {
    return segmentsOf(query, text, 'JSONPath', form);
  } catch (error) {
    const names = error instanceof UsageError ? bareNames(query) : undefined;
    if (names === undefined) throw error;
    const { message, form: accepted } = error as UsageError;
    throw new UsageError(`${message}; such a name stands in brackets: '${singularPath(names).text}'`, accepted);
  }
}

/** Words without signs that JSONPath or an expression would have, nor those of SQL. */
const bareName = /^(?!distinct )[^\s.[\](){}'"`*,;:<>=!&|+/%?\\]+(?: [^\s.[\](){}'"`*,;:<>=!&|+/%?\\]+)*$/i;

/** What stands between the points of a path, if that may all be names and some need brackets; else undefined. */
function bareNames(query: string): readonly string[] | undefined {
  if (query.length > longest || query[1] !== '.') return undefined;
  const names = query.slice(2).split('.');
  return names.every((name) => bareName.test(name)) && names.some(isBracketed) ? names : undefined;
}

/** The full spelling of what may be shortened. */
function rooted(text: string): string {
  if (text === '') throw new UsageError('the path is empty', form);
  if (/^@each(?![^.[])/.test(text)) return `$['@each']${text.slice(5)}`;
  if (text.startsWith('$')) return text;
  return /^[.[]/.test(text) ? `$${text}` : `$.${text}`;
}

const plainStep = /\.([A-Za-z_][A-Za-z_0-9]*)|\[(0|-?[1-9]\d{0,14})\]/y;
/** Made where it is first needed: a class of Unicode costs more than all else that is done with a path. */
const quotedStep = (): RegExp => /\['([^'"\\\p{C}]*)'\]|\["([^'"\\\p{C}]*)"\]/uy;

/** The steps of a path that needs no parser: nearly all of them. */
function plainSteps(query: string): Step[] | undefined {
  if (query.length > longest) return undefined;
  const steps: Step[] = [];
  for (let at = 1; at < query.length;) {
    const found = stepAt(query, at);
    if (found === undefined) return undefined;
    steps.push(found.step);
    at = found.end;
  }
  return steps;
}

function stepAt(query: string, at: number): { readonly step: Step; readonly end: number } | undefined {
  plainStep.lastIndex = at;
  const [plain, name, index] = plainStep.exec(query) ?? [];
  if (plain !== undefined) return { step: name ?? Number(index), end: plainStep.lastIndex };
  const quotes = quotedStep();
  quotes.lastIndex = at;
  const [quoted, single, double] = quotes.exec(query) ?? [];
  return quoted === undefined ? undefined : { step: (single ?? double)!, end: quotes.lastIndex };
}

type Named = Readonly<Record<string, unknown>>;

/** The path of these steps, which selects at most one node. */
export function singularPath(steps: readonly Step[]): Path {
  const first = getter(steps);
  return {
    text: `$${steps.map(stepText).join('')}`,
    lastName: steps.findLast((step) => typeof step === 'string') ?? 'value',
    steps,
    first,
    all: (value) => [first(value)].filter((node) => node !== undefined),
    places: (value) => [{ value: first(value), steps }].filter((place) => place.value !== undefined),
  };
}

function stepText(step: Step): string {
  if (typeof step === 'number') return `[${step}]`;
  return isBracketed(step) ? `[${JSON.stringify(step)}]` : `.${step}`;
}

function isBracketed(name: string): boolean {
  return !/^[A-Za-z_]\w*$/.test(name) && !/^[\p{L}_][\p{L}\p{Nd}_]*$/u.test(name);
}

/** A getter for these steps; the shape most paths have, one name that nothing inherits, is read without a detour. */
function getter(steps: readonly Step[]): (value: unknown) => unknown {
  const [only] = steps;
  if (steps.length === 1 && typeof only === 'string' && !(only in Array.prototype)) {
    return (value) => (typeof value === 'object' && value !== null ? (value as Named)[only] : undefined);
  }
  return (value) => {
    let at = value;
    for (const step of steps) if ((at = child(at, step)) === undefined) return undefined;
    return at;
  };
}

function openPath(segments: readonly Segment[], text: string): Path {
  const query = compile(segments, text);
  const items = stepsToItems(segments);
  return {
    text,
    lastName: lastName(segments) ?? 'value',
    steps: undefined,
    items,
    first: (value) => query(value, value)[0]?.value,
    all: (value) => query(value, value).map((node) => node.value),
    places: (value) => itemsAt(items, value) ?? placesOf(query(value, value)),
  };
}

function compile(segments: readonly Segment[], given: string): Query {
  try {
    return queryOf(segments, deepestExpression, logical);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`"${given}" is nested too deeply`, form);
    throw error;
  }
}

function lastName(segments: readonly Segment[]): string | undefined {
  const names = segments.flatMap((segment) => segment.selectors.map(stepOf));
  return names.findLast((name) => typeof name === 'string');
}
