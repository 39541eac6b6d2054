// Room outside of memory for lines that wait, such as a temporary file.

export interface SpillSpace {
  /** How many bytes lines may take in memory before they go there. */
  readonly above: number;
  /** How many bytes were appended. */
  readonly size: number;
  /**
   * Appends the bytes.
   * @throws what is to be shown where there is no room
   */
  append(bytes: Uint8Array): void;
  /** Fills `into` with what stands from that byte on; only what was appended is read. */
  read(from: number, into: Uint8Array): void;
}
