// What threads send to each other: which bytes of a file are to be decoded, and what was in them. A block is what the
// feed of a single thread would make one batch of, so that all batches are the same for any number of threads, and with
// them everything that follows from them.
import type { MessagePort } from 'node:worker_threads';
import type { NewKeys } from './key-mapping.js';
import type { Layout, SharedBatch } from './shared-batch.js';
import type { RecordSpec } from '../event/read-spec.js';

/** What a worker is started with. */
export interface WorkerInit {
  /** Where its tasks come from. */
  readonly port: MessagePort;
  /** What is read of each stream's records. */
  readonly records: readonly RecordSpec[];
  readonly maxLine: number;
}

/** Whole lines of a regular file, of which at least the last ends with a newline. */
export interface Block {
  /** Which file, as the run numbers those that are shared. */
  readonly file: number;
  /** The number of its stream. */
  readonly stream: number;
  /** Open for as long as blocks of it are under way. */
  readonly fd: number;
  /** Where it begins in the file; and in the input, which may have begun before the file. */
  readonly place: number;
  readonly offset: number;
  readonly length: number;
}

/**
 * To a worker: blocks of one file, slots that may be used again, and whether keys of the file are numbered anew from here
 * on; or a file of which no more blocks will come.
 */
export type Request =
  | { readonly blocks: readonly Block[]; readonly spare: readonly number[]; readonly anew: boolean }
  | { readonly done: number };

/** From a worker, once it can work, and then for each block in order. */
export type Response = 'ready' | DecodedBlock;

export interface DecodedBlock {
  /** undefined: the main thread has to decode the block itself, and finds the reason then. */
  readonly batch: SlottedBatch | undefined;
  /** Keys that this worker saw in this file for the first time since it numbers them; undefined: none. */
  readonly keys: NewKeys | undefined;
}

/** A shared batch in a numbered slot; buffer and layout are sent only where they differ from the last in that slot. */
export interface SlottedBatch extends Omit<SharedBatch, keyof Slot> {
  readonly slot: number;
  readonly buffer: SharedArrayBuffer | undefined;
  readonly layout: Layout | undefined;
}

/** What is known of a slot. */
export interface Slot {
  readonly buffer: SharedArrayBuffer;
  readonly layout: Layout;
}
