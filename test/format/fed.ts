// The bytes of one input, fed in pieces to a framer and a decoder as a run does: what all batches say together, and where
// each record stands, so that a run might go on from there.
import { Framer } from '../../src/format/framer.js';
import type { InputFormat } from '../../src/format/input/input-format.js';
import { PlainDecoder } from '../../src/format/plain-decoder.js';
import { eventText } from '../../src/format/event-text.js';
import { KeyTable } from '../../src/event/key-table.js';
import { compileRead } from '../../src/event/read-spec.js';
import type { Batch, InputPart, Position } from '../../src/model/batch.js';
import { recordSpec } from '../event/read-plans.js';

/** An event or a reject, in the order of the input. */
export interface FedRecord {
  readonly at: Position;
  /** `{"a":1}`, or the reason and the error of a reject, with its column. */
  readonly says: string;
}

export interface Fed {
  readonly records: readonly FedRecord[];
  readonly lines: number;
  readonly blank: number;
  readonly end: Position;
}

export interface FeedOptions {
  /** Bytes of the reads, one after another and over again. */
  readonly sizes?: readonly number[];
  readonly maxLine?: number;
  readonly readSize?: number;
  readonly from?: Position;
  /** Where in the bytes each part of the input begins, if it has several. */
  readonly parts?: readonly { readonly at: number; readonly part: InputPart }[];
}

/** @param format of the bytes, of which those before `from` are not read */
export function fed(format: InputFormat, bytes: Uint8Array, options: FeedOptions = {}): Fed {
  const { sizes = [1 << 20], maxLine = 1 << 20, readSize = 256, from = { offset: 0, line: 0 }, parts = [] } = options;
  const { framing } = format;
  const cutter = framing === 'lines' ? undefined : framing(maxLine);
  const plan = { ...compileRead(recordSpec({}).read), format };
  const decoder = new PlainDecoder(plan, new KeyTable([]), maxLine);
  const framer = new Framer(decoder, maxLine, { from, readSize, cutter });
  const batches: Omit<Fed, 'end'>[] = [];
  const keep = (batch: Batch | undefined): void => {
    if (batch !== undefined) batches.push(said(batch, format));
  };
  for (let at = from.offset, i = 0; at < bytes.length; i++) {
    const space = framer.space();
    const end = parts.find((part) => part.at > at)?.at ?? bytes.length;
    const n = Math.min(sizes[i % sizes.length]!, space.length, end - at);
    const part = parts.findLast((one) => one.at <= at)?.part;
    space.set(bytes.subarray(at, at + n));
    at += n;
    keep(framer.filled(n, part));
    while (framer.hasLines) keep(framer.filled(0));
  }
  do keep(framer.end());
  while (framer.hasLines);
  return {
    records: batches.flatMap(({ records }) => records),
    lines: batches.reduce((sum, { lines }) => sum + lines, 0),
    blank: batches.reduce((sum, { blank }) => sum + blank, 0),
    end: framer.position,
  };
}

/** A batch is only good until the next. */
function said(batch: Batch, format: InputFormat): Omit<Fed, 'end'> {
  const place = (start: number, line: number): Position => {
    const prelude = batch.preludeAt?.(start);
    const at = { offset: batch.base + start, line: batch.from.line + line };
    return prelude === undefined ? at : { ...at, prelude };
  };
  const rows = Array.from({ length: batch.length }, (_, row) => ({
    at: place(batch.starts[row]!, batch.lines[row]!),
    says: eventText(batch, row, format),
  }));
  const rejects = batch.nonEvents.map((reject) => ({
    at: place(reject.start, reject.line),
    says: reject.kind === 'reject' ? `${reject.reason}: ${reject.error} @${reject.column ?? ''}` : reject.kind,
  }));
  const records = [...rows, ...rejects].sort((a, b) => a.at.offset - b.at.offset);
  return { records, lines: batch.lineCount, blank: batch.blankCount };
}
