// The shape of `--agg`, before the words have a meaning: `[NAME=]FN[(ARG, …)] [where EXPR]`. An argument may be
// a JSONPath, and a JSONPath may hold anything between quotes, brackets and parentheses: `$['a,b'][?@.x == ")"]`.
import { UsageError } from '../text/usage-error.js';

export interface Call {
  /** undefined when there is no `NAME=`. */
  readonly name: string | undefined;
  readonly fn: string;
  /** Without the white space around each; undefined without parentheses. */
  readonly args: readonly string[] | undefined;
  /** The condition behind the word `where`; undefined without. */
  readonly where: string | undefined;
}

/** What is accepted. */
export const callForm = '[NAME=]FN[(PATH, …)] [where EXPR]';
const form = callForm;
const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']' };

/** @throws UsageError when quotes or brackets do not match, or something else than `where` stands behind the last parenthesis */
export function parseCall(text: string): Call {
  const open = text.indexOf('(');
  const before = open < 0 ? text : text.slice(0, open);
  // In `count where (@.a)` the parenthesis is not that of a call.
  const bare = /^(.*?)\swhere(?![\w-])/s.exec(before);
  const head = bare?.[1] ?? before;
  const equals = head.indexOf('=');
  return {
    name: equals < 0 ? undefined : head.slice(0, equals).trim(),
    fn: head.slice(equals + 1).trim(),
    ...(bare !== null ? { args: undefined, where: condition(text, bare[0].length) } : parenthesised(text, open)),
  };
}

type Rest = Pick<Call, 'args' | 'where'>;

function parenthesised(text: string, open: number): Rest {
  return open < 0 ? { args: undefined, where: undefined } : split(text, open + 1);
}

/** The condition that begins at `start`, just behind `where`. */
function condition(text: string, start: number): string {
  const expression = text.slice(start).trim();
  if (expression === '') throw new UsageError(`"${text}" has no condition behind where`, form);
  return expression;
}

/** The arguments that begin at `start`, just behind the opening parenthesis, and what follows them. */
function split(text: string, start: number): Rest {
  const args: string[] = [];
  const awaited = [')'];
  let begun = start;
  for (let i = start; i < text.length; i++) {
    const c = text[i]!;
    if (c === '"' || c === "'") i = endOfQuote(text, i);
    else if (c in closing) awaited.push(closing[c]!);
    else if (c === ',' && awaited.length === 1) {
      args.push(text.slice(begun, i).trim());
      begun = i + 1;
    } else if (c === ')' || c === ']') {
      if (awaited.pop() !== c) throw new UsageError(`"${text}" has a ${c} that was not opened`, form);
      if (awaited.length === 0) return lastOf(text, i, [...args, text.slice(begun, i).trim()]);
    }
  }
  throw new UsageError(`"${text}" lacks a closing ${awaited.at(-1)!}`, form);
}

function lastOf(text: string, end: number, args: readonly string[]): Rest {
  const where = /^\s*where(?![\w-])/.exec(text.slice(end + 1));
  const rest = text.slice(end + 1).trim();
  if (where === null && rest !== '') {
    const meant = meantBy(rest, text.slice(0, end + 1).trim());
    throw new UsageError(`"${text}" goes on with "${rest}" behind its last parenthesis${meant}`, form);
  }
  return {
    args: args.length === 1 && args[0] === '' ? [] : args,
    where: where === null ? undefined : condition(text, end + 1 + where[0].length),
  };
}

/** What other languages have behind a call. */
function meantBy(rest: string, call: string): string {
  const [, word = '', name] = /^(as|by)\s+([\w.]+)$/i.exec(rest) ?? [];
  if (name !== undefined)
    return word.toLowerCase() === 'as' ? `; did you mean ${name}=${call}?` : `; groups are made by --key ${name}`;
  return /^[-+*/%]/.test(rest) ? "; what is computed of results is a value of the row: --let 'NAME=EXPR'" : '';
}

function endOfQuote(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === text[start]) return i;
  }
  throw new UsageError(`"${text}" lacks a closing ${text[start]!}`, form);
}
