// An output whose reader sets the pace: a pipe, a socket, a terminal. Node's own sockets are the only interface that
// stays right when several descriptors share one pipe (`3>&1 |`): the file interface gives up when the pipe is full.
import type { Writable } from 'node:stream';
import { failure } from './failure.js';
import { OutputBuffer } from './output-buffer.js';
import type { DeferredRows, Sink, SinkFailure } from './sink.js';

/** Bytes held back from which on the run should wait for the reader. */
const limit = 1_048_576;

export interface StreamOptions {
  /** Whether `close` ends the stream; standard output and error are left open. */
  readonly mayEnd: boolean;
  readonly lineBuffered: boolean;
  /** What is to be set right before the stream is left. */
  readonly leave?: ((stream: Writable) => void) | undefined;
  /** Gives up a stream that is still to come, when there is nothing to write to it. */
  readonly giveUp?: (() => void) | undefined;
}

export class StreamSink implements Sink {
  readonly name: string;
  readonly place = undefined;
  readonly #options: StreamOptions;
  readonly #outgoing = new OutputBuffer((piece) => this.#take(piece));
  #stream: Writable | undefined;
  /** Pieces from before the stream was there. */
  readonly #early: Buffer[] = [];
  /** Bytes given to the stream (or waiting for it) and not yet taken by the system. */
  #inFlight = 0;
  #failure: SinkFailure | undefined;
  /** A `drain` has rejected with #failure. */
  #reported = false;
  #closing: Promise<void> | undefined;
  readonly #waiting: { readonly resolve: () => void; readonly reject: (error: SinkFailure) => void }[] = [];

  /** @param opened the stream, or one to come: a named pipe has to wait for its reader */
  constructor(name: string, opened: Writable | Promise<Writable>, options: StreamOptions) {
    this.name = name;
    this.#options = options;
    if (!(opened instanceof Promise)) this.#begin(opened);
    else
      opened.then(
        (stream) => this.#begin(stream),
        (error: unknown) => this.#fail(error),
      );
  }

  get full(): boolean {
    if (this.#failure !== undefined) return !this.#reported;
    return this.#inFlight + this.#outgoing.waiting > limit;
  }

  get idle(): boolean {
    return this.#failure === undefined && this.#inFlight === 0 && this.#outgoing.idle;
  }

  get bytes(): number {
    return this.#outgoing.total;
  }

  begin(heading: string): void {
    this.write(heading);
  }

  write(chunk: string | Uint8Array): void {
    if (this.#failure !== undefined || this.#closing !== undefined) return;
    this.#outgoing.append(chunk);
    if (this.#options.lineBuffered) this.#outgoing.flush();
  }

  defer(pending: DeferredRows): void {
    if (this.#failure !== undefined || this.#closing !== undefined) pending.flushDeferred(() => undefined);
    else this.#outgoing.pend(pending);
    if (this.#options.lineBuffered) this.#outgoing.flush();
  }

  flushDeferred(): void {
    this.#outgoing.settle();
  }

  drain(soFar = false): Promise<void> {
    this.#outgoing.flush(soFar);
    if (this.#failure !== undefined) {
      this.#reported = true;
      return Promise.reject(this.#failure);
    }
    if (this.#inFlight === 0) return Promise.resolve();
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  sync(): Promise<void> {
    return this.drain();
  }

  reopen(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#outgoing.flush();
    if (this.#stream === undefined && this.#inFlight === 0) this.#options.giveUp?.();
    await this.drain();
    const stream = this.#stream;
    if (!this.#options.mayEnd || stream === undefined) return;
    this.#options.leave?.(stream);
    // Not `end`: that would shut a socket down for every other process that has it, such as the shell that passed it on.
    await new Promise<void>((resolve) => void stream.once('close', resolve).destroy());
  }

  #begin(stream: Writable): void {
    this.#stream = stream;
    stream.on('error', (error: unknown) => this.#fail(error));
    for (const piece of this.#early.splice(0)) this.#hand(stream, piece);
  }

  #take(piece: Buffer): void {
    if (this.#failure !== undefined) return;
    const copy = Buffer.from(piece);
    this.#inFlight += copy.length;
    if (this.#stream === undefined) this.#early.push(copy);
    else this.#hand(this.#stream, copy);
  }

  #hand(stream: Writable, piece: Buffer): void {
    stream.write(piece, (error) => {
      this.#inFlight -= piece.length;
      if (error) this.#fail(error);
      else if (this.#inFlight === 0) for (const { resolve } of this.#waiting.splice(0)) resolve();
    });
  }

  #fail(error: unknown): void {
    this.#failure ??= failure(this.name, error);
    this.#reported ||= this.#waiting.length > 0;
    for (const { reject } of this.#waiting.splice(0)) reject(this.#failure);
  }
}
