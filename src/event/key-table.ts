// `--key`: the groups of a run, each with a number (SPEC §2). Values are equal as JSON values and are written as they
// were first seen, byte for byte; a missing one equals null. Numbers are given out in order of first sight and never
// change, so that a checkpoint is just the list.
import { canonicalJson } from '../text/canonical-json.js';
import type { Saved } from '../model/saved.js';
import { listOf, Misshapen, natural, record, json } from '../model/shape.js';

/** Stands between the parts of a key; no canonical text has it, because control characters are escaped there. */
const between = '\n';

/** What a decoder needs to know of keys: their numbers. */
export interface Keys {
  /**
   * The number of a key.
   * @param texts the value of each name as it was written (valid JSON); undefined: missing
   */
  intern(texts: readonly (string | undefined)[]): number;
  /** The same, for texts that whoever asks has not asked for before, and will not again. */
  internOnce(texts: readonly (string | undefined)[]): number;
}

export class KeyTable implements Keys {
  /** `{"path":`, `,"host":` … before each value. */
  readonly #heads: readonly string[];
  /** Canonical text of all parts → number. */
  readonly #numbers = new Map<string, number>();
  /** The values as first written, all parts of key 0, then of key 1 … */
  #parts: string[] = [];
  /** Keys as they are written, made when first asked for. */
  #texts: (string | undefined)[] = [];

  constructor(names: readonly string[]) {
    this.#heads = names.map((name, i) => `${i === 0 ? '{' : ','}${JSON.stringify(name)}:`);
  }

  /** Keys seen so far; their numbers are 0 … size − 1. */
  get size(): number {
    return this.#numbers.size;
  }

  intern(texts: readonly (string | undefined)[]): number {
    const canonical = texts.length === 1 ? canonicalPart(texts[0]) : texts.map(canonicalPart).join(between);
    const known = this.#numbers.get(canonical);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(canonical, number);
    for (const text of texts) this.#parts.push(text ?? 'null');
    return number;
  }

  /** Another spelling may have been there before. */
  internOnce(texts: readonly (string | undefined)[]): number {
    return this.intern(texts);
  }

  /** The key as JSON: `{"path":"/a"}`; `{}` when there are no names. */
  text(number: number): string {
    return (this.#texts[number] ??= this.#written(number));
  }

  #written(number: number): string {
    const width = this.#heads.length;
    if (width === 0) return '{}';
    let text = '';
    for (let i = 0; i < width; i++) text += this.#heads[i]! + this.#parts[number * width + i]!;
    return `${text}}`;
  }

  save(): Saved {
    return { size: this.size, parts: this.#parts.slice() };
  }

  /** Becomes the table that was saved; the names have to be the same. */
  load(saved: Saved): void {
    const { size, parts } = record({ size: natural, parts: listOf(json) })(saved);
    const width = this.#heads.length;
    if (parts.length !== size * width || (width === 0 && size > 1)) throw new Misshapen('as many parts as keys have');
    this.#numbers.clear();
    this.#parts = [];
    this.#texts = [];
    for (let number = 0; number < size; number++) this.intern(parts.slice(number * width, (number + 1) * width));
    if (this.size !== size) throw new Misshapen('a key that is no other');
  }
}

function canonicalPart(text: string | undefined): string {
  return text === undefined ? 'null' : canonicalJson(text);
}
