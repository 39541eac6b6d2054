// A batch as plain values, for comparing what two decoders, or two ways of cutting the same bytes, say. Places are given
// in the input, not in the batch.
import type { Batch } from '../../src/model/batch.js';

export interface Told {
  readonly rows: readonly unknown[];
  readonly nonEvents: readonly unknown[];
  readonly lines: number;
  readonly blank: number;
  readonly wrongType: number;
  readonly missing: number;
  readonly skipped: readonly number[];
}

/** Everything a run of batches of one input says, whatever the cuts between them. `start` counts the rows before. */
export function told(batches: readonly Batch[]): Told {
  const rows = batches.flatMap(rowsOf);
  let before = 0;
  const nonEvents = batches.flatMap((batch) => {
    const first = before;
    before += batch.length;
    return asidesOf(batch, first);
  });
  const sum = (of: (batch: Batch) => number): number => batches.reduce((n, batch) => n + of(batch), 0);
  return {
    rows,
    nonEvents,
    lines: sum((batch) => batch.lineCount),
    blank: sum((batch) => batch.blankCount),
    wrongType: sum((batch) => batch.wrongType),
    missing: sum((batch) => batch.missing),
    skipped: (batches[0]?.skipped ?? []).map((_, i) => sum((batch) => batch.skipped[i]!)),
  };
}

function rowsOf(batch: Batch): unknown[] {
  return Array.from({ length: batch.length }, (_, row) => ({
    time: batch.times[row],
    key: batch.keys[row],
    clock: batch.clocks?.[row],
    at: batch.base + batch.starts[row]!,
    line: batch.from.line + batch.lines[row]!,
    text: textOf(batch.bytes, batch.starts[row]!, batch.ends[row]!),
    prelude: batch.preludeAt?.(batch.starts[row]!),
    piece: batch.keys[row]! < 0 ? undefined : batch.piece?.(row),
    values: batch.columns.map((column) =>
      column.as === 'json'
        ? column.text(row)
        : [column.values[row], column.as === 'exists' ? undefined : column.exact?.get(row)],
    ),
  }));
}

function asidesOf(batch: Batch, first: number): unknown[] {
  return batch.nonEvents.map((nonEvent) => ({
    ...nonEvent,
    before: first + nonEvent.before,
    start: batch.base + nonEvent.start,
    end: batch.base + nonEvent.end,
    line: batch.from.line + nonEvent.line,
    text: textOf(batch.bytes, nonEvent.start, nonEvent.end),
  }));
}

function textOf(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.subarray(start, end)).toString('latin1');
}
