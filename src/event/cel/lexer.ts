// The words of an expression (cel-spec, "Syntax"). Beside what the specification has, names may be `@each`, or anything
// in backquotes (`user-agent`), since members of events are called so.
import { UsageError } from '../../text/usage-error.js';
import { bytesOf, textOf } from './literal-text.js';

export type CelToken =
  | { readonly is: 'name'; readonly at: number; readonly text: string; readonly quoted: boolean }
  | { readonly is: 'number'; readonly at: number; readonly text: string }
  | { readonly is: 'text'; readonly at: number; readonly value: string | Uint8Array }
  | { readonly is: 'sign'; readonly at: number; readonly text: string }
  | { readonly is: 'end'; readonly at: number };

const blank = /(?:[ \t\r\n\f]|\/\/[^\n]*)*/y;
const name = /[_a-zA-Z]\w*|@each\b/y;
const quotedName = /`([^`\n]+)`/y;
const number = /0[xX][\da-fA-F]+|(?:\d+\.\d+|\.\d+|\d+)(?:[eE][+-]?\d+)?/y;
const quoted = /([bB]?)("""(?:\\[^]|[^\\])*?"""|'''(?:\\[^]|[^\\])*?'''|"(?:\\.|[^"\\\r\n])*"|'(?:\\.|[^'\\\r\n])*')/y;
const rawQuoted = /([bB]?[rR][bB]?)("""[^]*?"""|'''[^]*?'''|"[^"\r\n]*"|'[^'\r\n]*')/y;
const sign = /&&|\|\||[=!<>]=|[-+*/%!<>?:.,()[\]{}]/y;

/**
 * The tokens of an expression, `end` last.
 * @throws UsageError at what is none
 */
export function tokensOf(text: string): readonly CelToken[] {
  const tokens: CelToken[] = [];
  for (let at = skip(text, 0); at < text.length; at = skip(text, at)) {
    const [token, end] = tokenAt(text, at);
    tokens.push(token);
    at = end;
  }
  return [...tokens, { is: 'end', at: text.length }];
}

function skip(text: string, at: number): number {
  blank.lastIndex = at;
  blank.exec(text);
  return blank.lastIndex;
}

function tokenAt(text: string, at: number): readonly [token: CelToken, end: number] {
  const literal = found(rawQuoted, text, at) ?? found(quoted, text, at);
  if (literal !== undefined) return [quotedToken(literal[1]!, literal[2]!, at), at + literal[0].length];
  const word = found(name, text, at);
  if (word !== undefined) return [{ is: 'name', at, text: word[0], quoted: false }, at + word[0].length];
  const odd = found(quotedName, text, at);
  if (odd !== undefined) return [{ is: 'name', at, text: odd[1]!, quoted: true }, at + odd[0].length];
  const digits = found(number, text, at);
  if (digits !== undefined) return [{ is: 'number', at, text: digits[0] }, endOfNumber(text, at + digits[0].length)];
  const operator = found(sign, text, at);
  if (operator !== undefined) return [{ is: 'sign', at, text: operator[0] }, at + operator[0].length];
  throw unreadable(text, at);
}

function found(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

function quotedToken(prefix: string, body: string, at: number): CelToken {
  const quotes = /^("""|'''|"|')/.exec(body)![0].length;
  const inside = body.slice(quotes, -quotes);
  const raw = /r/i.test(prefix);
  return { is: 'text', at, value: /b/i.test(prefix) ? bytesOf(inside, raw) : textOf(inside, raw) };
}

function endOfNumber(text: string, end: number): number {
  if (/[uU]/.test(text[end] ?? '') && !/\w/.test(text[end + 1] ?? ''))
    throw new UsageError(
      `"${text}" has an unsigned number at character ${end + 1}; all whole numbers are of one kind here`,
    );
  if (/\w/.test(text[end] ?? ''))
    throw new UsageError(`"${text}" has letters behind a number at character ${end + 1}; write a blank between them`);
  return end;
}

/** What people write who know another language, and how it is written here. */
const elsewhere: readonly (readonly [found: RegExp, remedy: string])[] = [
  [/^=~/, 'write TEXT.matches("REGEX")'],
  [/^=/, 'write == to compare'],
  [/^&/, 'write && for "and"'],
  [/^\|/, 'write || for "or"'],
  [/^["'`]/, 'the quote is not closed'],
  [/^[$@]/, '@ and $ stand in filter expressions of RFC 9535 only; here members are called by their names'],
  [/^[~^]/, 'write TEXT.matches("REGEX") for a regular expression'],
  [/^[‘’“”]/, 'write straight quotes'],
];

function unreadable(text: string, at: number): UsageError {
  const rest = text.slice(at);
  const remedy = elsewhere.find(([pattern]) => pattern.test(rest))?.[1];
  const what = JSON.stringify(String.fromCodePoint(rest.codePointAt(0)!));
  return new UsageError(`"${text}" has ${what} at character ${at + 1}${remedy === undefined ? '' : `; ${remedy}`}`);
}
