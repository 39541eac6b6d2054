// What the command line may read of this machine: whether a terminal is there, what files hold, what stands behind a
// name. And how its answer is printed.
import { existsSync, readFileSync } from 'node:fs';
import type { Command, CommandContext } from './cli/index.js';
import { systemCode, systemWords } from './os/error-text.js';
import { isOutputClosed } from './os/closed-output.js';
import { callersDescriptor } from './os/descriptor.js';
import { fileIdOf } from './os/file-id.js';
import { isTerminal } from './os/terminal.js';
import { writeAll } from './os/write-all.js';

export function commandContext(): CommandContext {
  return {
    get version() {
      return version();
    },
    stdinIsTerminal: isTerminal(0),
    stdoutIsTerminal: isTerminal(1),
    get columns() {
      return isTerminal(1) ? process.stdout.columns : undefined;
    },
    readFile,
    stat: fileIdOf,
    descriptor: callersDescriptor,
  };
}

/** @throws an Error with the reason, in the words of other programs */
function readFile(path: string): string {
  try {
    return readFileSync(path === '-' ? 0 : path, 'utf8');
  } catch (error) {
    throw new Error(systemWords(error), { cause: error });
  }
}

/** Prints help, an explanation or a complaint; to a pipe whose reader has left, quietly. */
export function print(command: Exclude<Command, { kind: 'run' | 'checkpoint-show' }>): number {
  const status = command.kind === 'explain' ? 0 : command.status;
  const bytes = Buffer.from(command.text.endsWith('\n') ? command.text : `${command.text}\n`);
  const toError = command.kind === 'misuse' || (command.kind === 'print' && command.to === 'stderr');
  if (!toError && isOutputClosed()) throw new Error('cannot write standard output: it is closed');
  try {
    writeAll(toError ? 2 : 1, bytes);
  } catch (error) {
    // Of an error that cannot be written only the status is left.
    if (toError) return status;
    if (systemCode(error) === 'EPIPE') return 141;
    throw new Error(`cannot write standard output: ${systemWords(error)}`, { cause: error });
  }
  return status;
}

/** From the package: one folder up from the modules, two from the program in one piece. */
function version(): string {
  const manifest = ['../package.json', '../../package.json']
    .map((path) => new URL(path, import.meta.url))
    .find(existsSync)!;
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}
