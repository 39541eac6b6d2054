// Inputs that wait to be connected to: tcp-listen://HOST:PORT and unix-listen:PATH. Every connection is a source of its
// own, named after its number. Connections made before they are taken wait, unread.
import type { Server, Socket } from 'node:net';
import { groupedNumber } from '../text/grouped-number.js';
import { systemCode, systemWords } from '../os/error-text.js';
import { isListenedOn } from './answering.js';
import type { Address } from './connection.js';
import { DescriptorBudget } from './descriptor-budget.js';
import { Losses } from './losses.js';
import { removeSocket, socketAt, type SocketIdentity, sparingOthers } from './socket-path.js';
import type { Listener, Source } from './source.js';
import { StreamSource } from './stream.js';
import { shownName } from '../text/file-name.js';

interface Asker {
  readonly resolve: (source: Source | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/** What the inputs of a run that listen have in common. */
export interface Reception {
  readonly descriptors: DescriptorBudget;
  readonly losses: Losses;
}

export class SocketListener implements Listener {
  readonly name: string;
  readonly listening: Promise<number | undefined>;
  readonly #notice: (message: string) => void;
  readonly #reception: Reception;
  readonly #server: Server;
  readonly #path: string | undefined;
  /** The socket that we have made at #path. */
  #made: SocketIdentity | undefined;
  /** Connections that may still be made. */
  #left: number;
  #number = 0;
  #refused = 0;
  readonly #waiting: Source[] = [];
  #asker: Asker | undefined;
  #failure: Error | undefined;
  #closed = false;

  /**
   * @param accept connections after which no more are taken; Infinity: no limit
   * @throws an Error ready to be shown when something else than a socket is at the path
   */
  constructor(
    name: string,
    at: Address,
    accept: number,
    notice: (message: string) => void,
    reception: Reception = { descriptors: new DescriptorBudget(0, Infinity), losses: new Losses() },
  ) {
    this.name = name;
    this.#reception = reception;
    this.#left = accept;
    this.#notice = notice;
    this.#path = 'path' in at ? at.path : undefined;
    if (this.#path !== undefined) socketAt(this.#path, name);
    this.#server = process.getBuiltinModule('node:net').createServer({ pauseOnConnect: true });
    this.#server.on('connection', (socket) => this.#connected(socket));
    this.listening = this.#listen(at).catch((error: unknown) => {
      throw this.#failed(error);
    });
    this.listening.catch(() => undefined);
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
    if (!this.#closed && this.#refused > 1)
      this.#notice(`${this.name}: ${groupedNumber(this.#refused)} connections were refused in all`);
    this.#closed = true;
    this.#stopListening();
    for (const source of this.#waiting.splice(0)) source.close();
    this.#asker?.resolve(undefined);
    this.#asker = undefined;
  }

  async #listen(at: Address): Promise<number | undefined> {
    try {
      await this.#bind(at);
    } catch (error) {
      const path = this.#path;
      if (path === undefined || systemCode(error) !== 'EADDRINUSE') throw error;
      // What a run that was killed has left behind makes room for this one.
      await this.#removeAbandoned(path, error);
      await this.#bind(at);
    }
    this.#server.on('error', (error) => this.#failed(error));
    const address = this.#server.address();
    // Closed while the name was looked up, or the place cleared.
    if (this.#closed) this.#stopListening();
    return typeof address === 'object' ? address?.port : undefined;
  }

  #bind(at: Address): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(at, () => {
        this.#server.off('error', reject);
        resolve();
      });
      // The socket is there at once, whenever we hear of it.
      if (this.#path !== undefined && this.#server.listening) this.#made = socketAt(this.#path, this.name);
    });
  }

  /** @throws `inUse` when a process listens there */
  async #removeAbandoned(path: string, inUse: unknown): Promise<void> {
    const socket = socketAt(path, this.name);
    if (socket === undefined) return;
    if (isListenedOn(path, socket) || !(await isAbandoned(path))) throw inUse;
    removeSocket(path, socket, this.name);
  }

  #stopListening(): void {
    const stop = (): unknown => this.#server.close();
    if (this.#path === undefined || !this.#server.listening) stop();
    else sparingOthers(this.#path, this.#made, stop);
  }

  #connected(socket: Socket): void {
    if (this.#left === 0) {
      socket.destroy();
      return;
    }
    const { descriptors } = this.#reception;
    if (!descriptors.take()) {
      this.#refuse(socket);
      return;
    }
    socket.once('close', () => descriptors.giveBack());
    this.#left--;
    if (this.#left === 0) this.#stopListening();
    this.#give(connected(`${this.name}#${++this.#number}`, socket, this.#notice));
  }

  /** Closes the connection at once; its sender may try again, but what it has sent already is lost. */
  #refuse(socket: Socket): void {
    socket.destroy();
    const { losses, descriptors } = this.#reception;
    losses.connections++;
    if (this.#refused++ > 0) return;
    this.#notice(
      `${this.name}: a connection was refused, for as many are open as the limit of open files allows ` +
        `(${descriptors.most}, ulimit -n); all that come are refused until one ends`,
    );
  }

  #give(source: Source): void {
    const asker = this.#asker;
    this.#asker = undefined;
    if (asker === undefined) this.#waiting.push(source);
    else asker.resolve(source);
  }

  #failed(error: unknown): Error {
    const words = systemCode(error) === undefined && error instanceof Error ? error : undefined;
    const what = `cannot listen on ${shownName(this.name)}: ${systemWords(error)}`;
    this.#failure = words ?? new Error(what, { cause: error });
    this.#asker?.reject(this.#failure);
    this.#asker = undefined;
    return this.#failure;
  }
}

/** A connection is refused where no process listens. */
function isAbandoned(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = process.getBuiltinModule('node:net').connect({ path });
    probe.once('connect', () => {
      probe.destroy();
      resolve(false);
    });
    probe.once('error', (error) => resolve(systemCode(error) === 'ECONNREFUSED'));
  });
}

function connected(name: string, socket: Socket, notice: (message: string) => void): Source {
  socket.setKeepAlive(true, 60_000);
  const source = new StreamSource({ name, live: true, notice, open: () => socket, there: socket });
  // Until it is read, the connection may break; the first read then fails.
  socket.on('error', () => undefined);
  return source;
}
