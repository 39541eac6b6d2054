// Compressed input (SPEC §2): the first bytes decide. Plain input passes through untouched, in the reader's own buffer;
// compressed input is unpacked inside, so that everything behind it, offsets included, is of the plain bytes.
import { compressionOf, decisive, isUndecided } from './compression.js';
import type { Compression } from './compression.js';
import type { InputPart } from '../model/batch.js';
import type { Identity, Location, Shared, Source } from './source.js';
import { unpacked } from './unpack.js';
import { shownName } from '../text/file-name.js';

export class DecompressedSource implements Source {
  readonly name: string;
  readonly live: boolean;
  readonly #inner: Source;
  readonly #notice: (message: string) => void;
  /** What the bytes come from, once the first of them have been seen: #inner, or what unpacks it. */
  #outer: Source | undefined;
  /** First bytes of a plain stream, which were read to be looked at. */
  #prefix: Uint8Array = new Uint8Array(0);
  /** Where reading is to begin; unpacked bytes before it have to be skipped. */
  #offset = 0;
  #closed = false;

  constructor(inner: Source, notice: (message: string) => void) {
    this.name = inner.name;
    this.live = inner.live;
    this.#inner = inner;
    this.#notice = notice;
  }

  read(into: Uint8Array): number | Promise<number> {
    this.#look();
    if (this.#outer === undefined) return this.#readFirst(into);
    if (this.#prefix.length > 0) return this.#givePrefix(into);
    if (this.#offset > 0 && this.#outer !== this.#inner) return this.#skipThenRead(this.#outer, into);
    return this.#outer.read(into);
  }

  /** What is compressed is one part. */
  get part(): InputPart | undefined {
    return this.#outer === this.#inner ? this.#inner.part : undefined;
  }

  get changed(): number | undefined {
    return this.#inner.changed;
  }

  get seek(): ((offset: number) => void) | undefined {
    const { seek } = this.#inner;
    if (seek === undefined) return undefined;
    return (offset) => {
      seek(offset);
      this.#offset = offset;
    };
  }

  get resume(): ((location: Location) => void) | undefined {
    const { resume } = this.#inner;
    if (resume === undefined) return undefined;
    return (location) => {
      resume(location);
      this.#offset = location.offset;
    };
  }

  /** Only what passes through untouched can be shared. */
  get share(): (() => Shared | undefined) | undefined {
    this.#look();
    return this.#outer === this.#inner ? this.#inner.share : undefined;
  }

  /** A compressed file is not written to any more, so what it ends with is complete. */
  get isComplete(): boolean {
    return this.#outer !== undefined && this.#outer !== this.#inner;
  }

  skipTo(offset: number): void {
    this.#inner.skipTo?.(offset);
  }

  get identity(): Identity | undefined {
    return this.#inner.identity;
  }

  get progress(): { readonly size: number; readonly read: number } | undefined {
    return this.#inner.progress;
  }

  locate(offset: number): Location | undefined {
    if (this.#outer === undefined || this.#outer === this.#inner) return this.#inner.locate(offset);
    const identity = this.#inner.identity;
    return identity === undefined ? undefined : { identity, offset };
  }

  park(): void {
    this.#inner.park();
  }

  close(): void {
    this.#closed = true;
    this.#outer?.close();
    this.#inner.close();
  }

  /** A file shows its beginning at any time. */
  #look(): void {
    const head = this.#outer === undefined ? this.#inner.identity?.head : undefined;
    if (head !== undefined) this.#decide(Buffer.from(head, 'base64'), []);
  }

  /** A stream shows its beginning only by giving it away. */
  async #readFirst(into: Uint8Array): Promise<number> {
    const head = new Uint8Array(decisive);
    let n = 0;
    do {
      const got = await this.#inner.read(head.subarray(n));
      if (got === 0) break;
      n += got;
    } while (isUndecided(head.subarray(0, n)));
    const seen = head.subarray(0, n);
    this.#decide(seen, [Buffer.from(seen)]);
    if (this.#outer === this.#inner) this.#prefix = seen;
    return n === 0 ? 0 : this.read(into);
  }

  #decide(head: Uint8Array, seen: readonly Buffer[]): void {
    const compression = this.#compression(head);
    if (compression !== undefined) this.#inner.seek?.(0);
    this.#outer = compression === undefined ? this.#inner : unpacked(compression, this.#inner, seen, this.#notice);
  }

  #compression(head: Uint8Array): Compression | undefined {
    return compressionOf(head) ?? (head.length > 0 && this.name.endsWith('.br') ? 'brotli' : undefined);
  }

  #givePrefix(into: Uint8Array): number {
    const n = Math.min(into.length, this.#prefix.length);
    into.set(this.#prefix.subarray(0, n));
    this.#prefix = this.#prefix.subarray(n);
    return n;
  }

  async #skipThenRead(outer: Source, into: Uint8Array): Promise<number> {
    while (this.#offset > 0) {
      const n = await outer.read(into);
      if (this.#closed) return 0;
      if (n === 0)
        throw new Error(
          `cannot go on reading ${shownName(this.name)}: it ends before the byte that was to be read next`,
        );
      const rest = n - this.#offset;
      this.#offset = Math.max(0, -rest);
      if (rest <= 0) continue;
      into.copyWithin(0, n - rest, n);
      return rest;
    }
    return outer.read(into);
  }
}
