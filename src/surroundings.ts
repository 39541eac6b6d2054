// What the command line may know of the world: who is looking, what files say, what stands behind a name. And how what
// it answers is printed.
import { existsSync, readFileSync, writeSync } from 'node:fs';
import { isatty } from 'node:tty';
import type { Command, World } from './cli/index.js';
import { callersDescriptor } from './sink/descriptor.js';
import { placeOf } from './sink/place.js';

export function surroundings(): World {
  return {
    version: version(),
    stdinIsTerminal: isatty(0),
    stdoutIsTerminal: isatty(1),
    columns: isatty(1) ? process.stdout.columns : undefined,
    readFile: (path) => readFileSync(path, 'utf8'),
    stat: placeOf,
    descriptor: callersDescriptor,
  };
}

/** Prints help, an explanation or a complaint; to a pipe whose reader has left, quietly. */
export function print(command: Exclude<Command, { kind: 'run' | 'checkpoint-show' }>): number {
  const toError = command.kind === 'misuse' || (command.kind === 'print' && command.to === 'stderr');
  try {
    writeAll(toError ? 2 : 1, Buffer.from(command.text.endsWith('\n') ? command.text : `${command.text}\n`));
  } catch (error) {
    if (code(error) === 'EPIPE') return 141;
    throw new Error(`cannot write standard output: ${(error as Error).message}`, { cause: error });
  }
  return command.kind === 'explain' ? 0 : command.status;
}

/** All of it, also into a pipe that takes a part at a time. */
function writeAll(fd: number, bytes: Uint8Array): void {
  for (let from = 0; from < bytes.length;) {
    try {
      from += writeSync(fd, bytes, from);
    } catch (error) {
      if (code(error) !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

/** As the package says: one folder up from the modules, two from the program in one piece. */
function version(): string {
  const manifest = ['../package.json', '../../package.json']
    .map((path) => new URL(path, import.meta.url))
    .find(existsSync)!;
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}

function code(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
