// What the plain decoder makes of an input, in plain values.
import { KeyTable } from '../../src/event/key-table.js';
import { decodeAtOnce } from '../../src/format/decoder.js';
import { PlainDecoder } from '../../src/format/plain-decoder.js';
import type { Batch } from '../../src/model/batch.js';
import { recordPlan, type Asked } from '../event/read-plans.js';

/** The one batch of an input. */
export function decode(input: string | Uint8Array, asked: Asked, keys = new KeyTable(asked.keys ?? [])): Batch {
  const bytes = typeof input === 'string' ? Buffer.from(input) : input;
  return decodeAtOnce(new PlainDecoder(recordPlan(asked), keys), bytes, bytes.length, { offset: 0, line: 0 });
}

/** The key of each row as it is spelled there; undefined where it was filtered. */
export function spellingsOf(input: string, asked: Asked): (string | undefined)[] {
  const keys = new KeyTable(recordPlan(asked).keys.map((key) => key.name));
  return [...decode(input, asked, keys).keys].map((key) => (key < 0 ? undefined : keys.text(key)));
}

/** The key of each row, as its first one spells it; undefined where it was filtered. */
export function keysOf(input: string, asked: Asked): (string | undefined)[] {
  const keys = new KeyTable(recordPlan(asked).keys.map((key) => key.name));
  return [...keys.identify(decode(input, asked, keys)).keys].map((key) => (key < 0 ? undefined : keys.text(key)));
}

/** A column of texts. */
export const texts = (batch: Batch, column = 0): (string | undefined)[] => {
  const of = batch.columns[column]!;
  return of.as === 'json' ? Array.from({ length: batch.length }, (_, row) => of.text(row)) : [];
};

/** A column of numbers. */
export const numbers = (batch: Batch, column = 0): number[] => {
  const of = batch.columns[column]!;
  return of.as === 'json' ? [] : [...of.values];
};

/** Reason, error and column of each reject; what each control line says. */
export const rejects = (batch: Batch): unknown[] =>
  batch.nonEvents.map((nonEvent) =>
    nonEvent.kind === 'reject' ? [nonEvent.reason, nonEvent.error, nonEvent.column] : nonEvent.control,
  );
