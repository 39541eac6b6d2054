// Where bytes go. Writing only appends to a buffer; the loop of the run drains. Two sinks on one descriptor are one
// sink (sink/open.ts sees to it), so that their lines never mix.

export interface Sink {
  /** For messages: `standard output`, `late.ndjson`, `descriptor 3`. */
  readonly name: string;
  /** Appends to the buffer. Never blocks, never throws; after the reader has gone it drops silently. */
  write(chunk: string | Uint8Array): void;
  /** More is buffered than ought to be: the run stops reading and drains. */
  readonly full: boolean;
  /** Bytes (UTF-8) appended so far, including those before a resume: what a checkpoint records. */
  readonly bytes: number;
  /** Hands everything buffered to the system. Resolves when the system has taken it. Rejects with a SinkFailure. */
  drain(): Promise<void>;
  /** Drains, and for regular files waits until it is on disk. */
  sync(): Promise<void>;
  /** SIGHUP: a regular file is opened anew by its path, for appending. */
  reopen(): Promise<void>;
  /** Drains and closes. */
  close(): Promise<void>;
}

/** Why a sink can take no more. */
export class SinkFailure extends Error {
  /** 'gone': the reader went away (EPIPE). 'failed': disk full, I/O error and the like. */
  readonly kind: 'gone' | 'failed';
  readonly sink: string;
  constructor(kind: 'gone' | 'failed', sink: string, message: string) {
    super(message);
    this.name = 'SinkFailure';
    this.kind = kind;
    this.sink = sink;
  }
}
