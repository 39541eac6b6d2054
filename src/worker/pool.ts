// The other threads of a run (SPEC §2 `--threads`). They only decode: the core stays single-threaded, because a
// watermark is a fold over arrival order. A worker that fails is dropped with its requests, and the main thread decodes
// those blocks itself; so nothing that happens in a worker changes results.
import { closeSync, existsSync } from 'node:fs';
import { MessageChannel, receiveMessageOnPort, SHARE_ENV, Worker, type MessagePort } from 'node:worker_threads';
import type { SharedBatch } from './shared-batch.js';
import type { Response, WorkerInit, Block, Slot, SlottedBatch, Request } from './protocol.js';
import type { DecodeConfig } from './block-decoder.js';
import type { KeyMapping } from './key-mapping.js';
import { RemotePrinter } from './remote-printer.js';
import type { PrintRequest } from '../format/block-printer.js';
import type { RecordSpec } from '../event/read-spec.js';

/** Requests that wait at a worker, so that it need not wait for the next. */
const requestsAhead = 2;
/** Blocks in a request: waking another thread costs as much as decoding half of one. */
const blocksPerRequest = 2;

/** A block on its way through a worker. */
export interface BlockJob {
  readonly block: Block;
  /** The keys of the thread that decodes it. */
  readonly keys: KeyMapping;
  /** 'declined': the main thread has to decode it. undefined: not yet there. */
  batch: SharedBatch | 'declined' | undefined;
  /** The owner of the slot where the batch lies, and the slot. */
  giver: SlotOwner | undefined;
  slot: number;
  /** Its batch is not needed any more. */
  dropped: boolean;
}

/** Whose slots can be given back. */
export interface SlotOwner {
  giveBack(slot: number): void;
}

class WorkerHandle implements SlotOwner {
  readonly worker: Worker;
  readonly port: MessagePort;
  /** Under way, in their order. */
  readonly orders: BlockJob[] = [];
  /** By number, and those not in use. */
  readonly slots: Slot[] = [];
  readonly spare: number[] = [];
  ready = false;

  constructor(worker: Worker, port: MessagePort) {
    this.worker = worker;
    this.port = port;
  }

  giveBack(slot: number): void {
    this.spare.push(slot);
  }
}

// From the sources as from the built files, this is where the build puts it.
const program = new URL('../../dist/program/worker.js', import.meta.url);

/** What a run that shares its work has to give. */
export interface PoolConfig extends DecodeConfig {
  /** What `recordPlans` were compiled from, and are compiled from again in each worker. */
  readonly records: readonly RecordSpec[];
  /** Beside the main thread. */
  readonly workers: number;
}

export class WorkerPool {
  readonly config: PoolConfig;
  #places: readonly WorkerHandle[] = [];
  readonly #open = new Set<number>();
  #files = 0;
  #wake: (() => void) | undefined;

  /** Starts the workers; they are ready some time later. Without the built program there are none. */
  constructor(config: PoolConfig) {
    this.config = config;
    for (let i = 0; i < config.workers && existsSync(program); i++) this.#start();
  }

  /** The worker owns this descriptor from now on. */
  keep(fd: number): void {
    this.#open.add(fd);
  }

  /** No more blocks of this file are under way. */
  letGo(fd: number): void {
    if (this.#open.delete(fd)) closeSync(fd);
  }

  /** A number for a file of which blocks are to be decoded, beginning with the first. */
  begin(): number {
    return this.#files++;
  }

  /** No more blocks will come under this number. */
  done(file: number): void {
    for (const { port } of this.#places) this.#tell(port, { done: file });
  }

  /** How many blocks make a task. */
  get blocksPerRequest(): number {
    return blocksPerRequest;
  }

  /** How many blocks of a file may be under way for the work to flow; what the main thread does beside is among them. */
  get blocksInFlight(): number {
    const { length } = this.#places.filter(({ ready }) => ready);
    return length === 0 ? 0 : (length * requestsAhead + 2) * blocksPerRequest;
  }

  /** The worker with the least to do, unless all have enough. */
  get free(): WorkerHandle | undefined {
    let least: WorkerHandle | undefined;
    for (const place of this.#places) {
      const { length } = place.orders;
      if (place.ready && length <= (least?.orders.length ?? (requestsAhead - 1) * blocksPerRequest)) least = place;
    }
    return least;
  }

  /**
   * A task for a worker: orders of one file, in its order.
   * @param anew the worker forgets the keys of the file before, and numbers them from 0
   */
  give(place: WorkerHandle, task: readonly BlockJob[], anew: boolean): void {
    place.orders.push(...task);
    const blocks = task.map(({ block }) => block);
    this.#tell(place.port, { blocks, spare: place.spare.splice(-task.length), anew });
  }

  /** One of the workers prints rows beside decoding, and writes them to a file; undefined: none is ready. */
  borrowPrinter(fd: number, request: PrintRequest): RemotePrinter | undefined {
    const place = this.#places.find(({ ready }) => ready);
    if (place === undefined) return undefined;
    const { port1, port2 } = new MessageChannel();
    place.worker.postMessage(port2, [port2]);
    return new RemotePrinter(fd, port1, request);
  }

  /** Takes in what workers have answered by now. */
  listen(): void {
    for (const place of this.#places) {
      for (let said = receive(place.port); said !== undefined; said = receive(place.port)) this.#heard(place, said);
    }
  }

  /** Settles at the next response. Called only while a request is pending. */
  heard(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve));
  }

  /** Settles when every worker is ready, or gone. */
  async ready(): Promise<void> {
    while (this.#places.some(({ ready }) => !ready)) await this.heard();
  }

  /** Ends the workers, whatever they are doing; the descriptors are closed when they are not used any more. */
  async close(): Promise<void> {
    const places = this.#places;
    for (const place of places) this.#lost(place);
    await Promise.all(places.map(({ worker }) => worker.terminate()));
    for (const fd of this.#open) closeSync(fd);
    this.#open.clear();
  }

  #start(): void {
    const { records, maxLine } = this.config;
    const { port1: port, port2 } = new MessageChannel();
    const workerData: WorkerInit = { port: port2, records, maxLine };
    const apart = { execArgv: [], stdout: true, stderr: true, transferList: [port2] };
    const worker = new Worker(program, { ...apart, env: SHARE_ENV, workerData });
    const place = new WorkerHandle(worker, port);
    port.on('message', (said: Response) => this.#heard(place, said));
    place.worker.on('error', () => this.#lost(place));
    place.worker.on('exit', () => this.#lost(place));
    this.#places = [...this.#places, place];
  }

  #tell(port: MessagePort, task: Request): void {
    port.postMessage(task);
  }

  #heard(place: WorkerHandle, said: Response): void {
    const order = said === 'ready' ? undefined : place.orders.shift();
    if (said === 'ready') place.ready = true;
    else if (order !== undefined) {
      order.keys.learn(said.keys);
      received(order, said.batch, place.slots, place);
    }
    this.#wake?.();
  }

  /** What a worker that has ended had before it has to be done by others. */
  #lost(place: WorkerHandle): void {
    place.ready = false;
    this.#places = this.#places.filter((other) => other !== place);
    for (const order of place.orders.splice(0)) order.batch = 'declined';
    place.port.close();
    this.#wake?.();
  }
}

/**
 * The order has been carried out.
 * @param slots what is known of those of the giver
 */
export function received(order: BlockJob, answer: SlottedBatch | undefined, slots: Slot[], giver: SlotOwner): void {
  if (answer === undefined) {
    order.batch = 'declined';
    return;
  }
  const { slot } = answer;
  const { buffer = slots[slot]!.buffer, layout = slots[slot]!.layout } = answer;
  if (answer.buffer !== undefined || answer.layout !== undefined) slots[slot] = { buffer, layout };
  order.batch = { ...answer, buffer, layout };
  order.giver = giver;
  order.slot = slot;
  if (order.dropped) giveBack(order);
}

/** The batch of the order is done with. */
export function giveBack({ giver, slot }: BlockJob): void {
  giver?.giveBack(slot);
}

function receive(port: MessagePort): Response | undefined {
  return receiveMessageOnPort(port)?.message as Response | undefined;
}
