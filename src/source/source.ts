// Where bytes come from. A source knows nothing of lines or events: it fills the buffer it is given and says when it
// is at its end. Decompression happens inside; offsets are of the decompressed bytes.

/** What a checkpoint remembers of a regular file, to know it again under another name (SPEC §10). */
export interface Identity {
  readonly device: string;
  readonly inode: string;
  /** The first bytes, at most 4096, as base64. */
  readonly head: string;
}

export interface Source {
  /** As the user wrote it; for an accepted connection `tcp-listen://…#2` and the like. */
  readonly name: string;
  /** Live: read as bytes come (pipes, sockets, --follow). Not live: a regular file, read in event-time order. */
  readonly live: boolean;
  /**
   * Reads some bytes into `into` (which is not empty) and says how many; 0 at the end of input. Regular files answer at
   * once, others promise. One call at a time.
   * @throws an Error whose message names the input and what happened, ready to be shown
   */
  read(into: Uint8Array): number | Promise<number>;
  /** Regular files: goes to this offset before the first read. Others: undefined. */
  readonly seek: ((offset: number) => void) | undefined;
  /** Regular files: who it is; undefined for what has no identity. */
  readonly identity: Identity | undefined;
  /** Regular files: bytes on disk and bytes of them read so far, for the progress line. */
  readonly progress: { readonly size: number; readonly read: number } | undefined;
  /** Gives the descriptor back; reading may go on later where it stopped (a thousand files, not a thousand descriptors). */
  park(): void;
  close(): void;
}

/** An operand that listens: every connection is a source of its own. */
export interface Listener {
  readonly name: string;
  /** The next connection; undefined when no more will come (`--accept`). */
  accept(): Promise<Source | undefined>;
  close(): void;
}
