// udp-listen://HOST:PORT: every datagram is one or more records. UDP has no flow control, so what comes faster than it is
// read is held up to a limit, and beyond it is lost, but not in silence: neither what is dropped here nor what the
// system drops while the program is busy.
import type { Socket } from 'node:dgram';
import { systemWords } from '../os/error-text.js';
import { withoutMark } from './byte-order-mark.js';
import { DatagramDrops } from './datagram-drops.js';
import { DatagramSizes } from './datagram-sizes.js';
import type { InputPart } from '../model/batch.js';
import { Intake } from './intake.js';
import { Losses } from './losses.js';
import type { Source } from './source.js';

const newline = 10;
/** Bytes held for a slow reader. */
const limit = 16_777_216;
/** The size requested for the system's buffer; it may be less. */
const systemBuffer = 4_194_304;
/** How often the count of what the system has dropped is read, in ms. */
const lookEvery = 1000;

export interface DatagramForm {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** Each is a part of the input: no record goes beyond it. Else they are read as they come, many at a time. */
  readonly isApart?: boolean | undefined;
  readonly notice: (message: string) => void;
  /** Counts what is lost, and reads what the system has dropped. */
  readonly losses?: Losses | undefined;
}

export class DatagramSource implements Source {
  readonly name: string;
  readonly live = true;
  /** Port listened on, once it is; for a port 0 the one that was chosen. */
  readonly listening: Promise<number>;
  readonly #notice: (message: string) => void;
  readonly #intake = new Intake(() => undefined);
  readonly #socket: Socket;
  readonly #losses: Losses;
  #drops: DatagramDrops | undefined;
  #timer: NodeJS.Timeout | undefined;
  #lost = 0;
  #closed = false;
  /** Of those that are held, where each is a part of the input. */
  readonly #sizes: DatagramSizes | undefined;
  #part: InputPart | undefined;

  constructor({ name, host, port, isApart, notice, losses = new Losses() }: DatagramForm) {
    this.name = name;
    this.#notice = notice;
    this.#losses = losses;
    this.#sizes = isApart === true ? new DatagramSizes() : undefined;
    losses.watch(() => this.#look());
    const dgram = process.getBuiltinModule('node:dgram');
    this.#socket = dgram.createSocket(host.includes(':') ? 'udp6' : 'udp4');
    this.#socket.on('message', (message) => this.#take(message));
    this.listening = this.#listen(host, port);
    this.listening.catch(() => undefined);
  }

  get part(): InputPart | undefined {
    return this.#part;
  }

  read(into: Uint8Array): number | Promise<number> {
    const left = this.#sizes?.left ?? into.length;
    const n = this.#intake.read(into.subarray(0, left));
    return typeof n === 'number' ? this.#took(n) : n.then((bytes) => this.#took(bytes));
  }

  locate(): undefined {
    return undefined;
  }

  park(): void {
    // Datagrams cannot be found again.
  }

  close(): void {
    this.#intake.close();
    if (this.#closed) return;
    this.#look();
    this.#closed = true;
    clearInterval(this.#timer);
    this.#drops?.close();
    this.#socket.close();
    if (this.#lost > 1) this.#notice(`${this.name}: ${this.#lost} datagrams were lost in all`);
  }

  #listen(host: string, port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#socket.on('error', (error) => {
        const failure = new Error(`cannot listen on ${this.name}: ${systemWords(error)}`, { cause: error });
        this.#intake.fail(failure);
        reject(failure);
      });
      this.#socket.bind(port, host, () => {
        this.#widen();
        this.#watch();
        resolve(this.#socket.address().port);
      });
    });
  }

  #widen(): void {
    try {
      this.#socket.setRecvBufferSize(systemBuffer);
    } catch {
      // What the system gives by itself has to do.
    }
  }

  #watch(): void {
    if (this.#closed) return;
    const { family, port } = this.#socket.address();
    this.#drops = new DatagramDrops(family === 'IPv6' ? 'udp6' : 'udp4', port);
    this.#timer = setInterval(() => this.#look(), lookEvery).unref();
  }

  #took(n: number): number {
    if (n > 0 && this.#sizes?.read(n) === true) this.#part = { begins: true };
    return n;
  }

  /** Counts what the system has dropped by now. */
  #look(): void {
    const dropped = this.#closed ? 0 : (this.#drops?.since() ?? 0);
    if (dropped > 0)
      this.#lose(dropped, '; the system holds at most net.core.rmem_max bytes of them for a busy program');
  }

  #lose(count: number, why = ''): void {
    if (this.#lost === 0)
      this.#notice(`${this.name}: datagrams come faster than they are read and are being lost${why}`);
    this.#lost += count;
    this.#losses.datagrams += count;
  }

  #take(datagram: Buffer): void {
    const message = withoutMark(datagram);
    if (message.length === 0) return;
    if (this.#intake.held + message.length > limit) {
      this.#lose(1);
      return;
    }
    // One piece, so that the line end is never seen without its line.
    const whole = message.at(-1) === newline ? message : Buffer.concat([message, Buffer.of(newline)]);
    this.#sizes?.hold(whole.length);
    this.#intake.offer(whole);
  }
}
