// The other end of a remote printer: in another thread, prints row blocks and writes them to the file. A failure is
// noted in the shared control words, where the remote printer finds it, and nothing is written after it.
import type { MessagePort } from 'node:worker_threads';
import { printModule } from '../kernel/module.js';
import { RowBlock } from '../kernel/row-block.js';
import { cellsOf, Printer } from '../kernel/printer.js';
import {
  bytesCell,
  doneCell,
  faultCell,
  otherFault,
  type PrinterInit,
  type PrinterMove,
  type PrinterRequest,
} from './remote-printer.js';
import { writeAll } from '../os/write-all.js';

/** Serves the remote printer at this port, until the port is closed. */
export function servePrinter(port: MessagePort): void {
  port.once('message', (form: PrinterInit) => {
    const service = new PrinterService(form);
    port.on('message', (order: PrinterRequest | PrinterMove) => {
      if ('fd' in order) service.fd = order.fd;
      else service.carryOut(order);
    });
  });
}

class PrinterService {
  fd: number;
  readonly #control: Int32Array;
  readonly #bytes: Float64Array;
  readonly #blocks: readonly RowBlock[];
  readonly #form: PrinterInit;
  #printer: Printer | undefined;

  constructor(form: PrinterInit) {
    this.#form = form;
    this.fd = form.fd;
    this.#control = new Int32Array(form.control);
    this.#bytes = new Float64Array(form.control);
    this.#blocks = form.blocks.map((buffer) => new RowBlock(cellsOf(form.form), buffer));
  }

  carryOut(order: PrinterRequest): void {
    try {
      if (this.#control[faultCell] === 0) this.#print(order);
    } catch (error) {
      const { errno } = error as { errno?: number };
      Atomics.store(this.#control, faultCell, errno ?? otherFault);
    }
    Atomics.add(this.#control, doneCell, 1);
    Atomics.notify(this.#control, doneCell);
  }

  #print({ page: number, count, texts }: PrinterRequest): void {
    this.#printer ??= new Printer(printModule()!, this.#form.form);
    const block = this.#blocks[number]!;
    block.count = count;
    this.#printer.print(block, texts, (bytes) => this.#write(bytes));
  }

  #write(bytes: Uint8Array): void {
    writeAll(this.fd, bytes);
    this.#bytes[bytesCell]! += bytes.length;
  }
}
