// Inputs that wait to be connected to: tcp-listen://HOST:PORT and unix-listen:PATH. Every connection is a source of its
// own, named after its number. Connections made before anybody asks for them wait, unread.
import { unlinkSync } from 'node:fs';
import type { Server, Socket } from 'node:net';
import { systemCode, systemWords } from '../os/error-text.js';
import type { Address } from './connection.js';
import type { Listener, Source } from './source.js';
import { StreamSource } from './stream.js';

interface Asker {
  readonly resolve: (source: Source | undefined) => void;
  readonly reject: (error: unknown) => void;
}

export class SocketListener implements Listener {
  readonly name: string;
  readonly listening: Promise<number | undefined>;
  readonly #notice: (message: string) => void;
  readonly #server: Server;
  /** Connections that may still be made. */
  #left: number;
  #number = 0;
  readonly #waiting: Source[] = [];
  #asker: Asker | undefined;
  #failure: Error | undefined;
  #closed = false;

  /** @param accept connections after which no more are taken; Infinity: no limit */
  constructor(name: string, at: Address, accept: number, notice: (message: string) => void) {
    this.name = name;
    this.#left = accept;
    this.#notice = notice;
    this.#server = process.getBuiltinModule('node:net').createServer({ pauseOnConnect: true });
    this.#server.on('connection', (socket) => this.#connected(socket));
    this.listening = this.#listen(at, false);
    this.listening.catch((error: unknown) => this.#fail(error));
  }

  accept(): Promise<Source | undefined> {
    const next = this.#waiting.shift();
    if (next !== undefined) return Promise.resolve(next);
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    if (this.#left === 0) return Promise.resolve(undefined);
    return new Promise((resolve, reject) => (this.#asker = { resolve, reject }));
  }

  close(): void {
    this.#left = 0;
    this.#closed = true;
    this.#server.close();
    for (const source of this.#waiting.splice(0)) source.close();
    this.#asker?.resolve(undefined);
    this.#asker = undefined;
  }

  /** @param again a socket that nobody listened on has been removed from the way */
  #listen(at: Address, again: boolean): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      const refused = (error: Error): void => {
        if ('path' in at && !again && systemCode(error) === 'EADDRINUSE')
          this.#removeAbandoned(at.path).then(
            () => resolve(this.#listen(at, true)),
            () => reject(error),
          );
        else reject(error);
      };
      this.#server.once('error', refused);
      this.#server.listen(at, () => {
        this.#server.off('error', refused);
        this.#server.on('error', (error) => this.#fail(error));
        // Closed while the name was looked up, or the place cleared.
        if (this.#closed) this.#server.close();
        const address = this.#server.address();
        resolve(typeof address === 'object' ? address?.port : undefined);
      });
    });
  }

  /** A run that was killed leaves its socket behind; nobody answers there. Rejects when somebody does. */
  #removeAbandoned(path: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const probe = process.getBuiltinModule('node:net').connect({ path });
      probe.once('connect', () => {
        probe.destroy();
        reject(new Error('somebody listens there'));
      });
      probe.once('error', (error) => {
        if (systemCode(error) === 'ECONNREFUSED') {
          unlinkSync(path);
          resolve();
        } else reject(error);
      });
    });
  }

  #connected(socket: Socket): void {
    if (this.#left === 0) {
      socket.destroy();
      return;
    }
    this.#left--;
    if (this.#left === 0) this.#server.close();
    this.#give(connected(`${this.name}#${++this.#number}`, socket, this.#notice));
  }

  #give(source: Source): void {
    const asker = this.#asker;
    this.#asker = undefined;
    if (asker === undefined) this.#waiting.push(source);
    else asker.resolve(source);
  }

  #fail(error: unknown): void {
    this.#failure = new Error(`cannot listen on ${this.name}: ${systemWords(error)}`, { cause: error });
    this.#asker?.reject(this.#failure);
    this.#asker = undefined;
  }
}

function connected(name: string, socket: Socket, notice: (message: string) => void): Source {
  socket.setKeepAlive(true, 60_000);
  const source = new StreamSource({ name, live: true, notice, open: () => socket, there: socket });
  // Until it is read, the connection may break; the first read then says so.
  socket.on('error', () => undefined);
  return source;
}
