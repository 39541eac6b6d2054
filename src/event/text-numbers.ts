// Texts to numbers, for millions of texts that come and go. A Map takes 2^24 entries at most, and one that grows is
// copied as a whole: so there are many, and the last characters of a text decide which one it is in.

const many = 64;
const looked = 4;

export class TextNumbers {
  readonly #maps: readonly Map<string, number>[];

  constructor(maps: readonly Map<string, number>[] = Array.from({ length: many }, () => new Map<string, number>())) {
    this.#maps = maps;
  }

  /** The number of a text; undefined: it has none. */
  get(text: string): number | undefined {
    return this.#maps[placeOf(text)]!.get(text);
  }

  set(text: string, number: number): void {
    this.#maps[placeOf(text)]!.set(text, number);
  }

  /** The same of the marked numbers alone. */
  of(marks: Uint8Array): TextNumbers {
    return new TextNumbers(this.#maps.map((map) => marked(map, marks)));
  }
}

/** A map of its own: one that much is deleted from keeps the room of what it had. */
function marked(map: ReadonlyMap<string, number>, marks: Uint8Array): Map<string, number> {
  const left = new Map<string, number>();
  for (const [text, number] of map) if (marks[number] === 1) left.set(text, number);
  return left;
}

/** Ids differ at their ends more than at their beginnings. The last character is mostly a quotation mark. */
function placeOf(text: string): number {
  const end = text.length - 1;
  let hash = 0;
  for (let at = Math.max(0, end - looked); at < end; at++) hash = Math.imul(hash, 31) + text.charCodeAt(at);
  return (hash + (end < 0 ? 0 : text.charCodeAt(end))) & (many - 1);
}
