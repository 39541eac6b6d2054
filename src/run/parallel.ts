// Whether other threads decode for a run, and what of it (SPEC §2 `--threads`): regular files of which much is left, since
// a thread takes some 30 ms to start, and as long again to get as fast as this one. There are never more than cores, which
// would only have them wait for each other, nor more beside this one than there are parts for. Where the run chooses, it takes several
// wherever a line costs much (`--where`, `--each`, plain text), and a second one where the scanner has a fifth of a second
// to do: then lines come out of a file about as fast as one thread can put them in their windows (test/bench/README.md).
import { closeSync } from 'node:fs';
import { canBeShared } from '../format/input/input-format.js';
import { readsPlainly } from '../format/open-decoder.js';
import type { KeyTable } from '../event/key-table.js';
import type { WorkerPool } from '../worker/pool.js';
import type { Job } from '../job.js';
import type { Input } from './input.js';
import type { Inputs } from './inputs.js';

/** How many threads there are, and how many bytes have to be left of a file for that. */
interface Shares {
  readonly threads: number;
  readonly least: number;
}

/** With --threads: what is left takes longer than threads take to start. */
const askedLeast = 4e6;
/** Where it is for the run to choose. The main thread puts in order what the others decode, and cannot keep up with more. */
const chosen = { plain: { threads: 4, least: 32e6 }, scanned: { threads: 2, least: 192e6 } };
/** Each file that is shared has a decoder in every thread, which has no time of the file's last change. */
const mostFiles = 64;

/** A regular file as other threads may have it. */
interface Large {
  readonly input: Input;
  readonly file: NonNullable<Input['shared']>;
}

/**
 * Starts the threads of the job, and shares files with them.
 * @returns undefined when all is to be done here; else to be closed
 */
export async function shareWork(job: Job, inputs: Inputs, keys: KeyTable): Promise<WorkerPool | undefined> {
  const formats = job.streams.map(({ recordPlan }) => recordPlan.format);
  // Unless records are lines, where one ends is known only from the beginning of the file.
  const isWhole = !formats.every(canBeShared);
  if (job.threads === 1 || isWhole || inputs.size > mostFiles) return undefined;
  const files = [...inputs].flatMap(largeFile);
  const { threads: many, least } = shares(job, files);
  const large = many === 1 ? [] : files.filter((one) => bytesLeft(one) >= least);
  for (const one of files) if (!large.includes(one)) closeSync(one.file.fd);
  if (large.length === 0) return undefined;
  const [{ WorkerPool }, { ThreadedFile }] = await Promise.all([
    import('../worker/pool.js'),
    import('../worker/parallel-file.js'),
  ]);
  const records = job.streams.map(({ record }) => record);
  const recordPlans = job.streams.map(({ recordPlan }) => recordPlan);
  const threads = new WorkerPool({ records, recordPlans, maxLine: job.maxLine, workers: many - 1 });
  for (const { input, file } of large) {
    const { stream } = input;
    input.decodeBy(new ThreadedFile({ ...file, stream, threads, keys }));
  }
  return threads;
}

function shares({ threads, streams }: Job, files: readonly Large[]): Shares {
  const cores = (): number => process.getBuiltinModule('node:os').availableParallelism();
  if (threads !== 'auto') {
    const parts = files.reduce((sum, one) => sum + Math.floor(bytesLeft(one) / askedLeast), 0);
    return { threads: Math.min(threads, cores(), 1 + parts), least: askedLeast };
  }
  // Whether records are read plainly takes a millisecond to find out: not for small files.
  if (files.every((one) => bytesLeft(one) < chosen.plain.least)) return { threads: 1, least: Infinity };
  const { threads: most, least } = streams.some(({ recordPlan }) => readsPlainly(recordPlan))
    ? chosen.plain
    : chosen.scanned;
  return { threads: Math.min(cores(), most), least };
}

function largeFile(input: Input): Large[] {
  const file = input.shared;
  return file === undefined ? [] : [{ input, file }];
}

function bytesLeft({ input, file }: Large): number {
  return file.size - input.position.offset - file.shift;
}
