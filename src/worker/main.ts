// What the other threads of a run do (SPEC §2 `--threads`): each reads and decodes the blocks it is given and hands the
// batches back, in the order it was asked; one may be asked to print and write rows as well. They know nothing else of the
// run, and end with it.
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import type { Response, WorkerInit, Request } from './protocol.js';
import { BlockDecoder } from './block-decoder.js';
import { compileRecord } from '../format/input/index.js';
import { servePrinter } from './printer-service.js';

const { port, records, maxLine } = workerData as WorkerInit;
const hand = new BlockDecoder({ projections: records.map(compileRecord), maxLine });

port.on('message', (task: Request) => {
  if ('done' in task) hand.done(task.done);
  else hand.work(task, (answer) => port.postMessage(answer satisfies Response));
});
parentPort?.on('message', (press: MessagePort) => servePrinter(press));
port.postMessage('ready' satisfies Response);
