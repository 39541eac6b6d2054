// A log in a folder of its own, its writer and its rotation: what tests of rotation let happen to it. Every line is another.
import {
  appendFileSync,
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { execFileSync } from 'node:child_process';

/** How rotation names the older files: as `app.log.1` with the youngest lowest, or counting on. */
export const schemes = [
  'shift app.log.%',
  'app.log.%',
  'app-%.log',
  'app_%.log',
  'app%.log',
  'app.log_%',
  'app.log.old%',
  'app-2026010%.log',
  'app.log-2026-01-0%',
] as const;

export type Scheme = (typeof schemes)[number];

export class LogWriter {
  readonly path: string;
  /** Some lines were written to an older file. */
  hadLate = false;
  readonly #folder: string;
  readonly #name: (n: number) => string;
  readonly #how: 'rename' | 'copy';
  readonly #shifts: boolean;
  /** The numbers of the lines of each file, oldest first. */
  readonly #files: number[][] = [[]];
  #written = 0;
  /** The old file of the last rotation by renaming, still open. */
  #old: number | undefined;

  constructor(folder: string, scheme: Scheme, how: 'rename' | 'copy') {
    this.#how = how;
    this.#folder = folder;
    this.#shifts = scheme.startsWith('shift');
    const pattern = scheme.replace('shift ', '');
    this.#name = (n) => join(folder, pattern.replace('%', String(n)));
    this.path = join(folder, 'app.log');
    writeFileSync(this.path, '');
  }

  /** The numbers of all lines that were written, in the order of the files and in them. */
  get lines(): readonly number[] {
    return this.#files.flat();
  }

  write(lines: number): void {
    appendFileSync(this.path, this.#next(lines, this.#files.at(-1)!));
  }

  /** A writer that has not changed over yet; of a log of which there were bytes to know it by. */
  writeLate(lines: number): void {
    if (this.#old === undefined || this.#files.at(-2)?.length === 0) return;
    this.hadLate = true;
    writeSync(this.#old, this.#next(lines, this.#files.at(-2)!));
  }

  rotate(): void {
    if (this.#files.length === 10) return;
    const to = this.#makeRoom();
    this.leaveOld();
    this.#files.push([]);
    if (this.#how === 'rename') {
      this.#old = openSync(this.path, 'a');
      renameSync(this.path, to);
      writeFileSync(this.path, '');
    } else {
      copyFileSync(this.path, to);
      truncateSync(this.path);
    }
  }

  /** What compression does to the youngest of the older files, times included. */
  compress(how: 'gz' | 'zst'): void {
    const youngest = this.#name(this.#shifts ? 1 : this.#files.length - 1);
    if (!existsSync(youngest)) return;
    this.leaveOld();
    if (how === 'gz') execFileSync('gzip', [youngest]);
    else execFileSync('zstd', ['-q', '--rm', youngest]);
  }

  /** The numbers of the lines in the files of the log that a message names. */
  linesIn(message: string): readonly number[] {
    const paths = readdirSync(this.#folder).map((name) => join(this.#folder, name));
    const named = paths.filter((path) => path !== this.path && message.includes(path));
    return named.flatMap((path) => numbersOf(plainText(path)));
  }

  /** The writer of the old file is gone. */
  leaveOld(): void {
    if (this.#old !== undefined) closeSync(this.#old);
    this.#old = undefined;
  }

  #makeRoom(): string {
    const rotations = this.#files.length;
    if (!this.#shifts) return this.#name(rotations);
    for (let n = rotations - 1; n > 0; n--)
      for (const end of ['', '.gz', '.zst'])
        if (existsSync(this.#name(n) + end)) renameSync(this.#name(n) + end, this.#name(n + 1) + end);
    return this.#name(1);
  }

  #next(lines: number, file: number[]): string {
    const numbers = Array.from({ length: lines }, () => this.#written++);
    file.push(...numbers);
    return numbers.map((n) => `line ${n}${' and more'.repeat(n % 7)}\n`).join('');
  }
}

function plainText(path: string): string {
  if (path.endsWith('.gz')) return gunzipSync(readFileSync(path)).toString();
  if (path.endsWith('.zst')) return execFileSync('zstd', ['-dcq', path]).toString();
  return readFileSync(path, 'utf8');
}

/** The numbers of the lines in a text. */
export function numbersOf(text: string): readonly number[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => Number(/^line (\d+)/.exec(line)?.[1]));
}
