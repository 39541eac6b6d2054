// Where bytes come from. A source has no notion of lines or events: it fills the buffer it is given, up to the end of
// input. Decompression happens inside; offsets are of the decompressed bytes.

import type { InputPart } from '../model/batch.js';

/** What a checkpoint remembers of a regular file, to find it again under another name (SPEC §10). */
export interface Identity {
  readonly device: string;
  readonly inode: string;
  /** The first bytes, at most 4096, as base64. */
  readonly head: string;
}

/** A byte of a regular file: what a checkpoint stores of an input. */
export interface Location {
  readonly identity: Identity;
  /** Bytes (decompressed) of that file before it. */
  readonly offset: number;
  /** The bytes just before it, as base64, where the head ends earlier: files may begin alike for long. */
  readonly trace?: string;
  /** When the file was last written to while it had the log's name, as far as that was seen, in ns. */
  readonly written?: string;
  /** Older files of the same log that writers may still be at, oldest first, and how far each was read. */
  readonly older?: readonly Location[];
}

/** A regular file, open once more. */
export interface Shared {
  /** Belongs to the caller. */
  readonly fd: number;
  /** Of the file: its bytes, the next one to be read, and what the run counts before that. */
  readonly size: number;
  readonly at: number;
  readonly offset: number;
}

export interface Source {
  /** As the user wrote it; for an accepted connection `tcp-listen://…#2` and the like. */
  readonly name: string;
  /** Live: read as bytes come (pipes, sockets, --follow). Not live: a regular file, read in event-time order. */
  readonly live: boolean;
  /**
   * Reads some bytes into `into` (which is not empty) and gives how many; 0 at the end of input. What is there already
   * is given at once, else promised; `into` must then stay as it is until the promise settles. One call at a time.
   * After `close` a promise still open comes to 0.
   * @throws an Error whose message names the input and what happened, ready to be shown
   */
  read(into: Uint8Array): number | Promise<number>;
  /** Of which part of the input the last read gave bytes, never of two. Undefined: the same as before. */
  readonly part?: InputPart | undefined;
  /** Regular files: goes to this offset before the first read. Others: undefined. */
  readonly seek?: ((offset: number) => void) | undefined;
  /**
   * Regular files: finds the file again and goes on there, before the first read; the run counts on from
   * `location.offset`. A file that was renamed meanwhile is read to its end, then the one that has its name now.
   * Others: undefined.
   * @throws an Error naming the file, when it is not to be found or shorter than that
   */
  readonly resume?: ((location: Location) => void) | undefined;
  /**
   * Regular files: where byte `offset` of this source (as the run counts them) lies. Under rotation one source is
   * several files, one after the other; each begins on a line of its own. Others: undefined.
   */
  locate(offset: number): Location | undefined;
  /** Regular files: who it is; undefined for what has no identity. */
  readonly identity?: Identity | undefined;
  /** Regular files: when it had been written to last as it was opened, in ms since the epoch; what it holds is not younger. */
  readonly changed?: number | undefined;
  /** Regular files: bytes on disk and bytes of them read so far, for the progress line. */
  readonly progress?: { readonly size: number; readonly read: number } | undefined;
  /**
   * Plain regular files that are read to their end and no further: what it takes to read parts of the file beside `read`.
   * Undefined, or answering undefined: it is not to be had.
   */
  readonly share?: (() => Shared | undefined) | undefined;
  /** Goes on at this offset, as the run counts; what lies before it was read beside, and ends with a newline. */
  skipTo?(offset: number): void;
  /**
   * Whether nothing can be written behind its end any more, so that a last line without its end is a line: of compressed
   * files. Known once something was read. Undefined: as `resume` has it; regular files may grow, streams are over.
   */
  readonly isComplete?: boolean;
  /** Gives the descriptor back; reading may go on later where it stopped (a thousand files, not a thousand descriptors). */
  park(): void;
  close(): void;
}

/** An operand that brings sources while the run goes on: one that listens, of which every connection is one, or a pattern. */
export interface Listener {
  readonly name: string;
  /** Files have their own names, and can be found again; connections are those of the operand, once. */
  readonly bringsFiles?: boolean;
  /** The next connection or file; undefined when no more will come (`--accept`, or `close`). Rejects when it cannot listen. */
  accept(): Promise<Source | undefined>;
  /** Port listened on, once it is (TCP); for a port 0 the one that was chosen. */
  readonly listening: Promise<number | undefined>;
  close(): void;
}
