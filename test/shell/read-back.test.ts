// Each format of rows is read back by the tools that it is for, and they see the rows that NDJSON has: names, texts with
// all that would part them, numbers in full, and nothing where there is nothing. Where a tool is not installed, its tests
// are left out.
import { beforeAll, describe, expect, test } from 'vitest';
import { hasProgram, newFolder } from '../program.js';

/** Keys as they stand in the input, as JSON text. */
const hostile = [
  ...['"a\\"b\\"\\"c"', '"line\\nbreak"', '"\\r\\n"', '"cr\\r"', '"tab\\tand \\\\t"', '"a,b;c|d"', '"\'x\'"', '"`"'],
  ...['"\\u001b[31m"', '"\\u0001\\u007f"', '"\\u0085\\u2028"', '"größer 日本語 👩‍👩‍👧"', '"e\\u0301"', '"\\ufeffx"'],
  ...['"__proto__"', '"constructor"', '"null"', '"NULL"', '"NaN"', '"true"', '"007"', '" blank "', '"#x"', '"=1+1"'],
  ...['"-"', '"1e400"', '"\\\\N"', '"\\\\"', `"${'x'.repeat(20_000)}"`, '""'],
  ...['null', 'true', '12345678901234567890', '0.1', '-7', '{"n":[1,"x,\\"y\\""]}', '["\\n"]'],
];

const options = String.raw`--time t --time-format ms --window tumbling:10s --key k --key "\$['a, \"key\"']" --agg 'last(k)' --agg 'sum(v)' --agg 'list=collect(k)' --agg count`;
const formats = ['ndjson', 'flat', 'csv', 'tsv', 'table'];
const folder = newFolder();

type Row = Record<string, unknown>;

/** The rows that are expected, on one level. */
let rows: Row[] = [];

beforeAll(async () => {
  const line = (key: string, i: number): string =>
    `{"t":${i * 700},"k":${key},"a, \\"key\\"":"${i % 3}","v":${i}.25}\n`;
  folder.write('in', `${hostile.map(line).join('')}{"t":99000,"a, \\"key\\"":"0","v":1e400}\n`);
  const run = (format: string): string => `flowctl ${options} --output-format ${format} in >rows.${format}`;
  const { stderr, status } = await folder.bash(formats.map(run).join(' && '));
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  const nested = lines('ndjson').map((line) => JSON.parse(exact(line)) as Row);
  rows = nested.map(({ window, key, ...rest }) => bare({ ...bare(window), ...bare(key), ...rest }));
  expect(rows).toHaveLength(hostile.length + 1);
});

const lines = (format: string): string[] => folder.read(`rows.${format}`).trimEnd().split('\n');

/** Numbers that doubles do not hold are texts on both sides. */
const exact = (text: string): string => text.replace(/([:[,])(\d{17,})/g, '$1"$2"');
const bare = (value: unknown): Row => Object.assign(Object.create(null) as Row, value);

/** jq before 1.7 holds numbers as doubles. */
const doubles = (): unknown[] => lines('flat').map((line) => bare(JSON.parse(line)));

/** What a cell of one level says: text as it is, JSON of all else, `nothing` of null. */
function cells(row: Row, nothing: string | null): unknown[] {
  return Object.values(row).map((value) =>
    value === null ? nothing : typeof value === 'string' ? value : JSON.stringify(value),
  );
}

/** Runs a line of bash that prints JSON. */
async function read(tool: string, command: string, skip: (when: boolean, why: string) => void): Promise<string> {
  skip(!hasProgram(tool), `${tool} is not installed`);
  const { stdout, stderr, status } = await folder.bash(command);
  expect({ stderr, status }, command).toEqual({ stderr: '', status: 0 });
  return stdout;
}

/** The names that all formats on one level have, in their order. */
const names = ['start', 'end', 'k', 'a, "key"', 'ts', 'last_k', 'sum_v', 'list', 'count'];

/** Cells without a difference between nothing and text without characters, and lists as what they hold. */
function plain(cells: readonly unknown[]): unknown[] {
  return cells.map((cell, i): unknown => {
    const text = typeof cell === 'string' ? cell : JSON.stringify(cell ?? '');
    return names[i] === 'list' ? JSON.parse(exact(text)) : text === '""' ? '' : text;
  });
}

/** Miller writes control characters into its JSON as they are, and quotation marks of names, so one is renamed. */
function miller(jsonLines: string): Row[] {
  const escaped = (character: string): string => JSON.stringify(character).slice(1, -1);
  const lines = jsonLines
    .replace(/[\0-\t\v-\u001f]/g, escaped)
    .trimEnd()
    .split('\n');
  return lines.map((line) => JSON.parse(line) as Row);
}

describe('by jq', () => {
  test('ndjson', async ({ skip }) => {
    const program = '{start: .window.start, end: .window.end} + .key + {ts, last_k, sum_v, list, count}';
    const seen = await read('jq', `jq -c '${program}' rows.ndjson`, skip);
    expect(seen.trimEnd().split('\n').map((line) => bare(JSON.parse(line)))).toEqual(doubles()); // prettier-ignore
  });

  test('flat', async ({ skip }) => {
    const seen = await read('jq', 'jq -c . rows.flat', skip);
    expect(seen.trimEnd().split('\n').map((line) => bare(JSON.parse(line)))).toEqual(doubles()); // prettier-ignore
    expect(Object.keys(rows[0]!)).toEqual(names);
  });
});

describe('csv', () => {
  test("by Python's csv", async ({ skip }) => {
    const program = 'import csv,json,sys; csv.field_size_limit(1<<30); json.dump(list(csv.reader(open("rows.csv", newline="", encoding="utf8"))), sys.stdout)'; // prettier-ignore
    const [header, ...records] = JSON.parse(await read('python3', `python3 -c '${program}'`, skip)) as string[][];
    expect(header).toEqual(names);
    expect(records.map(plain)).toEqual(rows.map((row) => plain(cells(row, ''))));
  });

  test('by Miller', async ({ skip }) => {
    const seen = miller(await read('mlr', `mlr -S --icsv --ojsonl rename -r '^a.*$,a' rows.csv`, skip));
    expect(Object.keys(seen[0]!)).toEqual(names.map((name, i) => (i === 3 ? 'a' : name)));
    // It takes line ends of other systems for those of Unix, within fields as well.
    const expected = rows.map((row) => plain(cells(row, '').map((cell) => (cell === '\r\n' ? '\n' : cell))));
    expect(seen.map((row) => plain(Object.values(row)))).toEqual(expected);
  });

  test('by DuckDB, which tells null from text without characters', async ({ skip }) => {
    const options = 'header = true, all_varchar = true, allow_quoted_nulls = false, max_line_size = 1000000';
    const seen = await read('duckdb', `duckdb -json -c "FROM read_csv('rows.csv', ${options})"`, skip);
    // It takes a mark of byte order from any field.
    const expected = rows.map((row) => cells(row, null).map((cell) => (cell === '\ufeffx' ? 'x' : cell)));
    const records = (JSON.parse(seen) as Row[]).map((row) => Object.values(row));
    // Miller and Python's csv do not tell the two apart.
    const nothing = (all: readonly unknown[][]): boolean[][] => all.map((row) => row.map((cell) => cell === null));
    expect(records.map(plain)).toEqual(expected.map(plain));
    expect(nothing(records)).toEqual(nothing(expected));
  });

  test('by DuckDB, with types of its own', async ({ skip }) => {
    const query =
      "SELECT sum(count)::INT n, typeof(any_value(start)) t FROM read_csv('rows.csv', max_line_size = 1000000)";
    const [row] = JSON.parse(await read('duckdb', `duckdb -json -c "${query}"`, skip)) as [Row];
    expect(row).toEqual({ n: rows.length, t: expect.stringContaining('TIMESTAMP') as unknown });
  });
});

describe('tsv', () => {
  test('by Miller', async ({ skip }) => {
    const seen = miller(await read('mlr', `mlr -S --itsv --ojsonl rename -r '^a.*$,a' rows.tsv`, skip));
    expect(Object.keys(seen[0]!)).toEqual(names.map((name, i) => (i === 3 ? 'a' : name)));
    expect(seen.map((row) => plain(Object.values(row)))).toEqual(rows.map((row) => plain(cells(row, ''))));
  });

  test('by cut and awk: a row is a line, a field is a field', async ({ skip }) => {
    const sums = await read('awk', `awk -F '\\t' 'NR > 1 { n += $NF; f += NF } END { print n, f / (NR - 1), NR }' rows.tsv`, skip); // prettier-ignore
    expect(sums).toBe(`${rows.length} ${names.length} ${rows.length + 1}\n`);
    expect(await read('cut', 'cut -f 7 rows.tsv', skip)).toBe(
      ['sum_v', ...rows.map((row) => JSON.stringify(row['sum_v'])), ''].join('\n'),
    );
  });
});

test('table: a row is a line, whatever is in it, and its last word the last value', async ({ skip }) => {
  const seen = await read('awk', "awk 'NR > 1 && $NF != \"count\" { n += $NF; rows++ } END { print n, rows }' rows.table", skip); // prettier-ignore
  expect(seen).toBe(`${rows.length} ${rows.length}\n`);
});
