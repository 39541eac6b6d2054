// Where bytes go. Writing only appends to a buffer; the loop of the run drains. Two sinks on one descriptor are one
// sink (sink/open.ts), so that their lines never mix.
import type { Control } from '../model/batch.js';
import type { RemoteWriter } from './remote-writer.js';

/** Records that are not bytes yet: they become bytes many at a time. */
export interface DeferredRows {
  /**
   * Set where the bytes depend on which records are settled together: while all input is of files they wait for others.
   */
  readonly mayWait?: boolean;
  /** Gives all it has, in pieces lent until `take` returns, and is empty. */
  flushDeferred(take: (bytes: Uint8Array) => void): void;
}

export interface Sink {
  /** For messages: `standard output`, `late.ndjson`, `descriptor 3`. */
  readonly name: string;
  /** Which regular file this is (os/file-id.ts), so that a resume cuts back no other; undefined for pipes and the like. */
  readonly place: string | undefined;
  /**
   * What the output begins with; before anything else is written. It is left out where a file has it already, and written
   * again into a new file that takes the place of the old one.
   */
  begin(heading: string): void;
  /** Regular files that have something in them: their first bytes, at most so many. Undefined: there are none to be seen. */
  readonly head?: (most: number) => Buffer | undefined;
  /** Appends to the buffer. Never blocks, never throws; after a failure it drops silently. Bytes are copied. */
  write(chunk: string | Uint8Array): void;
  /** Takes a control line apart from the records, after all so far. Undefined: its text is written among them. */
  readonly control?: (control: Control, text: Uint8Array) => void;
  /**
   * The records of `pending`, those that it will have included, stand after everything written so far. They are settled
   * before anything else is written, and before anything is handed over or counted; then it has to be announced again.
   */
  defer(pending: DeferredRows): void;
  /** Settles what is pending now. */
  flushDeferred(): void;
  /**
   * Files: from now on another thread prints and writes row blocks. What is written here as well keeps its place among
   * them, but has to wait for them.
   * @param start begins it for the descriptor of the file; called only where another thread may write
   * @returns undefined when none may, or none is free
   */
  printRemotely?<Writer extends RemoteWriter>(start: (fd: number) => Writer | undefined): Writer | undefined;
  /** The other thread is not used any more. */
  printLocally?(): void;
  /** More is buffered than ought to be, or a failure has yet to be reported: the run stops reading and drains. */
  readonly full: boolean;
  /** Nothing is buffered or pending, and no failure has yet to be reported: to drain would do nothing. */
  readonly idle: boolean;
  /**
   * Regular files: the length of the file once all is written, what was in it before included: what a checkpoint
   * records. Others: bytes (UTF-8) written by this run.
   */
  readonly bytes: number;
  /**
   * Writes everything that is buffered. Resolves when the system has taken it. Rejects with a SinkFailure.
   * @param soFar leaves what is pending and may wait
   */
  drain(soFar?: boolean): Promise<void>;
  /** Drains, and for regular files waits until it is on disk. */
  sync(): Promise<void>;
  /** SIGHUP: a regular file that was named by path is opened anew by it, for appending. Others go on as they are. */
  reopen(): Promise<void>;
  /** Drains and closes; once, however often it is called. */
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
