// Records that leave as they came, behind the header that their format needs: raw late events, and events that are
// passed on. So what they are written to can be fed in again. An output has one header, that of its first record or of
// the file that is added to. A record of the same columns in another order is written in that of the header; what has
// other columns is written under no wrong names: it is a failure, whose message holds the remedy.
import type { Batch } from '../model/batch.js';
import type { Sink } from '../sink/sink.js';
import type { InputFormat } from './input/input-format.js';
import { lineBytes } from './line-bytes.js';
import { RecordWalk } from './record-walk.js';

/** What a header may be found in, at the beginning of a file, in bytes. */
const headerRoom = 1 << 20;
/** So much of a header is shown in a message. */
const shownLength = 200;

export interface HeadedOutput {
  /** All of them have the same header. */
  readonly sinks: readonly Sink[];
  /** By the number of the stream. */
  readonly formats: readonly InputFormat[];
  /** What to do where columns are others: `--late-format annotated writes …`. */
  readonly remedy: string;
}

export class HeadedRecords {
  readonly #to: HeadedOutput;
  /** Of the outputs, once a record was written. */
  #header: string | undefined;

  constructor(to: HeadedOutput) {
    this.#to = to;
  }

  /**
   * The record of a row as it is written, with its line end; the header is written before the first.
   * @throws an Error ready to be shown when its columns are none of the header's
   */
  line(stream: number, batch: Batch, row: number): Uint8Array {
    const [start, end] = [batch.starts[row]!, batch.ends[row]!];
    const format = this.#to.formats[stream]!;
    const own = format.hasHeader === true ? batch.preludeAt?.(start) : undefined;
    if (own === undefined) return lineBytes(batch.bytes, start, end);
    const header = (this.#header ??= this.#begin(format, own));
    if (own === header) return lineBytes(batch.bytes, start, end);
    const record = Buffer.from(batch.bytes.buffer, batch.bytes.byteOffset + start, end - start).toString();
    return Buffer.from(`${this.#reordered(format, record, own, header)}\n`);
  }

  #reordered(format: InputFormat, record: string, own: string, header: string): string {
    const { sinks, remedy } = this.#to;
    const found = format.reordered?.(record, own, header);
    if (found !== undefined) return found;
    const name = sinks[0]?.name ?? 'the output';
    throw new Error(`cannot write to ${name}: it begins with the header ${shown(header)}, and the next record is of one with the header ${shown(own)}; ${remedy}`); // prettier-ignore
  }

  /** Writes the header, where files do not begin with one already. */
  #begin(format: InputFormat, own: string): string {
    const { sinks } = this.#to;
    const known = sinks.map((sink) => headerOf(sink, format));
    const header = known.find((one) => one !== undefined) ?? own;
    const other = known.findIndex((one) => one !== undefined && one !== header);
    if (other >= 0) throw new Error(`cannot add to ${sinks[other]!.name}: it begins with the header ${shown(known[other]!)}, ${sinks[0]!.name} with ${shown(header)}`); // prettier-ignore
    for (const sink of sinks) sink.begin(`${header}\n`);
    return header;
  }
}

/** The first record of a file that is added to; undefined: it has none. */
function headerOf({ head }: Sink, { framing }: InputFormat): string | undefined {
  const bytes = head?.(headerRoom);
  if (bytes === undefined || framing === 'lines') return undefined;
  const walk = new RecordWalk(framing(headerRoom), bytes, { offset: 0, line: 0 });
  while (walk.next()) {
    const record = bytes.toString('utf8', walk.start, walk.end).replace(/^\ufeff/, '');
    if (record.trim() !== '') return record;
  }
  return undefined;
}

function shown(header: string): string {
  return JSON.stringify(header.length > shownLength ? `${header.slice(0, shownLength)}…` : header);
}
