// Folders and processes of tests: a folder that goes away by itself, and the real program, or a line of bash, in it.
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { execa } from 'execa';
import { afterAll } from 'vitest';

/** The folder of the project. */
export const root = join(import.meta.dirname, '..');

/** Where the tests' own programs are; `$programs` in bash. */
export const programs = join(import.meta.dirname, 'programs');

/** FLOWCTL_MAIN names another build of the program, for tests that start it without a shell. */
const main = process.env['FLOWCTL_MAIN'] ?? join(root, 'bin/flowctl');

/** A process that runs longer hangs, and is killed with all that it started; in ms. */
const patience = 100_000;

export interface Outcome {
  /** The exit status, or the signal that ended the process. */
  readonly status: number | NodeJS.Signals;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Options {
  readonly env?: Readonly<Record<string, string>>;
  /** Standard input; undefined: at its end from the start. */
  readonly input?: string;
  /** The path of a file that is standard input instead. */
  readonly inputFrom?: string;
}

export interface Running {
  readonly pid: number;
  readonly isRunning: boolean;
  /** Standard error so far. */
  readonly stderr: string;
  readonly ended: Promise<Outcome>;
  /** Writes to standard input; what a process does not read any more is dropped. */
  write(text: string): void;
  /** Ends standard input, with a last piece of it. */
  end(text?: string): void;
  kill(signal: NodeJS.Signals): void;
}

export interface Folder {
  readonly path: string;
  /** The path of a file in it. */
  readonly at: (name: string) => string;
  readonly has: (name: string) => boolean;
  readonly read: (name: string) => string;
  readonly write: (name: string, content: string | Uint8Array) => void;
  readonly append: (name: string, content: string) => void;
  /** Runs lines of bash there. `flowctl` is on its PATH, `$node` this Node, `$programs` the folder of the tests' programs. */
  readonly bash: (lines: string, options?: Options) => Promise<Outcome>;
  /** Runs flowctl there, without a shell. */
  readonly flowctl: (argv: readonly string[], options?: Options) => Promise<Outcome>;
  /** Starts flowctl there, its standard input open. */
  readonly start: (argv: readonly string[], options?: Pick<Options, 'env'>) => Running;
  /** Starts lines of bash there, as the leader of a process group; it has ended when all that it started has. */
  readonly startBash: (lines: string) => Running;
}

const folders = mkdtempSync(join(tmpdir(), 'flowctl-'));
afterAll(() => rmSync(folders, { recursive: true, force: true }));

/** A folder of its own, which is removed when the tests of the file are over. */
export function newFolder(): Folder {
  const path = mkdtempSync(join(folders, 'test-'));
  const at = (name: string): string => join(path, name);
  return {
    path,
    at,
    has: (name) => existsSync(at(name)),
    read: (name) => readFileSync(at(name), 'utf8'),
    write: (name, content) => writeFileSync(at(name), content),
    append: (name, content) => appendFileSync(at(name), content),
    bash: (lines, options) => outcome(path, 'bash', ['-c', lines], options),
    flowctl: (argv, options) => outcome(path, process.execPath, [main, ...argv], options),
    start: (argv, { env } = {}) => start(path, process.execPath, [main, ...argv], env),
    startBash: (lines) => start(path, 'bash', ['-c', lines]),
  };
}

/** A folder of its own for `act`, removed as soon as that is done: for tests that need many or large ones. */
export async function inFolder<T>(act: (folder: Folder) => Promise<T>): Promise<T> {
  const folder = newFolder();
  try {
    return await act(folder);
  } finally {
    rmSync(folder.path, { recursive: true });
  }
}

/** Whether this machine has such a program, for tests that are left out where it has not. */
export function hasProgram(name: string): boolean {
  return spawnSync('bash', ['-c', 'command -v "$0"', name]).status === 0;
}

/** Waits until it holds. */
export async function waitUntil(holds: () => boolean): Promise<void> {
  while (!holds()) await wait(2);
}

function outcome(cwd: string, file: string, argv: readonly string[], options: Options = {}): Promise<Outcome> {
  const { env, input, inputFrom } = options;
  const redirected = ['-c', 'exec "$0" "$@" <"$inputFrom"', file, ...argv];
  const running =
    inputFrom === undefined ? start(cwd, file, argv, env) : start(cwd, 'bash', redirected, { ...env, inputFrom });
  running.end(input);
  return running.ended;
}

function start(cwd: string, file: string, argv: readonly string[], env: Options['env'] = {}): Running {
  const child = execa(file, argv, {
    ...{ cwd, env: { ...environment(cwd), ...env }, extendEnv: false },
    ...{ reject: false, stripFinalNewline: false },
    // A process group of its own, so that nothing of it is left when it takes too long.
    detached: true,
  });
  const hangs = setTimeout(() => process.kill(-child.pid!, 'SIGKILL'), patience);
  const stderr = collected(child.stderr);
  child.stdin.on('error', () => undefined);
  const ended = child.then(({ exitCode, signal, stdout, stderr: said }): Outcome => {
    clearTimeout(hangs);
    return { status: exitCode ?? signal!, stdout, stderr: said };
  });
  return {
    pid: child.pid!,
    ended,
    get isRunning() {
      return child.exitCode === null && child.signalCode === null;
    },
    get stderr() {
      return stderr();
    },
    write: (text) => void child.stdin.write(text),
    end: (text) => void child.stdin.end(text),
    kill: (signal) => void child.kill(signal),
  };
}

/** The same for each test, whoever runs it. */
function environment(home: string): Record<string, string> {
  const path = `${join(root, 'bin')}:${process.env['PATH'] ?? ''}`;
  return { PATH: path, HOME: home, TZ: 'UTC', LC_ALL: 'C', TERM: 'xterm', node: process.execPath, programs };
}

function collected(stream: Readable): () => string {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
}
