// The two decoders side by side: the scanner's and the plain one, of which a batch does not show which has read it.
import { expect } from 'vitest';
import { parseTimeFormat } from '../../src/event/event-time.js';
import { parseEach } from '../../src/event/each.js';
import { parseFilter } from '../../src/event/filter.js';
import { KeyTable } from '../../src/event/key-table.js';
import { parsePath } from '../../src/event/path.js';
import { compileSet, splitSet } from '../../src/event/set.js';
import type { ColumnPlan } from '../../src/event/read-plan.js';
import type { Decoder } from '../../src/format/decoder.js';
import type { InputFormat, RecordPlan } from '../../src/format/input/input-format.js';
import { ndjson } from '../../src/format/input/ndjson.js';
import { PlainDecoder } from '../../src/format/plain-decoder.js';
import { scanFields } from '../../src/format/scan-plan.js';
import type { Framer } from '../../src/format/framer.js';
import { ScanningDecoder } from '../../src/format/scanning-decoder.js';
import { scanModule } from '../../src/kernel/module.js';
import type { Batch, Column, Position } from '../../src/model/batch.js';
import { told } from '../format/batch-text.js';
import { mutant, seeded } from '../kernel/mutator.js';

export interface Asked {
  readonly time?: readonly [path: string, format?: string, zone?: string];
  readonly keys?: readonly string[];
  readonly columns?: readonly (readonly [as: ColumnPlan['as'], path: string, where?: string])[];
  readonly clock?: string;
  readonly control?: boolean;
  readonly numericText?: boolean;
  readonly where?: readonly string[];
  readonly set?: readonly string[];
  readonly each?: string;
}

/** What a run reads that asks for this, of lines of a format. */
export function recordPlan(asked: Asked, format: InputFormat = ndjson): RecordPlan {
  const {
    time,
    keys = [],
    columns = [],
    clock,
    control = false,
    numericText = false,
    where = [],
    set = [],
    each,
  } = asked;
  return {
    time: time && { path: parsePath(time[0]), format: parseTimeFormat(time[1] ?? 'auto', time[2]) },
    keys: keys.map((path, i) => ({ name: `k${i}`, path: parsePath(path) })),
    columns: columns.map(([as, path, condition]) => ({
      as,
      path: parsePath(path),
      where: condition === undefined ? undefined : parseFilter(condition, numericText),
    })),
    clock:
      clock === undefined
        ? undefined
        : { path: parsePath(clock), format: parseTimeFormat(time?.[1] ?? 'auto', time?.[2]) },
    set: set.map((member) => compileSet(splitSet(member), numericText)),
    where: where.map((expression) => parseFilter(expression, numericText)),
    each: each === undefined ? undefined : parseEach(each),
    format,
    numericText,
    control,
  };
}

/** Both decoders for a job, each with a table of keys of its own; `beginner`, a plain one, shares that of the fast one. */
export function both(
  job: RecordPlan,
  maxRecord?: number,
): Record<'fast' | 'plain' | 'beginner', Decoder> & { readonly check: () => void } {
  const names = job.keys.map((key) => key.name);
  const [fastKeys, plainKeys] = [new KeyTable(names), new KeyTable(names)];
  const fast = new ScanningDecoder(scanModule()!, job, scanFields(job)!, fastKeys, { rest: 0, maxRecord });
  const check = (): void => expect(fastKeys.save()).toEqual(plainKeys.save());
  const plain = new PlainDecoder(job, plainKeys, maxRecord);
  const beginner = new PlainDecoder(job, fastKeys, maxRecord);
  return { fast, plain, beginner, check };
}

/** Everything a batch says, by value. */
export function said(batch: Batch): unknown {
  const { length } = batch;
  return {
    ...batch,
    times: [...batch.times],
    keys: [...batch.keys],
    clocks: batch.clocks && [...batch.clocks],
    columns: batch.columns.map((column) => saidBy(column, length)),
    starts: [...batch.starts],
    ends: [...batch.ends],
    lines: [...batch.lines],
    preludeAt: [...batch.starts].map((start) => batch.preludeAt?.(start)),
    piece: batch.piece && [...batch.keys].map((key, row) => (key < 0 ? undefined : batch.piece!(row))),
    bytes: Buffer.from(batch.bytes).toString('latin1'),
  };
}

function saidBy(column: Column, length: number): unknown {
  if (column.as === 'json') return Array.from({ length }, (_, row) => column.text(row));
  return column.as === 'exists' ? [...column.values] : { values: [...column.values], exact: column.exact };
}

export const start: Position = { offset: 0, line: 0 };

export function same(job: RecordPlan, bytes: Uint8Array, final = true, from = start): Batch {
  const { fast, plain, check } = both(job);
  const one = plain.decode(bytes, bytes.length, from, final);
  const other = fast.decode(bytes, bytes.length, from, final);
  expect(said(other)).toStrictEqual(said(one));
  check();
  return other;
}

/** All lines in one batch, so many times over. */
export function sameOverAndOver(job: RecordPlan, lines: readonly string[], times: number): void {
  const { fast, plain, check } = both(job);
  const bytes = Buffer.from(`${lines.join('\n')}\n`);
  for (let i = 0; i < times; i++) {
    const from = { offset: i * bytes.length, line: i * lines.length };
    const expected = said(plain.decode(bytes, bytes.length, from, false));
    expect(said(fast.decode(bytes, bytes.length, from, false))).toStrictEqual(expected);
  }
  check();
}

/** Batches of fifty mutants, each behind `before`. */
export function sameOfMutants(job: RecordPlan, lines: readonly string[], batches: number, before = ''): void {
  const { fast, plain, check } = both(job);
  const next = seeded(seed);
  const some = lines.map((line) => Buffer.from(line));
  for (let i = 0; i < batches; i++) {
    const bytes = Buffer.concat([Buffer.from(before), mutants(some, 50, next)]);
    const expected = said(plain.decode(bytes, bytes.length, start, true));
    expect(said(fast.decode(bytes, bytes.length, start, true))).toStrictEqual(expected);
  }
  check();
}

/** Records in a row, of which about every fourth is as it should be. */
export function mutants(some: readonly Uint8Array[], count: number, next: () => number): Uint8Array {
  const line = (): Uint8Array => {
    const one = some[Math.floor(next() * some.length)]!;
    return next() < 0.25 ? one : mutant(one, next);
  };
  return Buffer.concat(Array.from({ length: count }, () => [line(), Buffer.from('\n')]).flat());
}

/** What a feed makes of the bytes in pieces of these sizes, wherever the batches end. */
export function fed(feed: Framer, bytes: Uint8Array, sizes: readonly number[]): unknown {
  const rows: unknown[] = [];
  const nonEvents: unknown[] = [];
  const sums = { lines: 0, blank: 0, wrongType: 0, missing: 0 };
  const skipped: number[] = [];
  const keep = (batch: Batch | undefined): void => {
    if (batch === undefined) return;
    const part = told([batch]);
    for (const nonEvent of part.nonEvents as { before: number }[])
      nonEvents.push({ ...nonEvent, before: rows.length + nonEvent.before });
    for (const row of part.rows) rows.push(row);
    for (const name of ['lines', 'blank', 'wrongType', 'missing'] as const) sums[name] += part[name];
    part.skipped.forEach((n, i) => (skipped[i] = (skipped[i] ?? 0) + n));
  };
  let at = 0;
  for (const size of sizes) {
    const until = Math.min(at + size, bytes.length);
    while (at < until) {
      const space = feed.space();
      const piece = bytes.subarray(at, Math.min(until, at + space.length));
      space.set(piece);
      at += piece.length;
      keep(feed.filled(piece.length));
      while (feed.hasLines) keep(feed.filled(0));
    }
  }
  do keep(feed.end());
  while (feed.hasLines);
  return { rows, nonEvents, sums, skipped, end: feed.position };
}

/** Fifty mutants each; for more of them and others: `FLOWCTL_TEST_BATCHES=10000 FLOWCTL_TEST_SEED=7 npx vitest run test/laws`. */
export const mutantBatches = Number(process.env['FLOWCTL_TEST_BATCHES'] ?? 250);
export const seed = Number(process.env['FLOWCTL_TEST_SEED'] ?? 11);
