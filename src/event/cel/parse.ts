// Text → tree: the grammar of CEL (cel-spec, "Syntax") by operator precedence (Pratt, POPL 1973).
import { UsageError } from '../../text/usage-error.js';
import { numberOfDigits, widest } from '../jsonpath/wide-number.js';
import { tokensOf, type CelToken } from './lexer.js';
import { depthOf, type MacroName, type BinarySign, type Tree } from './tree.js';
import { Bytes } from './values.js';

/** Longest expression, in characters; real ones are tens. */
const longest = 4096;
/** Parentheses, calls, lists and prefixes within each other; the specification asks for 12 and more. */
const deepest = 100;

/** Levels of the tree: `a + b + c` and `a.b.c` have one for each sign. Evaluating one takes a part of the stack. */
const highest = 600;

const levels: readonly (readonly string[])[] = [
  ['==', '!=', '<', '<=', '>', '>=', 'in'],
  ['+', '-'],
  ['*', '/', '%'],
];

const constants: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

const macros: readonly string[] = ['all', 'exists', 'exists_one', 'existsOne', 'map', 'filter'];

/**
 * The tree of an expression.
 * @throws UsageError when it is none, longer than 4,096 characters, or nested deeper than 100 levels
 */
export function parseTree(text: string): Tree {
  if (text.length > longest) throw new UsageError(`an expression of ${text.length} characters is too long`);
  const tree = new TreeReader(text).whole();
  if (depthOf(tree) > highest) throw new UsageError(`"${text.slice(0, 80)}…" is nested too deeply`);
  return tree;
}

class TreeReader {
  readonly #text: string;
  readonly #tokens: readonly CelToken[];
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = tokensOf(text);
  }

  whole(): Tree {
    const tree = this.#expression();
    if (this.#token.is !== 'end') throw this.#unexpected(wordsElsewhere);
    return tree;
  }

  get #token(): CelToken {
    return this.#tokens[this.#at]!;
  }

  /** The sign, or `in`, that comes next; empty when it is something else. */
  get #next(): string {
    const token = this.#token;
    return token.is === 'sign' || (token.is === 'name' && token.text === 'in' && !token.quoted) ? token.text : '';
  }

  #takes(sign: string): boolean {
    if (this.#next !== sign) return false;
    this.#at++;
    return true;
  }

  #expect(sign: string): void {
    if (!this.#takes(sign)) throw this.#unexpected(wordsElsewhere, `"${sign}"`);
  }

  #expression(): Tree {
    if (++this.#depth > deepest) throw new UsageError(`"${this.#text}" is nested too deeply`);
    const condition = this.#joined('or');
    const tree = this.#takes('?') ? this.#choice(condition) : condition;
    this.#depth--;
    return tree;
  }

  #choice(condition: Tree): Tree {
    const then = this.#joined('or');
    this.#expect(':');
    return { is: 'choice', condition, then, otherwise: this.#expression() };
  }

  /** Terms between || or &&, as one node: a thousand of them are no deeper than two. */
  #joined(is: 'and' | 'or'): Tree {
    const sign = is === 'or' ? '||' : '&&';
    const term = (): Tree => (is === 'or' ? this.#joined('and') : this.#level(0));
    const first = term();
    if (this.#next !== sign) return first;
    const terms = [first];
    while (this.#takes(sign)) terms.push(term());
    return { is, terms: terms.flatMap((tree) => (tree.is === is ? tree.terms : [tree])) };
  }

  #level(level: number): Tree {
    if (level === levels.length) return this.#prefixed();
    let left = this.#level(level + 1);
    while (levels[level]!.includes(this.#next)) {
      const operator = this.#next as BinarySign;
      this.#at++;
      left = { is: 'binary', operator, left, right: this.#level(level + 1) };
    }
    return left;
  }

  #prefixed(): Tree {
    const is = this.#next === '!' ? 'not' : this.#next === '-' ? 'minus' : undefined;
    if (is === undefined) return this.#member();
    this.#at++;
    const token = this.#token;
    // The least whole number has no positive one beside it that could be negated.
    if (is === 'minus' && token.is === 'number') return this.#members(this.#number(token.text, '-'));
    if (++this.#depth > deepest) throw new UsageError(`"${this.#text}" is nested too deeply`);
    const of = this.#prefixed();
    this.#depth--;
    return { is, of };
  }

  #member(): Tree {
    return this.#members(this.#primary());
  }

  #members(of: Tree): Tree {
    for (let tree = of; ;) {
      if (this.#takes('.')) tree = this.#selected(tree);
      else if (this.#takes('[')) {
        const at = this.#expression();
        this.#expect(']');
        tree = { is: 'index', of: tree, at };
      } else return tree;
    }
  }

  #selected(of: Tree): Tree {
    const name = this.#name();
    if (!this.#takes('(')) return { is: 'select', of, name };
    const args = this.#list(')');
    return macros.includes(name) ? this.#macro(name, of, args) : { is: 'call', name, on: of, args };
  }

  #name(): string {
    const token = this.#token;
    if (token.is !== 'name') throw this.#unexpected(undefined, 'a name');
    this.#at++;
    return token.text;
  }

  #primary(): Tree {
    const token = this.#token;
    if (token.is === 'number') return this.#number(token.text, '');
    if (token.is === 'text') {
      this.#at++;
      return literal(typeof token.value === 'string' ? token.value : new Bytes(token.value));
    }
    if (token.is === 'name' && this.#next !== 'in') return this.#named(token.quoted);
    if (this.#takes('.')) return this.#named(true);
    if (this.#takes('(')) {
      const inside = this.#expression();
      this.#expect(')');
      return inside;
    }
    if (this.#takes('[')) return { is: 'list', items: this.#list(']') };
    if (this.#takes('{')) return { is: 'map', entries: this.#entries() };
    throw this.#unexpected(wordsElsewhere, 'a value');
  }

  #named(quoted: boolean): Tree {
    const name = this.#name();
    if (constants.has(name) && !quoted) return literal(constants.get(name));
    if (this.#next === '{' && !quoted)
      throw new UsageError(`"${this.#text}" makes a message (${name}{…}), which JSON has none of`);
    if (!this.#takes('(')) return { is: 'name', name };
    const args = this.#list(')');
    return name === 'has' ? this.#has(args) : { is: 'call', name, on: undefined, args };
  }

  #has(args: readonly Tree[]): Tree {
    const [member] = args;
    if (args.length !== 1 || (member?.is !== 'select' && member?.is !== 'name'))
      throw new UsageError(`"${this.#text}" asks has() of what is no member`, 'has(user.id)');
    return { is: 'has', member };
  }

  #macro(name: string, of: Tree, args: readonly Tree[]): Tree {
    const [variable, ...rest] = args;
    const body = rest.at(-1);
    const condition = rest.length === 2 ? rest[0] : undefined;
    if (variable?.is !== 'name' || body === undefined || rest.length > (name === 'map' ? 2 : 1))
      throw new UsageError(
        `"${this.#text}" calls ${name} with other arguments than it takes`,
        `LIST.${name}(x, EXPR of x)`,
      );
    const is = (name === 'existsOne' ? 'exists_one' : name) as MacroName;
    return { is: 'macro', name: is, of, variable: variable.name, condition, body };
  }

  #list(close: string): Tree[] {
    const items: Tree[] = [];
    while (!this.#takes(close)) {
      items.push(this.#expression());
      if (this.#next !== close) this.#expect(',');
    }
    return items;
  }

  #entries(): (readonly [Tree, Tree])[] {
    const entries: (readonly [Tree, Tree])[] = [];
    while (!this.#takes('}')) {
      const key = this.#expression();
      this.#expect(':');
      entries.push([key, this.#expression()]);
      if (this.#next !== '}') this.#expect(',');
    }
    return entries;
  }

  #number(text: string, sign: '' | '-'): Tree {
    this.#at++;
    if (/^0x/i.test(text)) return literal(wholeNumber(BigInt(text) * (sign === '' ? 1n : -1n)));
    const double = /[.eE]/.test(text);
    const digits = `${sign}${text.replace(/^0+(?=\d)/, '').replace(/^\./, '0.')}`;
    const value = double ? Number(digits) + 0 : numberOfDigits(digits);
    if (double && !Number.isFinite(value))
      throw new UsageError(`"${this.#text}" has a number beyond all doubles, ${text}`);
    return { is: 'literal', value: value === 0 ? 0 : value, double };
  }

  /** `not x`: what is in the way is what follows. */
  get #isAfterNot(): boolean {
    const before = this.#tokens[this.#at - 1];
    return before?.is === 'name' && this.#text.slice(before.at, this.#token.at).trim().toLowerCase() === 'not';
  }

  #unexpected(remedies: typeof wordsElsewhere | undefined, wanted?: string): UsageError {
    const { at } = this.#token;
    const word = this.#token.is === 'end' ? undefined : this.#text.slice(at, this.#tokens[this.#at + 1]!.at).trim();
    const remedy = word === undefined ? undefined : remedies?.get(this.#isAfterNot ? 'not' : word.toLowerCase());
    const want = wanted === undefined || remedy !== undefined ? '' : `, where ${wanted} is expected`;
    if (word === undefined) return new UsageError(`"${this.#text}" ends too early${want}`);
    const what = `"${this.#text}" has ${shortened(word)} at character ${at + 1}${want}`;
    return new UsageError(remedy === undefined ? what : `${what}; ${remedy}`);
  }
}

/** What people write who know another language. */
const wordsElsewhere: ReadonlyMap<string, string> = new Map([
  ['and', 'write &&'],
  ['or', 'write ||'],
  ['not', 'write !'],
  ['is', 'write == or !='],
  ['like', 'write TEXT.matches("REGEX")'],
  ['matches', 'write TEXT.matches("REGEX")'],
  ['contains', 'write TEXT.contains("PART")'],
  ['exists', 'write has(NAME)'],
  ['between', 'write LOW <= x && x <= HIGH'],
]);

function shortened(word: string): string {
  return `"${word.length > 20 ? `${word.slice(0, 20)}…` : word}"`;
}

function literal(value: unknown): Tree {
  return { is: 'literal', value, double: false };
}

/** The value of a whole number: a double as far as each has one of its own. */
function wholeNumber(n: bigint): unknown {
  return n > -widest && n < widest ? Number(n) : numberOfDigits(String(n));
}
