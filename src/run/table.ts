// `--table FILE`, `--expect FILE`: the rows of a file by their keys, in memory before the first event is looked at. It is read as
// an input is, whatever its format and compression.
import type { Hash } from 'node:crypto';
import { KeyTable } from '../event/key-table.js';
import { eventBytes } from '../format/event-text.js';
import { Framer } from '../format/framer.js';
import type { RecordPlan } from '../format/input/input-format.js';
import { openDecoder } from '../format/open-decoder.js';
import { type Job, type TableFile, tableOf } from '../job.js';
import type { Batch, Reject } from '../model/batch.js';
import { ByteStore } from '../operator/byte-store.js';
import type { TableLookup } from '../operator/join/table-join.js';
import { openSources } from '../source/open.js';
import type { Source } from '../source/source.js';
import { inputName } from '../text/file-name.js';
import { Failure } from './failure.js';

export type StepTables = readonly (LookupTable | undefined)[];

/** The rows of a table. */
export class LookupTable {
  /** Of all bytes of the file, as they are read: sha256:HEX. */
  checksum = '';
  readonly #record: RecordPlan;
  readonly #keys: KeyTable;
  readonly #rows = new ByteStore();
  /** By number of a key in the table. */
  readonly #rowOf = new Map<number, number>();

  constructor(record: RecordPlan) {
    this.#record = record;
    this.#keys = new KeyTable(record.keys.map(({ name }) => name));
  }

  /**
   * Reads all of the file.
   * @throws Failure where it holds what is no row, or what a source throws
   */
  async read(source: Source, maxLine: number): Promise<void> {
    const { framing } = this.#record.format;
    const cutter = framing === 'lines' ? undefined : framing(maxLine);
    const framer = new Framer(openDecoder(this.#record, this.#keys, maxLine), maxLine, { cutter });
    const hash = process.getBuiltinModule('node:crypto').createHash('sha256');
    for (let n = -1; n !== 0;) {
      n = await readInto(source, framer.space(), hash);
      this.#add(source, n === 0 ? framer.end() : framer.filled(n));
      while (framer.hasLines) this.#add(source, n === 0 ? framer.end() : framer.filled(0));
    }
    this.checksum = `sha256:${hash.digest('hex')}`;
  }

  /** Finds rows by the numbers that keys have in a run. */
  lookup(keys: KeyTable): TableLookup {
    const width = this.#record.keys.length;
    const found = new Map<number, number | undefined>();
    let { generation } = keys;
    return (key) => {
      if (generation !== keys.generation) found.clear();
      generation = keys.generation;
      if (!found.has(key)) {
        const known = this.#keys.find(Array.from({ length: width }, (_, i) => keys.part(key, i)));
        found.set(key, known === undefined ? undefined : this.#rowOf.get(known));
      }
      const row = found.get(key);
      return row === undefined ? undefined : this.#rows.get(row);
    };
  }

  /** The keys of its rows as a run numbers them, in order. */
  numbers(keys: KeyTable): readonly number[] {
    const width = this.#record.keys.length;
    return [...this.#rowOf.keys()].map((known) => {
      const parts = Array.from({ length: width }, (_, i) => this.#keys.part(known, i));
      const number = keys.intern(parts);
      return keys.find(parts) ?? number;
    });
  }

  #add(source: Source, decoded: Batch | undefined): void {
    if (decoded === undefined) return;
    const reject = decoded.nonEvents.find((line): line is Reject => line.kind === 'reject');
    if (reject !== undefined) throw noRow(source, decoded, reject);
    const batch = this.#keys.identify(decoded);
    for (let row = 0; row < batch.length; row++) {
      const key = batch.keys[row]!;
      if (key < 0) continue;
      const before = this.#rowOf.get(key);
      if (before !== undefined) this.#rows.remove(before);
      this.#rowOf.set(key, this.#rows.add(eventBytes(batch, row, this.#record.format)));
    }
  }
}

/** The tables of all steps of a run, by step; undefined: it has none. */
export async function openTables(job: Job, say: (text: string) => void): Promise<StepTables> {
  const tables: (LookupTable | undefined)[] = [];
  for (const step of [job, ...job.then]) tables.push(await openTable({ ...step, quiet: job.quiet }, say));
  return tables;
}

async function openTable({ step, maxLine, quiet }: Job, say: (text: string) => void): Promise<LookupTable | undefined> {
  const file = tableOf(step);
  if (file === undefined) return undefined;
  const source = sourceOf(file, (text) => (quiet ? undefined : say(`flowctl: ${text}`)));
  try {
    const table = new LookupTable(file.recordPlan);
    await table.read(source, maxLine);
    return table;
  } finally {
    source.close();
  }
}

function sourceOf({ path }: TableFile, notice: (text: string) => void): Source {
  const options = { follow: false, rotateWaitMs: 0, reconnect: false, accept: 1, notice };
  const [source] = openSources([{ kind: 'file', path, name: path }], options);
  return source as Source;
}

async function readInto(source: Source, into: Uint8Array, hash: Hash): Promise<number> {
  const n = await source.read(into);
  hash.update(into.subarray(0, n));
  return n;
}

function noRow({ name }: Source, { from }: Batch, { line, error }: Reject): Failure {
  const place = `${inputName(name)}: line ${from.line + line + 1}`;
  return new Failure(
    `${place}: ${error}; --table and --expect take only a file that is whole: correct the line, or leave it out`,
  );
}
