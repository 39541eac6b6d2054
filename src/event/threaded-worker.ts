// The other threads (SPEC §2 `--threads`): each reads and decodes the blocks it is given and hands the batches back, in
// the order it was asked. It knows nothing of the run, and ends with it.
import { workerData, type MessagePort } from 'node:worker_threads';
import { pack } from './threaded-batch.js';
import type { Answer, Answered, Block, SlottedBatch, Task } from './threaded-block.js';
import { Hand } from './threaded-hand.js';
import { projectionOf, type PortableProjection } from './threaded-projection.js';

/** What a worker is started with. */
export interface Apprenticeship {
  readonly port: MessagePort;
  readonly projection: PortableProjection;
  readonly maxLine: number;
  /** Compiled already, and shared; undefined where it cannot run. */
  readonly module: WebAssembly.Module | undefined;
}

const { port, projection, maxLine, module } = workerData as Apprenticeship;
const hand = new Hand({ projection: projectionOf(projection), maxLine, compiled: () => module });

/** By number, and those that may be used again. */
const slots: SharedArrayBuffer[] = [];
const free: number[] = [];

port.on('message', (task: Task) => {
  if ('done' in task) hand.done(task.done);
  else port.postMessage(work(task) satisfies Answer);
});
port.postMessage('ready' satisfies Answer);

function work({ blocks, spare }: Exclude<Task, { done: number }>): Answered {
  free.push(...spare);
  const batches = blocks.map(decode);
  return { batches, keys: hand.newKeys(blocks[0]!.file) };
}

function decode(block: Block): SlottedBatch | undefined {
  const batch = hand.decode(block);
  const slot = free.at(-1) ?? slots.length;
  const packed = batch && pack(batch, slots[slot]);
  if (packed === undefined) return undefined;
  free.pop();
  const known = packed.buffer === slots[slot];
  slots[slot] = packed.buffer;
  return { ...packed, slot, buffer: known ? undefined : packed.buffer };
}
