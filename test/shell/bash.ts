// The real program in a real shell: a folder of its own for each test, bash in it, and flowctl on its PATH. What a test
// has to show is the whole of a line as a person would type it.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll } from 'vitest';

export const root = join(import.meta.dirname, '..', '..');

export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Room {
  readonly path: string;
  /** Runs lines of bash there. `$node` is this Node, `$programs` the folder of the tests' own programs. */
  readonly bash: (lines: string, options?: Options) => Promise<Outcome>;
  readonly write: (name: string, content: string | Uint8Array) => void;
  readonly read: (name: string) => string;
}

export interface Options {
  readonly env?: Readonly<Record<string, string>>;
  /** Standard input; undefined: at its end from the start. */
  readonly input?: string;
}

/** A test that takes longer hangs, in ms. */
const patience = 60_000;

const rooms = mkdtempSync(join(tmpdir(), 'flowctl-shell-'));
afterAll(() => rmSync(rooms, { recursive: true, force: true }));

/** A folder of its own; all of them are removed when the tests of the file are over. */
export function room(): Room {
  const path = mkdtempSync(join(rooms, 'room-'));
  return {
    path,
    bash: (lines, options = {}) => bash(path, lines, options),
    write: (name, content) => writeFileSync(join(path, name), content),
    read: (name) => readFileSync(join(path, name), 'utf8'),
  };
}

async function bash(cwd: string, lines: string, { env = {}, input = '' }: Options): Promise<Outcome> {
  const surroundings = {
    PATH: `${join(root, 'bin')}:${process.env['PATH'] ?? ''}`,
    HOME: cwd,
    TZ: 'UTC',
    LC_ALL: 'C',
    TERM: 'xterm',
    node: process.execPath,
    programs: join(import.meta.dirname, 'programs'),
    ...env,
  };
  const running = execa('bash', ['-c', lines], {
    cwd,
    env: surroundings,
    extendEnv: false,
    reject: false,
    stripFinalNewline: false,
    input,
    maxBuffer: 1e9,
    // A process group of its own, so that nothing of it is left when it takes too long.
    detached: true,
  });
  const watch = setTimeout(() => process.kill(-running.pid!, 'SIGKILL'), patience);
  const done = await running;
  clearTimeout(watch);
  return { status: done.exitCode ?? -1, stdout: done.stdout, stderr: done.stderr };
}

/** `{"t":0,"k":"a","n":0}` and so on: times `step` ms apart, three keys. */
export function events(count: number, step = 10): string {
  const keys = ['a', 'b', 'c'];
  return Array.from({ length: count }, (_, n) => `{"t":${n * step},"k":"${keys[n % 3]!}","n":${n}}\n`).join('');
}

/** A job whose windows are 10 s long, with times as `events` has them. */
export const tumbling = '--time t --time-format ms --time-output ms --window tumbling:10s';

/** Each line of a text, without line ends. */
export function lines(text: string): readonly string[] {
  return text.split('\n').slice(0, -1);
}

/** Waits until `FILE` says it, in bash: ten seconds and no longer. */
export function until(command: string): string {
  return `for i in {1..500}; do { ${command}; } 2>/dev/null && break; sleep 0.02; done`;
}

/** Whatever happened: what is said is for people, and nothing but whole lines was written. */
export function isClean(stderr: string, ...outputs: readonly string[]): boolean {
  const said = stderr === '' || !/\n\s+at |Error:|node:internal|Debugger listening/.test(stderr);
  return said && outputs.every((text) => text === '' || text.endsWith('\n'));
}
