// The whole program in this process, from its arguments to its exit status; results and all else go to files. For tests
// that need hundreds of runs, where starting a process each time would take minutes.
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { interpret } from '../src/cli/index.js';
import { run } from '../src/run/run.js';
import type { Host } from '../src/os/host.js';
import { processMemory } from '../src/os/memory.js';
import { callersDescriptor } from '../src/os/descriptor.js';
import { fileIdOf } from '../src/os/file-id.js';

export interface Performance {
  readonly status: number;
  /** What was said at standard error. */
  readonly said: string;
}

/** Runs flowctl with these arguments; standard output is none of a test's, so they should say `-o`. */
export async function perform(argv: readonly string[]): Promise<Performance> {
  const said: string[] = [];
  const readFile = (path: string): string => readFileSync(path, 'utf8');
  const terminals = { stdinIsTerminal: false, stdoutIsTerminal: false, columns: undefined };
  const surroundings = { version: '0', ...terminals, readFile, stat: fileIdOf, descriptor: callersDescriptor };
  const command = await interpret(argv, {}, surroundings);
  if (command.kind !== 'run') throw new Error(`no run: ${'text' in command ? command.text : command.kind}`);
  const world: Host = {
    now: () => Date.now(),
    elapsed: () => Math.floor(performance.now()),
    onSetBack: () => undefined,
    say: (text) => said.push(text),
    stop: { signal: undefined, asked: new Promise(() => undefined) },
    onReopen: () => undefined,
    onStatus: () => undefined,
    attended: false,
    columns: Infinity,
    mayReachTerminal: () => false,
    draw: () => undefined,
    cost: () => ({ seconds: 0, cpuSeconds: 0, peakMemory: 0 }),
    memory: processMemory,
  };
  const status = await run(command.job, world);
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
