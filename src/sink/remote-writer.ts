// Another thread that writes into the file of a sink, seen from the sink: it takes bytes by itself, and the sink waits for
// it before it writes anything of its own.

export interface RemoteWriter {
  /** Waits until all that was given to it is written, or cannot be. */
  settle(): void;
  /** Bytes written; exact once settled, if nothing went wrong. */
  readonly bytes: number;
  /** The system's number for what went wrong; 0: nothing yet. After that it writes nothing more. */
  readonly fault: number;
  /** What is given to it from now on is written to this descriptor. It has to be settled. */
  moveTo(fd: number): void;
  /** It is to write nothing more: something else has gone wrong with the file. */
  stop(): void;
  /** Settles; what is given to it after that is dropped. */
  close(): void;
}
