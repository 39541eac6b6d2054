// Another thread that prints pages of rows and writes them to our file (SPEC §2 `--threads`), in the order in which they
// are given. It is used like a pen: giving a page away returns a free one, and `settle` waits until all are on paper. The
// waiting blocks, as writing a file by ourselves would.
import type { MessagePort } from 'node:worker_threads';
import { RowBlock, blockBytes } from '../kernel/row-block.js';
import type { PrintForm } from '../kernel/printer.js';
import type { BlockStrings } from '../kernel/dictionary.js';

/** What the other thread is told at first. */
export interface PrinterInit {
  readonly fd: number;
  readonly form: PrintForm;
  /** Values of a row. */
  readonly values: number;
  readonly blocks: readonly SharedArrayBuffer[];
  readonly control: SharedArrayBuffer;
}

/** The file goes on by another descriptor. */
export interface PrinterMove {
  readonly fd: number;
}

/** A page to be printed: by number, with so many rows. */
export interface PrinterRequest {
  readonly page: number;
  readonly count: number;
  readonly texts: BlockStrings;
}

/** Gives a port where another thread will print (pressman.ts), if there is one. */
export type BorrowWorker = () => MessagePort | undefined;

/** What a file has to be told when it is lent. */
export interface PrintRequest {
  /** Asked only by a file that can be lent: the thread then waits for it. */
  readonly borrowWorker: BorrowWorker;
  readonly form: PrintForm;
  readonly values: number;
  /** Rows of a page. */
  readonly rows: number;
}

/** What stands in `control`, as 32-bit integers: orders done; the system's number for what went wrong, 0 for nothing. */
export const doneCell = 0;
export const faultCell = 1;
/** … and as doubles: bytes written. */
export const bytesCell = 1;
export const controlBytes = 16;
/** Stands for whatever is no error of the system. */
export const otherFault = 1;

/** A window of many keys fires all at once: so many pages wait for their turn, and we do not. */
const pagesAhead = 48;

export class RemotePrinter {
  readonly #port: MessagePort;
  readonly #control: Int32Array;
  readonly #bytes: Float64Array;
  readonly #pages: readonly RowBlock[];
  /** By page, the order it was last given with; orders are counted from 1. */
  readonly #orders: number[];
  #current = 0;
  #given = 0;
  #closed = false;

  /**
   * @param fd of a file that nobody else writes to before `settle`; the system keeps the position
   * @param port where the other thread listens
   */
  constructor(fd: number, port: MessagePort, { form, values, rows }: Omit<PrintRequest, 'askHelp'>) {
    const control = new SharedArrayBuffer(controlBytes);
    const pages = Array.from({ length: pagesAhead }, () => new SharedArrayBuffer(blockBytes(values, rows)));
    this.#port = port;
    this.#control = new Int32Array(control);
    this.#bytes = new Float64Array(control);
    this.#pages = pages.map((buffer) => new RowBlock(values, buffer));
    this.#orders = pages.map(() => 0);
    port.postMessage({ fd, form, values, blocks: pages, control } satisfies PrinterInit);
  }

  /** The page to put rows on. */
  get page(): RowBlock {
    return this.#pages[this.#current]!;
  }

  /** The present page is printed and written after all before it; returns the one to go on with. */
  print(page: RowBlock, texts: BlockStrings): RowBlock {
    if (!this.#closed) this.#give({ page: this.#current, count: page.count, texts });
    this.page.count = 0;
    return this.page;
  }

  /** What is given from now on is written to this descriptor. To be called when settled. */
  move(fd: number): void {
    this.#port.postMessage({ fd } satisfies PrinterMove);
  }

  /** Waits until all that was given is written, or cannot be. */
  settle(): void {
    this.#await(this.#given);
  }

  /** The system's number for what went wrong; 0: nothing yet. After that nothing more is written. */
  get fault(): number {
    return Atomics.load(this.#control, faultCell);
  }

  /** Bytes written; exact once settled, if nothing went wrong. */
  get bytes(): number {
    return this.#bytes[bytesCell]!;
  }

  /** Nothing more is to be written: something else has gone wrong with the file. */
  stop(): void {
    Atomics.store(this.#control, faultCell, otherFault);
  }

  /** What comes after this is dropped. */
  close(): void {
    this.settle();
    this.#closed = true;
    this.#port.close();
  }

  #give(order: PrinterRequest): void {
    this.#port.postMessage(order);
    this.#orders[this.#current] = ++this.#given;
    this.#current = (this.#current + 1) % this.#pages.length;
    this.#await(this.#orders[this.#current]!);
  }

  #await(order: number): void {
    for (let done = this.#done; done < order; done = this.#done) Atomics.wait(this.#control, doneCell, done);
  }

  get #done(): number {
    return Atomics.load(this.#control, doneCell);
  }
}
