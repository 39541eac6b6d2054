// Texts of JSON values with numbers: keys of one part, or the parts of keys that have several.
import { canonicalJson } from '../text/canonical-json.js';
import { KeyNumbers } from './key-numbers.js';
import { TextNumbers } from './text-numbers.js';

export class KeyTexts {
  readonly numbers = new KeyNumbers();
  /** Canonical text → number; and other spellings → number. */
  #canonical = new TextNumbers();
  #spellings = new Map<string, number>();
  /** By number, as it was written. */
  readonly #texts: string[] = [];

  /** The number of a text as it is spelled. */
  intern(text: string): number {
    const canonical = canonicalJson(text);
    const known = this.#canonical.get(canonical);
    if (known !== undefined) return this.#texts[known] === text ? known : this.#respelled(known, text);
    const number = this.#add(this.numbers.take(), text);
    this.#canonical.set(canonical, number);
    return number;
  }

  /** The number of a value, however it is spelled; undefined: it is none of those that came. */
  find(text: string): number | undefined {
    return this.#canonical.get(canonicalJson(text));
  }

  text(number: number): string {
    return this.#texts[number]!;
  }

  /** Forgets all that is not marked. */
  keep(named: Uint8Array): void {
    const { numbers } = this;
    numbers.complete(named);
    this.#canonical = this.#canonical.of(named);
    this.#spellings = new Map([...this.#spellings].filter(([, number]) => named[number] === 1));
    numbers.keep(named);
    this.#texts.length = numbers.end;
    for (let number = 0; number < numbers.end; number++) if (named[number] !== 1) this.#texts[number] = '';
  }

  #respelled(first: number, text: string): number {
    const known = this.#spellings.get(text);
    if (known !== undefined) return known;
    const number = this.#add(this.numbers.takeSpelling(first), text);
    this.#spellings.set(text, number);
    return number;
  }

  #add(number: number, text: string): number {
    this.#texts[number] = text;
    return number;
  }
}
