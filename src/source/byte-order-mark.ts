// A byte order mark (EF BB BF) at the beginning of a text is no part of it (RFC 3629 §6). At the very beginning of an
// input the framer leaves it out; here it is left out where a text begins in the middle of an input: a connection made
// again, a datagram.
import type { Source } from './source.js';

const mark = [0xef, 0xbb, 0xbf] as const;

/** The bytes without the mark that they begin with. */
export function withoutMark(bytes: Buffer): Buffer {
  return bytes.length >= mark.length && agrees(bytes) ? bytes.subarray(mark.length) : bytes;
}

/** A source that is read without the mark at its beginning, however its bytes come. */
export class MarkSkipper {
  readonly #source: Source;
  #began = false;

  constructor(source: Source) {
    this.#source = source;
  }

  /** See `Source.read`. */
  async read(into: Uint8Array): Promise<number> {
    if (this.#began) return this.#source.read(into);
    let had = 0;
    while (had < mark.length && had < into.length && agrees(into.subarray(0, had))) {
      const n = await this.#source.read(into.subarray(had));
      if (n === 0) break;
      had += n;
    }
    this.#began = true;
    if (had < mark.length || !agrees(into.subarray(0, had))) return had;
    into.copyWithin(0, mark.length, had);
    return had > mark.length ? had - mark.length : this.#source.read(into);
  }

  close(): void {
    this.#source.close();
  }
}

/** Whether the bytes, as far as they go, are those of a mark, or begin with one. */
function agrees(bytes: Uint8Array): boolean {
  return mark.every((byte, i) => i >= bytes.length || bytes[i] === byte);
}
