// The whole program in this process, from its arguments to its exit status; results and all else go to files. For tests
// that need hundreds of runs, where starting a process each time would take minutes.
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { run } from '../src/run/run.js';
import { callersDescriptor } from '../src/os/descriptor.js';
import { fileIdOf } from '../src/os/file-id.js';
import { job as jobOf } from './cli/context.js';
import { hostStub } from './host-stub.js';

export interface Performance {
  readonly status: number;
  /** What was said at standard error. */
  readonly said: string;
}

/** Runs flowctl with these arguments; standard output is none of a test's, so they should say `-o`. */
export async function perform(argv: readonly string[]): Promise<Performance> {
  const said: string[] = [];
  const readFile = (path: string): string => readFileSync(path, 'utf8');
  const job = await jobOf(argv, { readFile, stat: fileIdOf, descriptor: callersDescriptor });
  const status = await run(job, hostStub({ say: (text) => said.push(text) }));
  return { status, said: said.join('\n') };
}

/** Writes `chunks` to a socket that flowctl listens at, each by itself, so that it is read by itself. */
export async function dribble(path: string, chunks: readonly Uint8Array[]): Promise<void> {
  const socket = await connected(path);
  for (const chunk of chunks) {
    socket.write(chunk);
    for (let i = 0; i < 3; i++) await turn();
  }
  await new Promise<void>((resolve) => socket.end(resolve));
}

async function connected(path: string): Promise<Socket> {
  for (let tries = 0; ; tries++) {
    const socket = connect(path);
    const error = await new Promise<Error | undefined>((resolve) => {
      socket.once('connect', () => resolve(undefined));
      socket.once('error', resolve);
    });
    if (error === undefined) return socket;
    if (tries > 1000) throw error;
    await turn();
  }
}
