// What the other threads of a run do (SPEC §2 `--threads`): each reads and decodes blocks and sends their batches back
// in the order of the requests; one may print and write rows as well. They know nothing else of the run, and end with
// it.
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import type { Response, WorkerInit, Request } from './protocol.js';
import { BlockDecoder } from './block-decoder.js';
import { compileRecord } from '../format/input/index.js';
import { servePrinter } from './printer-service.js';

const { port, records, maxLine } = workerData as WorkerInit;
const decoder = new BlockDecoder({ recordPlans: records.map(compileRecord), maxLine });

port.on('message', (request: Request) => {
  if ('done' in request) decoder.done(request.done);
  else decoder.work(request, (response) => port.postMessage(response satisfies Response));
});
parentPort?.on('message', (printer: MessagePort) => servePrinter(printer));
port.postMessage('ready' satisfies Response);
