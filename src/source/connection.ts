// Inputs that connect to a server: tcp://HOST:PORT and unix:PATH. With `--reconnect` a connection that ends or cannot
// be made is made again, after 100 ms, twice as long each time up to 10 s, and from 100 ms anew once bytes came. The
// pauses are those of a timer, which runs on a clock that does not jump.
import type { Socket } from 'node:net';
import { systemWords } from '../os/error-text.js';
import { MarkSkipper } from './byte-order-mark.js';
import type { InputPart } from '../model/batch.js';
import { missingDirectory } from './socket-path.js';
import type { Source } from './source.js';
import { StreamSource } from './stream.js';
import { shownName } from '../text/file-name.js';

/** Where to connect to. */
export type Address = { readonly host: string; readonly port: number } | { readonly path: string };

const shortestMs = 100;
const longestMs = 10_000;
const newline = 10;

/** The input behind one connection, made by the first read. */
export function connection(name: string, to: Address, notice: (message: string) => void): Source {
  return new StreamSource({
    name,
    live: true,
    notice,
    open: () => connect(to),
    explain: (error) => (isAbout(error, 'connect') ? noConnection(name, to, error) : error),
  });
}

function connect(to: Address): Socket {
  const socket = process.getBuiltinModule('node:net').connect(to);
  // A peer that vanished without a word is found out, and then counts as a broken connection.
  socket.setKeepAlive(true, 60_000);
  return socket;
}

function isAbout(error: unknown, call: string): boolean {
  const made = error instanceof Error ? (error as NodeJS.ErrnoException).syscall : undefined;
  return made === call || made === 'getaddrinfo' || error instanceof AggregateError;
}

function noConnection(name: string, to: Address, error: unknown): Error {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const missing = 'path' in to ? missingDirectory(to.path) : undefined;
  return new Error(`cannot connect to ${shownName(name)}: ${missing ?? systemWords(first)}`, { cause: error });
}

/** An input that has no end: one connection after the other, each beginning on a line of its own. */
export class Reconnecting implements Source {
  readonly name: string;
  readonly live = true;
  readonly #connect: () => Source;
  readonly #notice: (message: string) => void;
  #current: MarkSkipper | undefined;
  /** What comes through the connection. */
  part: InputPart = { begins: true };
  /** A connection has ended, or was not to be had: the next one waits its time. */
  #again = false;
  #lastByte = newline;
  #waitMs = shortestMs;
  #closed = false;
  #wake: (() => void) | undefined;

  constructor(name: string, connectAgain: () => Source, notice: (message: string) => void) {
    this.name = name;
    this.#connect = connectAgain;
    this.#notice = notice;
  }

  async read(into: Uint8Array): Promise<number> {
    while (!this.#closed) {
      if (this.#current === undefined && this.#again) await this.#pause();
      if (this.#isClosed) break;
      this.#current ??= this.#begin();
      const n = await this.#tryRead(this.#current, into);
      if (n > 0) return n;
      if (this.#lastByte !== newline) {
        into[0] = this.#lastByte = newline;
        return 1;
      }
    }
    return 0;
  }

  locate(): undefined {
    return undefined;
  }

  park(): void {
    // A connection cannot be found again.
  }

  close(): void {
    this.#closed = true;
    this.#current?.close();
    this.#wake?.();
  }

  #begin(): MarkSkipper {
    this.part = { begins: true };
    return new MarkSkipper(this.#connect());
  }

  /** Asked anew after every wait. */
  get #isClosed(): boolean {
    return this.#closed;
  }

  /** 0 when the connection has ended or was not to be had. */
  async #tryRead(from: MarkSkipper, into: Uint8Array): Promise<number> {
    let n = 0;
    try {
      n = await from.read(into);
    } catch (error) {
      if (this.#waitMs === shortestMs)
        this.#notice(`${error instanceof Error ? error.message : String(error)}; trying again`);
    }
    if (n > 0) {
      this.#waitMs = shortestMs;
      this.#lastByte = into[n - 1]!;
    } else {
      from.close();
      this.#current = undefined;
      this.#again = true;
    }
    return n;
  }

  #pause(): Promise<void> {
    if (this.#closed) return Promise.resolve();
    const ms = this.#waitMs;
    this.#waitMs = Math.min(2 * ms, longestMs);
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#wake?.(), ms);
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = undefined;
        resolve();
      };
    });
  }
}
