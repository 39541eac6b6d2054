// Real descriptors come from a real shell: a directory of its own for each test, and `bash` in it.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A directory that is removed when the test is over. */
export function scratch(): string {
  const directory = mkdtempSync(join(tmpdir(), 'flowctl-test-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** Runs a line of bash in `directory`; `$writer` stands for the program that writes numbered lines. */
export function bash(directory: string, line: string, env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  const writer = fileURLToPath(new URL('programs/writer.js', import.meta.url));
  const child = spawn('bash', ['-c', line], {
    cwd: directory,
    env: { ...process.env, node: process.execPath, writer, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = [child.stdout, child.stderr].map(async (stream) => {
    let text = '';
    for await (const chunk of stream) text += String(chunk);
    return text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => {
      void Promise.all(texts).then(([stdout, stderr]) => resolve({ status, stdout: stdout!, stderr: stderr! }));
    });
  });
}

/** What the writer was asked for, as an argument of the shell. */
export function wish(what: Readonly<Record<string, unknown>>): string {
  return `'${JSON.stringify(what)}'`;
}

/** `0`, `1`, `2` … of the lines that `$writer` wrote into a file. */
export function numbers(directory: string, name: string): readonly number[] {
  return numbersIn(readFileSync(join(directory, name), 'utf8'));
}

export function numbersIn(text: string): readonly number[] {
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => parseInt(line, 10));
}
