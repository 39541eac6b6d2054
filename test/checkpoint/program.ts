// The real program in a process of its own, for tests that kill it. FLOWCTL_MAIN names another build of it.
import { type ChildProcess, spawn, type StdioOptions } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';

const main = process.env['FLOWCTL_MAIN'] ?? join(import.meta.dirname, '../../bin/flowctl');

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

export interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
}

export interface StartOptions {
  readonly stdin?: 'ignore' | 'pipe';
  /** A file to be standard input instead. */
  readonly stdinFrom?: string;
  readonly stdout?: 'ignore' | 'pipe';
  /** A module to be loaded before the program. */
  readonly before?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Starts flowctl in `cwd`. */
export function start(cwd: string, argv: readonly string[], options: StartOptions = {}): Started {
  const { stdin = 'ignore', stdinFrom, stdout = 'ignore', before, env = {} } = options;
  const file = stdinFrom === undefined ? undefined : openSync(stdinFrom, 'r');
  const stdio: StdioOptions = [file ?? stdin, stdout, 'pipe'];
  const node = before === undefined ? [] : ['--import', before];
  const child = spawn(process.execPath, [...node, main, ...argv], { cwd, stdio, env: { ...process.env, ...env } });
  if (file !== undefined) closeSync(file);
  let stderr = '';
  child.stderr?.on('data', (text: Buffer) => (stderr += text.toString()));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status, signal) => resolve({ status, signal, stderr }));
  });
  return { child, ended };
}

export function finish(cwd: string, argv: readonly string[], options?: StartOptions): Promise<Ended> {
  return start(cwd, argv, options).ended;
}
