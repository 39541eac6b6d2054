// Conditions without `@` and `$`, whose names are members of the event: `status >= 500 && host == "a"` (SPEC §2). Of the
// expression language that is meant by them only comparisons are read as yet, joined by && and || and in parentheses,
// and these are rewritten as a filter expression of RFC 9535. The two languages differ where a member is not there: in
// RFC 9535 `@.a != 1` then holds, and so does `@.a == @.b`; here such a comparison never does, so the rewritten one asks
// for the members first. There is no negation, which would tell the two apart again.

const name = String.raw`[A-Za-z_]\w*(?:\.[A-Za-z_]\w*|\[(?:0|[1-9]\d{0,14})\])*`;
const literal = String.raw`"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])`;
const tokens = new RegExp(String.raw`\s*(${literal}|${name}|[=!<>]=|[<>()]|&&|\|\|)\s*`, 'y');
const words: readonly string[] = ['true', 'false', 'null'];
const orders: readonly string[] = ['<', '<=', '>', '>='];

/** The filter expression that this condition stands for; undefined when it is none that is read here. */
export function withPaths(expression: string): string | undefined {
  const found = tokensOf(expression);
  if (found === undefined) return undefined;
  const reader = new ConditionReader(found);
  const text = reader.either();
  return reader.done ? text : undefined;
}

function tokensOf(text: string): readonly string[] | undefined {
  const found: string[] = [];
  tokens.lastIndex = 0;
  for (let at = 0; at < text.length; at = tokens.lastIndex) {
    const token = tokens.exec(text)?.[1];
    if (token === undefined) return undefined;
    found.push(token);
  }
  return found;
}

/** Each method gives the text of what it has read; undefined where that is nothing of the kind. */
class ConditionReader {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(found: readonly string[]) {
    this.#tokens = found;
  }

  get done(): boolean {
    return this.#at === this.#tokens.length;
  }

  /** Conditions with && and || between them; && binds closer in both languages, so they stay in their order. */
  either(): string | undefined {
    let text = this.#one();
    while (text !== undefined && ['&&', '||'].includes(this.#next)) {
      const join = this.#take();
      const other = this.#one();
      text = other === undefined ? undefined : `${text} ${join} ${other}`;
    }
    return text;
  }

  get #next(): string {
    return this.#tokens[this.#at] ?? '';
  }

  #take(): string {
    return this.#tokens[this.#at++] ?? '';
  }

  #one(): string | undefined {
    if (this.#next !== '(') return this.#comparison();
    this.#take();
    const inside = this.either();
    return inside === undefined || this.#take() !== ')' ? undefined : `(${inside})`;
  }

  #comparison(): string | undefined {
    const [left, operator, right] = [operand(this.#take()), this.#take(), operand(this.#take())];
    if (left === undefined || right === undefined || !/^(?:[=!<>]=|[<>])$/.test(operator)) return undefined;
    const sides = [left, right];
    const members = sides.filter((side) => side.startsWith('@'));
    if (members.length === 0 || (orders.includes(operator) && sides.some((side) => words.includes(side))))
      return undefined;
    const comparison = `${left} ${operator} ${right}`;
    return members.length < 2 && operator !== '!=' ? comparison : `(${[...members, comparison].join(' && ')})`;
  }
}

/** A literal as it is, a name as a path. */
function operand(token: string): string | undefined {
  if (/^["'\d-]/.test(token) || words.includes(token)) return token;
  return /^[A-Za-z_]/.test(token) ? `@.${token}` : undefined;
}
