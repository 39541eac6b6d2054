// When two JSON values are the same (SPEC §2, "keys and distinct values"): text by its characters, numbers by their
// exact decimal value, objects whatever the order of their members. Each value has one canonical text, so that
// equality is equality of strings and a Map does the grouping. Nothing here ever rounds: 20-digit ids stay apart.

/** Scalars that are their own canonical text: escape-free strings, short integers, the three words. */
const plain = /^(?:"[^"\\\ud800-\udfff]*"|-?[1-9]\d{0,17}|0|true|false|null)$/;

/** Integers up to this many digits are written out; the bound only keeps `1e999999999` from blowing up. */
const written = 21;

/**
 * The canonical text of a JSON value; two texts have equal ones iff they are equal as JSON values. Of members with the
 * same name the last counts. It is never longer than a small multiple of `text`.
 * @param text valid JSON, nested no deeper than the stack allows (some thousands; the decoder's limit is 1,024)
 */
export function canonicalJson(text: string): string {
  return plain.test(text) ? text : new CanonicalReader(text).value();
}

/**
 * The integer a JSON number stands for: `12`, `1.20e1`. Undefined when it is no integer, or one beyond any double
 * (more than 400 digits), which callers treat as non-finite anyway.
 * @param text a valid JSON number
 */
export function exactInteger(text: string): bigint | undefined {
  const { negative, digits, exponent } = decimal(text);
  if (digits === '') return 0n;
  if (exponent < 0n || exponent + BigInt(digits.length) > 400n) return undefined;
  const size = BigInt(digits + '0'.repeat(Number(exponent)));
  return negative ? -size : size;
}

/** A decimal number without superfluous zeros: ± digits × 10^exponent; no digits at all for zero. */
interface Decimal {
  readonly negative: boolean;
  readonly digits: string;
  readonly exponent: bigint;
}

function decimal(text: string): Decimal {
  const [, sign, whole = '', fraction = '', power = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const all = whole + fraction;
  let from = 0;
  let to = all.length;
  while (from < to && all.charCodeAt(from) === 48) from++;
  while (to > from && all.charCodeAt(to - 1) === 48) to--;
  const exponent = BigInt(power.replace('+', '')) - BigInt(fraction.length) + BigInt(all.length - to);
  return { negative: sign === '-', digits: all.slice(from, to), exponent };
}

/**
 * Less than 0, 0 or more than 0, as one number is less than, equal to or more than the other; exact at any size.
 * @param one a valid JSON number, as is `other`
 */
export function compareNumerals(one: string, other: string): number {
  const [a, b] = [decimal(one), decimal(other)];
  if (a.digits === '' || b.digits === '' || a.negative !== b.negative) return sign(a) - sign(b);
  return compareSizes(a, b) * (a.negative ? -1 : 1);
}

function sign({ negative, digits }: Decimal): number {
  return digits === '' ? 0 : negative ? -1 : 1;
}

/** Of numbers other than 0: by the place of the first digit, then by the digits. */
function compareSizes(a: Decimal, b: Decimal): number {
  const [x, y] = [a, b].map(({ digits, exponent }) => exponent + BigInt(digits.length)) as [bigint, bigint];
  if (x !== y) return x < y ? -1 : 1;
  return a.digits === b.digits ? 0 : a.digits < b.digits ? -1 : 1;
}

function canonicalNumber(text: string): string {
  const { negative, digits, exponent } = decimal(text);
  if (digits === '') return '0';
  const sign = negative ? '-' : '';
  const short = exponent >= 0n && exponent + BigInt(digits.length) <= BigInt(written);
  return sign + (short ? digits + '0'.repeat(Number(exponent)) : `${digits}e${exponent}`);
}

function canonicalString(text: string): string {
  return JSON.stringify(JSON.parse(text));
}

/** Walks one valid JSON text. */
class CanonicalReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(): string {
    this.#space();
    const first = this.#text[this.#at];
    const canonical =
      first === '{' ? this.#object() : first === '[' ? this.#array() : first === '"' ? this.#string() : this.#word();
    this.#space();
    return canonical;
  }

  #object(): string {
    const members = new Map<string, string>();
    for (let more = this.#open('}'); more; more = this.#next()) {
      this.#space();
      const name = this.#string();
      this.#space();
      this.#at++;
      members.set(name, this.value());
    }
    // By UTF-16 code units: any fixed order will do.
    const names = [...members.keys()].sort();
    return `{${names.map((name) => `${name}:${members.get(name)!}`).join()}}`;
  }

  #array(): string {
    const items: string[] = [];
    for (let more = this.#open(']'); more; more = this.#next()) items.push(this.value());
    return `[${items.join()}]`;
  }

  /** Steps into a container; false (and past its end) when it is empty. */
  #open(close: string): boolean {
    this.#at++;
    this.#space();
    if (this.#text[this.#at] !== close) return true;
    this.#at++;
    return false;
  }

  /** Past the comma or the closing bracket; false for the latter. */
  #next(): boolean {
    return this.#text[this.#at++] === ',';
  }

  #string(): string {
    const from = this.#at++;
    for (; this.#text[this.#at] !== '"'; this.#at++) if (this.#text[this.#at] === '\\') this.#at++;
    this.#at++;
    const text = this.#text.slice(from, this.#at);
    return plain.test(text) ? text : canonicalString(text);
  }

  #word(): string {
    const from = this.#at;
    while (this.#at < this.#text.length && !/[\s,\]}]/.test(this.#text[this.#at]!)) this.#at++;
    const text = this.#text.slice(from, this.#at);
    return plain.test(text) || !/[\d]/.test(text) ? text : canonicalNumber(text);
  }

  #space(): void {
    while (' \t\n\r'.includes(this.#text[this.#at] ?? 'x')) this.#at++;
  }
}
