// The other threads (SPEC §2 `--threads`): each reads and decodes the blocks it is given and hands the batches back, in
// the order it was asked. It knows nothing of the run, and ends with it.
import { workerData, type MessagePort } from 'node:worker_threads';
import { sharedScanModule } from '../kernel/module.js';
import type { Answer, Answered, Task } from './threaded-block.js';
import { Hand } from './threaded-hand.js';
import { projectionOf, type PortableProjection } from './threaded-projection.js';

/** What a worker is started with. */
export interface Apprenticeship {
  readonly port: MessagePort;
  readonly projection: PortableProjection;
  readonly maxLine: number;
}

const { port, projection, maxLine } = workerData as Apprenticeship;
const hand = new Hand({ projection: projectionOf(projection), maxLine, compiled: sharedScanModule });

port.on('message', (task: Task) => {
  if ('done' in task) hand.done(task.done);
  else port.postMessage(work(task) satisfies Answer);
});
port.postMessage('ready' satisfies Answer);

function work({ blocks, spare }: Exclude<Task, { done: number }>): Answered {
  hand.giveBack(spare);
  const batches = blocks.map((block) => hand.decode(block));
  return { batches, keys: hand.newKeys(blocks[0]!.file) };
}
