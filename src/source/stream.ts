// A source over a stream that is filled from outside: a pipe, a terminal, a connection, a decompressor. It is opened by
// the first read, and paused between reads, so that a fast writer waits instead of filling our memory.
import type { Readable } from 'node:stream';
import { systemCode } from '../os/error-text.js';
import { unreadable } from './failure.js';
import { Intake } from './intake.js';
import type { Source } from './source.js';
import { shownName } from '../text/file-name.js';

export interface StreamForm {
  readonly name: string;
  readonly live: boolean;
  /** Opens the stream; `take` must be called for its bytes when the stream does not emit them as data. */
  readonly open: (take: (bytes: Uint8Array) => boolean) => Readable;
  /** The stream, where it is there before the first read: closed with the source even if it was never read. */
  readonly there?: Readable | undefined;
  /** Called when the other side broke the connection, which is the end of the input but not a clean one. */
  readonly notice: (message: string) => void;
  /** Turns an error of the stream into one to be shown; as `unreadable` does where it gives the error itself back. */
  readonly explain?: ((error: unknown) => unknown) | undefined;
}

export class StreamSource implements Source {
  readonly name: string;
  readonly live: boolean;
  /** Gone once it is closed, with all that it holds on to: a listener may have had a million connections. */
  #form: StreamForm | undefined;
  readonly #intake = new Intake(() => this.#stream?.resume());
  #stream: Readable | undefined;

  constructor(form: StreamForm) {
    this.#form = form;
    this.name = form.name;
    this.live = form.live;
  }

  read(into: Uint8Array): number | Promise<number> {
    if (this.#form !== undefined) this.#stream ??= this.#open(this.#form);
    return this.#intake.read(into);
  }

  locate(): undefined {
    return undefined;
  }

  park(): void {
    // A stream cannot be found again.
  }

  close(): void {
    this.#intake.close();
    (this.#stream ?? this.#form?.there)?.destroy();
    this.#form = this.#stream = undefined;
  }

  #open({ open }: StreamForm): Readable {
    const intake = this.#intake;
    const stream = open((bytes) => intake.offer(bytes));
    stream.on('data', (bytes: Uint8Array) => {
      if (!intake.offer(bytes)) stream.pause();
    });
    stream.on('end', () => intake.end());
    stream.on('error', (error: unknown) => this.#broken(error));
    stream.on('close', () => intake.end());
    // A connection may have been broken off while it waited to be read.
    if (stream.destroyed) intake.end();
    stream.resume();
    return stream;
  }

  #broken(raw: unknown): void {
    if (this.#form === undefined) return;
    const error = this.#form.explain?.(raw) ?? raw;
    const code = systemCode(error);
    if (code === 'ECONNRESET' || code === 'ETIMEDOUT' || code === 'EPIPE') {
      this.#form.notice(`${shownName(this.name)}: the connection was broken off, taken as its end`);
      this.#intake.end();
    } else this.#intake.fail(error instanceof Error && code === undefined ? error : unreadable(this.name, error));
  }
}
