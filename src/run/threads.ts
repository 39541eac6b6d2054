// Whether other threads decode for a run, and what of it (SPEC §2 `--threads`): regular files of which much is left, since
// a thread takes fifty milliseconds to start. By itself a run takes several only where a line costs much (`--where`,
// `--each`, plain text): the scanner gets lines out of a file nearly as fast as they can be handed from thread to thread,
// and then two threads take a third more work for the same time (test/bench/README.md).
import { closeSync } from 'node:fs';
import { readsPlainly, type KeyTable } from '../event/index.js';
import type { Threads } from '../event/threads.js';
import type { Job } from '../job.js';
import type { Reading } from './reading.js';
import type { Readings } from './readings.js';

/** Bytes that have to be left of a file, when threads are asked for, and when it is for the run to choose. */
const worthwhile = { asked: 4e6, chosen: 32e6 };
/** The main thread puts in order what the others decode; with more it would be the one to wait for. */
const mostChosen = 4;
/** Each file that is shared has a decoder in every thread. */
const mostFiles = 64;

/**
 * Starts the threads that the job asks for, and lets them have what they can do.
 * @returns undefined when all is to be done here; else to be closed
 */
export async function shareWork(job: Job, readings: Readings, keys: KeyTable): Promise<Threads | undefined> {
  const { projection, maxLine } = job;
  if (job.threads === 1 || readings.size > mostFiles) return undefined;
  const least = job.threads === 'auto' ? worthwhile.chosen : worthwhile.asked;
  const files = [...readings].flatMap((reading) => {
    const file = largeFile(reading, least);
    return file === undefined ? [] : [{ reading, file }];
  });
  const workers = files.length === 0 ? 0 : threadsFor(job) - 1;
  if (workers < 1) {
    for (const { file } of files) closeSync(file.fd);
    return undefined;
  }
  const [{ Threads }, { ThreadedFile }] = await Promise.all([
    import('../event/threads.js'),
    import('../event/threaded-file.js'),
  ]);
  const threads = new Threads({ projection, maxLine, workers });
  for (const { reading, file } of files) reading.decodeBy(new ThreadedFile({ ...file, threads, keys }));
  return threads;
}

function threadsFor({ threads, projection }: Job): number {
  if (threads !== 'auto') return threads;
  return readsPlainly(projection)
    ? Math.min(process.getBuiltinModule('node:os').availableParallelism(), mostChosen)
    : 1;
}

function largeFile(reading: Reading, least: number): Reading['shared'] {
  const file = reading.shared;
  if (file === undefined || file.size - reading.position.offset - file.shift >= least) return file;
  closeSync(file.fd);
  return undefined;
}
