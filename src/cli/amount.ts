// The small values of options: counts, sizes, and durations with one word beside them (`off`, `unlimited`, `auto`).
import { parseDuration } from '../text/duration.js';
import type { Duration } from '../model/instant.js';
import { UsageError } from '../text/usage-error.js';

const units: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  k: 1024,
  kb: 1000,
  kib: 1024,
  m: 1024 ** 2,
  mb: 1e6,
  mib: 1024 ** 2,
  g: 1024 ** 3,
  gb: 1e9,
  gib: 1024 ** 3,
};

// One line has to fit a buffer.
const longestLine = 1024 ** 3;
/** A run that holds nothing takes half of it. */
const leastMemory = 32 * 1024 ** 2;

/** Bytes of a SIZE: `16MiB`, `64k` (binary), `1MB` (decimal), `1000000`; 1 byte to 1 GiB. Throws Misuse. */
export function parseSize(text: string): number {
  const form = 'SIZE: 64k, 1MiB, 16MiB, 1000000; at most 1GiB';
  const bytes = bytesOf(text, form);
  if (bytes < 1 || bytes > longestLine)
    throw new UsageError(`"${text}" is ${bytes < 1 ? 'too small' : 'more than 1GiB'}`, form);
  return bytes;
}

/** `--max-memory`: bytes of a SIZE, 32 MiB at least. Throws Misuse. */
export function parseMemory(text: string): number {
  const form = 'SIZE: 512MiB, 4GiB, 16GB; at least 32MiB';
  const bytes = bytesOf(text, form);
  if (bytes < leastMemory) throw new UsageError(`"${text}" is less than 32MiB`, form);
  return bytes;
}

function bytesOf(text: string, form: string): number {
  const parts = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text);
  const unit = units[parts?.[2]?.toLowerCase() ?? ''];
  if (parts === null || unit === undefined) throw new UsageError(`"${text}" is no size`, form);
  return Math.floor(Number(parts[1]) * unit);
}

/** A whole number of at least `least`, at most 2^53 − 1. `1_000_000` and `1e6` are refused. Throws Misuse. */
export function parseCount(text: string, least: number): number {
  const n = /^\d{1,16}$/.test(text) ? Number(text) : NaN;
  if (n >= least && Number.isSafeInteger(n)) return n;
  throw new UsageError(`"${text}" is no whole number of at least ${least}`, 'N');
}

/** `--max-bad`: a number of lines, or a share of them: `100`, `5%`, `0.5%`. Throws Misuse. */
export function parseMaxBad(text: string): { readonly lines: number } | { readonly percent: number } {
  const percent = Number(/^(\d{1,3}(?:\.\d{1,6})?)%$/.exec(text)?.[1] ?? NaN);
  if (percent <= 100) return { percent };
  if (/^\d{1,16}$/.test(text)) return { lines: parseCount(text, 0) };
  throw new UsageError(`"${text}" is neither a number of lines nor a share of them`, 'N or P%: 100, 5%, 0.5%');
}

/** `--threads`: a number of at least 1, or `auto`. Throws Misuse. */
export function parseThreads(text: string): number | 'auto' {
  if (text === 'auto' || /^[1-9]\d{0,2}$/.test(text)) return text === 'auto' ? text : Number(text);
  throw new UsageError(`"${text}" is no number of threads`, 'a number from 1 to 999, or auto');
}

/** A duration, or Infinity for the one `word` that stands for no end. Throws Misuse. */
export function parseDurationOr(word: string, text: string): Duration {
  if (text === word) return Infinity;
  try {
    return parseDuration(text);
  } catch (error) {
    if (error instanceof UsageError) throw new UsageError(error.message, `${word}, or ${error.form}`);
    throw error;
  }
}

/** `--checkpoint-every`: a duration of wall time above zero, or `1000events`. Throws Misuse. */
export function parseEvery(text: string): { readonly ms: Duration } | { readonly events: number } {
  const events = /^(\d+)\s*events?$/.exec(text)?.[1];
  if (events !== undefined) return { events: parseCount(events, 1) };
  const ms = parseDuration(text);
  if (ms === 0)
    throw new UsageError(`"${text}" would never stop writing checkpoints`, 'a duration above 0s, or 10000events');
  return { ms };
}
