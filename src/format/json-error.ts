// Where a line stops being JSON, and what is wrong there: for the error and the caret of a reject (SPEC §3). Engines
// word this differently from version to version, so the words are flowctl's own. Runs only for lines already refused,
// and for those with so many brackets that they might be nested too deeply; it uses no stack, so depth cannot hurt it.

export interface JsonError {
  /** UTF-16 code unit of the text where it went wrong. */
  readonly at: number;
  readonly error: string;
}

/** Nesting deeper than this is refused (SPEC §3). */
export const deepest = 1024;

/** The first thing that keeps `text` from being a JSON value nested at most `deepest` levels; undefined: nothing does. */
export function jsonError(text: string): JsonError | undefined {
  try {
    new Walk(text).all();
    return undefined;
  } catch (fault) {
    if (fault instanceof JsonStop) return { at: fault.at, error: fault.message };
    throw fault;
  }
}

/** Whether `text` is worth a look by `jsonFault` for its depth: it has enough opening brackets, and room to close them. */
export function mayBeTooDeep(text: string): boolean {
  if (text.length <= 2 * deepest) return false;
  let left = deepest;
  for (const bracket of '{[') {
    for (let at = text.indexOf(bracket); at >= 0; at = text.indexOf(bracket, at + 1)) if (--left < 0) return true;
  }
  return false;
}

class JsonStop extends Error {
  readonly at: number;
  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** Goes over the text once; `open` holds the closing bracket of every container we are in. */
class Walk {
  readonly #text: string;
  readonly #open: ('}' | ']')[] = [];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  all(): void {
    if (this.#first() === undefined) this.#stop('there is no JSON value');
    do this.#value();
    while (this.#afterValue());
    if (this.#at < this.#text.length) this.#stop('something follows the JSON value');
  }

  /** One value, or down to the first scalar or empty container inside it. */
  #value(): void {
    let c = this.#first();
    while (c === '{' || c === '[') {
      if (this.#open.length === deepest) this.#stop('nested deeper than 1,024 levels');
      this.#at++;
      const close = c === '{' ? '}' : ']';
      this.#open.push(close);
      if (this.#first() === close) return;
      if (close === '}') this.#name();
      c = this.#first();
    }
    if (c === '"') this.#string();
    else this.#scalar(c);
  }

  /** The next character that is no white space. */
  #first(): string | undefined {
    while (' \t\n\r'.includes(this.#text[this.#at] ?? 'x')) this.#at++;
    return this.#text[this.#at];
  }

  /** Closes what ends here; true when another value has to follow. */
  #afterValue(): boolean {
    while (true) {
      const c = this.#first();
      const close = this.#open.at(-1);
      if (close === undefined) return false;
      if (c !== ',' && c !== close) this.#stop(`expected a comma or "${close}"`);
      this.#at++;
      if (c === close) this.#open.pop();
      else {
        if (close === '}') this.#name();
        return true;
      }
    }
  }

  #name(): void {
    if (this.#first() !== '"') this.#stop('expected a member name in double quotes');
    this.#string();
    if (this.#first() !== ':') this.#stop('expected a colon after the member name');
    this.#at++;
  }

  #scalar(first: string | undefined): void {
    for (const word of ['true', 'false', 'null']) {
      if (this.#text.startsWith(word, this.#at)) {
        this.#at += word.length;
        return;
      }
    }
    if (first === undefined || !/[-\d]/.test(first)) this.#stop('expected a value');
    number.lastIndex = this.#at;
    if (!number.test(this.#text)) this.#stop('malformed number');
    this.#at = number.lastIndex;
  }

  #string(): void {
    const from = this.#at++;
    for (let c = this.#text.charCodeAt(this.#at); c !== 34; c = this.#text.charCodeAt(this.#at)) {
      if (Number.isNaN(c)) {
        this.#at = from;
        this.#stop('the string that begins here has no end');
      }
      if (c < 32) this.#stop('a control character in a string has to be escaped');
      if (c === 92) this.#escape();
      else this.#at++;
    }
    this.#at++;
  }

  #escape(): void {
    escape.lastIndex = this.#at;
    if (!escape.test(this.#text)) this.#stop('malformed escape in a string');
    this.#at = escape.lastIndex;
  }

  #stop(error: string): never {
    throw new JsonStop(this.#at, this.#at < this.#text.length ? error : `the line ends too early: ${error}`);
  }
}
