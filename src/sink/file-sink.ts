// An output that takes bytes at once: a regular file (or /dev/null and its like). Pieces are written synchronously as
// soon as they are full, straight into the page cache; a failure is kept for the next drain.
import { closeSync, fstatSync, fsync, ftruncateSync, openSync, realpathSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { getSystemErrorMap, promisify } from 'node:util';
import { syncDirectory } from '../os/sync-directory.js';
import { failure } from './failure.js';
import { beginsWith } from './heading.js';
import { OutputBuffer } from './output-buffer.js';
import { firstBytes } from '../os/first-bytes.js';
import { fileIdOf } from '../os/file-id.js';
import type { RemoteWriter } from './remote-writer.js';
import { type DeferredRows, type Sink, SinkFailure } from './sink.js';
import { systemName } from '../text/file-name.js';

const synced = promisify(fsync);

export interface OpenFile {
  readonly name: string;
  readonly fd: number;
  /** To be opened anew by; undefined for a descriptor of the caller's, which is never closed either. */
  readonly path: string | undefined;
  /** Length of the file before the first byte of ours. */
  readonly start: number;
  /** Where to write when neither the system nor the shell keeps the position; undefined: they do. */
  readonly at?: number | undefined;
  readonly lineBuffered: boolean;
}

export class FileSink implements Sink {
  readonly name: string;
  readonly #path: string | undefined;
  readonly #lineBuffered: boolean;
  readonly #outgoing = new OutputBuffer((piece) => this.#take(piece));
  #fd: number;
  /** `bytes` is this and what #outgoing counts. */
  #start: number;
  #at: number | undefined;
  #heading = '';
  #failure: SinkFailure | undefined;
  /** Another thread that writes to the file. */
  #remote: RemoteWriter | undefined;
  /** Bytes written by those that were used before. */
  #printed = 0;
  /** The name of the file is on disk. */
  #named = false;
  /** A `drain` has rejected with #failure. */
  #reported = false;
  #closed = false;

  constructor(file: OpenFile) {
    this.name = file.name;
    this.#path = file.path;
    this.#lineBuffered = file.lineBuffered;
    this.#fd = file.fd;
    this.#start = file.start;
    this.#at = file.at;
  }

  get place(): string | undefined {
    const place = fileIdOf(this.#fd);
    return place?.kind === 'file' ? place.id : undefined;
  }

  get full(): boolean {
    this.#look();
    return this.#failure !== undefined && !this.#reported;
  }

  get idle(): boolean {
    return this.#failure === undefined && this.#remote === undefined && this.#outgoing.idle;
  }

  get bytes(): number {
    const { total } = this.#outgoing;
    this.#remote?.settle();
    return this.#start + total + this.#printed + (this.#remote?.bytes ?? 0);
  }

  begin(heading: string): void {
    this.#heading = heading;
    this.#writeHeading(this.#start);
  }

  write(chunk: string | Uint8Array): void {
    if (this.#failure !== undefined || this.#closed) return;
    this.#outgoing.append(chunk);
    if (this.#lineBuffered) this.#outgoing.flush();
  }

  defer(pending: DeferredRows): void {
    if (this.#failure !== undefined || this.#closed) pending.flushDeferred(() => undefined);
    else {
      // What is pending may be printed by the other thread: what comes before it has to be written by then.
      if (this.#remote !== undefined) this.#outgoing.flush();
      this.#outgoing.pend(pending);
    }
    if (this.#lineBuffered) this.#outgoing.flush();
  }

  flushDeferred(): void {
    this.#outgoing.settle();
  }

  printRemotely<Writer extends RemoteWriter>(start: (fd: number) => Writer | undefined): Writer | undefined {
    if (this.#at !== undefined || this.#lineBuffered || this.#closed) return undefined;
    const remote = start(this.#fd);
    if (remote === undefined) return undefined;
    this.#outgoing.flush();
    this.#remote = remote;
    return remote;
  }

  printLocally(): void {
    this.#outgoing.settle();
    this.#look(true);
    this.#printed += this.#remote?.bytes ?? 0;
    this.#remote?.close();
    this.#remote = undefined;
  }

  drain(soFar = false): Promise<void> {
    if (!this.#closed) this.#outgoing.flush(soFar);
    this.#look(true);
    if (this.#failure === undefined) return Promise.resolve();
    this.#reported = true;
    return Promise.reject(this.#failure);
  }

  async sync(): Promise<void> {
    await this.drain();
    if (this.place === undefined) return;
    await synced(this.#fd).catch((error: unknown) => this.#fail(error));
    // A file that we have made is only there once its directory is on disk as well.
    const path = this.#named ? undefined : this.#path;
    this.#named = true;
    if (path !== undefined) await syncDirectory(directoryOf(path));
  }

  async reopen(): Promise<void> {
    if (this.#path === undefined || this.#closed || this.place === undefined) return;
    await this.drain();
    const old = this.#fd;
    try {
      this.#fd = openSync(systemName(this.#path), 'a');
    } catch (error) {
      this.#fail(error);
    }
    this.#remote?.moveTo(this.#fd);
    this.#named = false;
    closeSync(old);
    const { size } = fstatSync(this.#fd);
    this.#start += size - this.bytes;
    this.#writeHeading(size);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    try {
      await this.drain();
    } finally {
      this.#closed = true;
      this.#remote?.close();
      if (this.#path !== undefined) closeSync(this.#fd);
    }
  }

  readonly head = (most: number): Buffer | undefined => {
    const bytes = this.place === undefined ? undefined : firstBytes(this.#readable, most);
    return bytes?.length === 0 ? undefined : bytes;
  };

  /** Where the file can be opened for reading. */
  get #readable(): string {
    return this.#path ?? `/dev/fd/${this.#fd}`;
  }

  /** Unless the file, of `length` bytes, has it. */
  #writeHeading(length: number): void {
    if (this.#heading === '') return;
    if (length === 0 || beginsWith(this.#readable, this.#heading) === false) this.write(this.#heading);
  }

  /** Whether the other thread has failed; `all`: at what was given to it until now. */
  #look(all = false): void {
    if (this.#remote === undefined || this.#failure !== undefined) return;
    if (all) this.#remote.settle();
    const { fault } = this.#remote;
    if (fault !== 0) this.#failure = failure(this.name, faultOf(fault));
  }

  #take(piece: Buffer): void {
    this.#look(true);
    let done = 0;
    try {
      while (this.#failure === undefined && done < piece.length) {
        const n = writeSync(this.#fd, piece, done, piece.length - done, this.#at ?? null);
        done += n;
        if (this.#at !== undefined) this.#at += n;
      }
    } catch (error) {
      this.#failure = failure(this.name, error);
      this.#remote?.stop();
    }
  }

  #fail(error: unknown): never {
    this.#failure = failure(this.name, error);
    throw this.#failure;
  }
}

/** Where the file is that a link may lead to. */
function directoryOf(path: string): string {
  try {
    return dirname(realpathSync(path));
  } catch {
    // It has been moved away meanwhile.
    return dirname(path);
  }
}

/** What the system's number for an error means. */
function faultOf(fault: number): unknown {
  const [code, words] = getSystemErrorMap().get(fault) ?? [undefined, 'the thread that writes it has failed'];
  return Object.assign(new Error(words), { code, errno: fault });
}

/** Cuts an open regular file back to `length` bytes; the caller has seen to it that it is not shorter. */
export function cutBack(name: string, fd: number, length: number): void {
  try {
    ftruncateSync(fd, length);
  } catch (error) {
    throw failure(name, error);
  }
}
