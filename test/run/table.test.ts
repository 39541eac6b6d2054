// `--table FILE`: rows by keys, however the file is cut by reads, and whatever numbers the keys of the run have.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KeyTable } from '../../src/event/key-table.js';
import { parsePath } from '../../src/event/path.js';
import { compileRecord } from '../../src/format/input/index.js';
import type { Source } from '../../src/source/source.js';
import { LookupTable } from '../../src/run/table.js';

const record = compileRecord({
  format: { is: 'ndjson' },
  read: {
    ...{ time: null, clock: null, timeFormat: 'auto', zone: 'UTC', columns: [], where: [], each: null },
    keys: [{ name: 'id', path: parsePath('$.id').text }],
    ...{ numericText: false, control: false },
  },
});

/** A file that is read in pieces of these sizes, one after another. */
function fileOf(text: string, sizes: readonly number[]): Source {
  const bytes = Buffer.from(text);
  let [at, reads] = [0, 0];
  const read = (into: Uint8Array): number => {
    const from = at;
    at = Math.min(bytes.length, from + Math.min(into.length, sizes[reads++ % sizes.length]!));
    into.set(bytes.subarray(from, at));
    return at - from;
  };
  return { name: 't.ndjson', live: false, read } as unknown as Source;
}

async function tableOf(text: string, sizes: readonly number[] = [1000]): Promise<LookupTable> {
  const table = new LookupTable(record);
  await table.read(fileOf(text, sizes), 100);
  return table;
}

const shown = (row: Uint8Array | undefined): string | undefined => row && Buffer.from(row).toString();

describe('a table', () => {
  test('has the last row of each key, however it is read', async () => {
    const row = fc.record({ id: fc.constantFrom('1', '1.0', '2', '"a"', '"\\u0061"', 'null'), n: fc.nat(99) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(row),
        fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1 }),
        async (rows, sizes) => {
          const lines = rows.map(({ id, n }) => `{"id":${id}, "n":${n}}`);
          const table = await tableOf(lines.join('\n'), sizes);
          expect(table.checksum).toBe((await tableOf(lines.join('\n'))).checksum);
          const keys = new KeyTable(['customer']);
          const lookup = table.lookup(keys);
          for (const asked of ['1', '2.00', '"a"', '3']) {
            const last = rows.findLastIndex(({ id }) => JSON.parse(id) === JSON.parse(asked));
            expect(shown(lookup(keys.intern([asked])))).toBe(lines[last]);
          }
        },
      ),
    );
  });

  test('finds rows by numbers that are given to other keys', async () => {
    const keys = new KeyTable(['customer'], 2);
    const lookup = (await tableOf('{"id":1}\n{"id":2}\n')).lookup(keys);
    const number = keys.intern(['1']);
    expect(shown(lookup(number))).toBe('{"id":1}');
    expect(keys.forget(keys.marks())).toBe(true);
    expect(keys.intern(['2'])).toBe(number);
    expect(shown(lookup(number))).toBe('{"id":2}');
  });

  test('is none where a line is no row', async () => {
    await expect(tableOf('{"id":1}\n\n{"id":\n')).rejects.toThrow(/t\.ndjson: line 3: .*--table/);
  });
});
