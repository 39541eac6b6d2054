// Another thread that prints row blocks and writes them to a file (SPEC §2 `--threads`), in the order in which they are
// given. Giving a block away returns a free one, and `settle` waits until all are written. The waiting blocks, as writing
// the file in this thread would.
import type { MessagePort } from 'node:worker_threads';
import { RowBlock, blockBytes } from '../kernel/row-block.js';
import { cellsOf, type PrintForm } from '../kernel/printer.js';
import type { BlockStrings } from '../kernel/dictionary.js';
import type { PrintRequest, RemoteBlockPrinter } from '../format/block-printer.js';

/** The first message to the other thread. */
export interface PrinterInit {
  readonly fd: number;
  readonly form: PrintForm;
  readonly blocks: readonly SharedArrayBuffer[];
  readonly control: SharedArrayBuffer;
}

/** The file goes on by another descriptor. */
export interface PrinterMove {
  readonly fd: number;
}

/** A block to be printed: by number, with so many rows. */
export interface PrinterRequest {
  readonly page: number;
  readonly count: number;
  readonly texts: BlockStrings;
}

/** What stands in `control`, as 32-bit integers: orders done; the system's number for what went wrong, 0 for nothing. */
export const doneCell = 0;
export const faultCell = 1;
/** … and as doubles: bytes written. */
export const bytesCell = 1;
export const controlBytes = 16;
/** Stands for whatever is no error of the system. */
export const otherFault = 1;

/** A window of many keys fires all at once: so many blocks may wait to be printed before this thread has to wait. */
const blocksAhead = 48;

export class RemotePrinter implements RemoteBlockPrinter {
  readonly #port: MessagePort;
  readonly #control: Int32Array;
  readonly #bytes: Float64Array;
  readonly #blocks: readonly RowBlock[];
  /** By block, the order it was last given with; orders are counted from 1. */
  readonly #orders: number[];
  #current = 0;
  #given = 0;
  #closed = false;

  /**
   * @param fd of a file that is written to by nothing else before `settle`; the system keeps the position
   * @param port to the other thread
   */
  constructor(fd: number, port: MessagePort, { form, rows }: PrintRequest) {
    const control = new SharedArrayBuffer(controlBytes);
    const cells = cellsOf(form);
    const blocks = Array.from({ length: blocksAhead }, () => new SharedArrayBuffer(blockBytes(cells, rows)));
    this.#port = port;
    this.#control = new Int32Array(control);
    this.#bytes = new Float64Array(control);
    this.#blocks = blocks.map((buffer) => new RowBlock(cells, buffer));
    this.#orders = blocks.map(() => 0);
    port.postMessage({ fd, form, blocks, control } satisfies PrinterInit);
  }

  /** The block to put rows in. */
  get block(): RowBlock {
    return this.#blocks[this.#current]!;
  }

  /** The present block is printed and written after all before it; returns the one to go on with. */
  print(block: RowBlock, texts: BlockStrings): RowBlock {
    if (!this.#closed) this.#give({ page: this.#current, count: block.count, texts });
    this.block.count = 0;
    return this.block;
  }

  /** What is given from now on is written to this descriptor. To be called when settled. */
  moveTo(fd: number): void {
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
    this.#current = (this.#current + 1) % this.#blocks.length;
    this.#await(this.#orders[this.#current]!);
  }

  #await(order: number): void {
    for (let done = this.#done; done < order; done = this.#done) Atomics.wait(this.#control, doneCell, done);
  }

  get #done(): number {
    return Atomics.load(this.#control, doneCell);
  }
}
