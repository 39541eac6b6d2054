// One file of a log that is rotated, and how far it has been read, counted in plain bytes. Rotation compresses older
// files: what was known as plain text is then unpacked on the way, and known by its first plain bytes. A byte order mark
// at the beginning is passed over, except where the log itself begins: there it is a matter of the first line.
import { compressionOf } from './compression.js';
import { DecompressedSource } from './decompressed.js';
import { headLength, traceBefore } from './identity.js';
import { isPlainSize, plainHead } from './plain-head.js';
import type { InputPart } from '../model/batch.js';
import { monotonic } from '../os/monotonic.js';
import type { RegularFile } from './regular-file.js';
import type { Identity, Location, Source } from './source.js';

const mark = Buffer.from([0xef, 0xbb, 0xbf]);

export interface GenerationForm {
  readonly file: RegularFile;
  /** The next plain byte to read. */
  readonly at?: number;
  /** Its bytes are given as they are, compressed or not. */
  readonly raw?: boolean;
  /** The log itself begins here. */
  readonly first?: boolean;
  /** It has another name by now; when it was last written to before that, in ns, if that is known. */
  readonly asLog?: { readonly written: bigint | undefined } | undefined;
  readonly notice: (message: string) => void;
}

export class Generation {
  readonly file: RegularFile;
  readonly #first: boolean;
  #at: number;
  #seen = 0;
  #size = -1;
  #grewAt = monotonic();
  #beganAt: number | undefined;
  #asLog: GenerationForm['asLog'];
  /** Unpacks the file, where it has to be. */
  readonly #unpacked: Source | undefined;
  #head: string | undefined;
  #part: InputPart | undefined;

  constructor({ file, at = 0, raw = false, first = false, asLog, notice }: GenerationForm) {
    this.#asLog = asLog;
    this.file = file;
    this.#at = at;
    this.#first = first;
    const isPacked = !raw && compressionOf(Buffer.from(file.identity.head, 'base64')) !== undefined;
    if (!isPacked) return;
    this.#unpacked = new DecompressedSource(wholeFile(file), notice);
    this.#unpacked.seek?.(at);
  }

  get at(): number {
    return this.#at;
  }

  /** Its bytes on disk are those that are read. */
  get plain(): boolean {
    return this.#unpacked === undefined;
  }

  /** There is something behind what was read; of a compressed file this may be true though there is nothing. */
  get hasMore(): boolean {
    return this.#unpacked === undefined ? this.file.size > this.#at : !isPlainSize(this.file, this.#at);
  }

  /** The file still has what was read of it, as far as can be seen. */
  get isWhole(): boolean {
    if (this.#unpacked !== undefined) return true;
    const isWhole = this.file.has(this.#at);
    if (isWhole) this.#seen = this.file.size;
    return isWhole;
  }

  /** Bytes that were seen in the file when it was whole, and not read. */
  get missed(): number {
    return Math.max(0, this.#seen - this.#at);
  }

  /** As the log is known: by its plain bytes. */
  get identity(): Identity {
    const { identity } = this.file;
    if (this.#unpacked === undefined) return identity;
    this.#head ??= plainHead(this.file)?.toString('base64') ?? '';
    return { ...identity, head: this.#head };
  }

  /** What it is of the input; known once it was read. */
  get part(): InputPart | undefined {
    return this.#part;
  }

  /** It is a copy of `old`, and goes on as that, even within a record. */
  goOnAs(old: Generation): void {
    this.#part = old.#part;
  }

  /** @throws an Error ready to be shown */
  read(into: Uint8Array): number | Promise<number> {
    this.#part ??= { begins: this.#at === 0 };
    const n = this.#unpacked === undefined ? this.#readFile(into) : this.#unpacked.read(into);
    return typeof n === 'number' ? this.#took(n, into) : n.then((bytes) => this.#took(bytes, into));
  }

  /** The last `n` bytes given are to be read once more. Of plain files. */
  unread(n: number): void {
    this.#at -= n;
  }

  /** Goes on at this byte. Of plain files. */
  goTo(at: number): void {
    this.#at = at;
  }

  /** A byte order mark that stands next is passed over. */
  passMark(): void {
    if (this.#at === 0 && !this.#first && this.plain && this.file.peek(0, 3).equals(mark)) this.#at = 3;
  }

  /**
   * Takes note of how large it is now.
   * @param written when it was last written to, if it still had the log's name after that
   */
  observe(written?: bigint): void {
    const { size } = this.file;
    if (written !== undefined) this.#asLog = { written };
    const now = monotonic();
    if (size !== this.#size) this.#grewAt = now;
    if (size > 0) this.#beganAt ??= now;
    this.#size = size;
  }

  /**
   * When it was last written to while it had the name of the log, as far as that was seen, in ns: what came after it was
   * made later. A slow writer may have touched it since.
   */
  get writtenAsLog(): bigint | undefined {
    return (this.#asLog ?? this.file.whenOpened).written;
  }

  /** When it was last seen to have grown, in ms of a clock that does not jump. */
  get grewAt(): number {
    return this.#grewAt;
  }

  /** When it was first seen to have something. */
  get beganAt(): number | undefined {
    return this.#beganAt;
  }

  /**
   * It is a copy of `old`, put in its place: it has all that was read of that. A log that begins like the one before it,
   * which rotation has given another name, is none.
   */
  replaces(old: Generation): boolean {
    const { at, file } = old;
    if (!old.plain || !this.plain || at === 0 || this.at > 0 || this.file.size < at) return false;
    if (!file.removed && at < headLength) return false;
    const length = Math.min(at, headLength);
    const isAlike = file.peek(0, length).equals(this.file.peek(0, length));
    return isAlike && traceBefore(file.fd, at) === traceBefore(this.file.fd, at);
  }

  /** Where byte `at` of it lies. */
  locate(at: number): Location {
    const { identity } = this;
    const trace = this.#unpacked === undefined ? this.file.traceBefore(at) : undefined;
    const written = this.writtenAsLog;
    return {
      identity,
      offset: at,
      ...(written === undefined ? {} : { written: String(written) }),
      ...(trace === undefined ? {} : { trace }),
    };
  }

  park(): void {
    this.#unpacked?.close();
    this.file.park();
  }

  #readFile(into: Uint8Array): number {
    if (this.#at === 0 && !this.#first) {
      const start = this.file.peek(0, 3);
      // Two bytes of a mark are waited with until the third is there.
      if (start.length > 0 && start.length < 3 && mark.subarray(0, start.length).equals(start)) return 0;
      this.passMark();
    }
    return this.file.read(into, this.#at);
  }

  #took(n: number, into: Uint8Array): number | Promise<number> {
    const hasMark = this.#unpacked !== undefined && this.#at === 0 && mark.equals(into.subarray(0, Math.min(n, 3)));
    this.#at += n;
    if (!hasMark) return n;
    into.copyWithin(0, 3, n);
    return n > 3 ? n - 3 : this.read(into);
  }
}

/** The bytes of a file from its beginning, for what unpacks them. */
function wholeFile(file: RegularFile): Source {
  let at = 0;
  return {
    name: file.name,
    live: false,
    read: (into) => {
      const n = file.read(into, at);
      at += n;
      return n;
    },
    seek: (offset) => {
      at = offset;
    },
    get identity() {
      return file.identity;
    },
    locate: () => undefined,
    park: () => file.park(),
    close: () => file.park(),
  };
}
