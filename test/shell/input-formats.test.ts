// Every format of input through everything that input can come through: the rows are those of a plain file, whatever the
// way, and each reject points at its place. A new format is a line in the table.
import { describe, expect, test } from 'vitest';
import { hasProgram, newFolder, type Folder } from '../program.js';
import { lines, until } from './events.js';

interface Way {
  readonly options: readonly string[];
  /** What a file begins with, where it has a header. */
  readonly header?: string;
  /** As they stand in a file one after another; those that are none are rejects. */
  readonly records: readonly string[];
  /** Where the first records of a rotated file do not stand in it as they do in one. */
  readonly rotated?: readonly [string, string];
  /** Its records are long enough for other threads to have a part of a few MB. */
  readonly isShared?: boolean;
  /** The last record waits for the next one to start: of a live input it does not come. */
  readonly isOpen?: boolean;
  /** Without a header, for datagrams; undefined: the same. */
  readonly headless?: string;
}

const trace = String.raw`2026-01-01 ERROR no`;
const formats: Readonly<Record<string, Way>> = {
  ndjson: { options: [], records: ['{"a":1}\n', '{"a":"é"}\r\n', 'nothing\n', '{"a":{"b":2}}\n', '{"a":3}\n'] },
  json: {
    options: ['--input-format', 'json'],
    records: ['{"a":1}\n', '{\n  "a": [\n    2\n  ]\n}\n', '{"a":}\n', '[{"a":3},\n', ' {"a":4}]\n', '{"a":"é"}\n'],
    rotated: ['{"a":1}\n{\n  "a": [\n    2\n  ]\n}\n{"a":}\n[{"a":3},\n {"a":4}]\n', '{"a":"é"}\n'],
  },
  csv: {
    options: ['--input-format', 'csv'],
    header: 'a,b\r\n',
    records: ['1,x\r\n', '"2","é, ""y""\r\nz"\r\n', '3\n', '007,\n', '"un"closed,5\n', '6,z\n'],
    headless: 'csv,header=a,b',
  },
  'csv of its own kind': {
    options: ['--input-format', 'csv,sep=;'],
    header: '\ufeff"a b";c\n',
    records: ['1;x\n', '"2";"y;\n\nz"\n', '3;4;5\n', '1,5;é\n'],
    headless: 'csv,sep=;,header="a b",c',
  },
  tsv: {
    options: ['--input-format', 'tsv'],
    header: 'a\tb\n',
    records: ['1\tx y\n', '"2\t3"\té\n', '4\n', '5\t6\n'],
    headless: 'tsv,header=a,b',
  },
  logfmt: {
    options: ['--input-format', 'logfmt'],
    records: ['a=1 msg="x \\"y\\" é" flag\n', 'prose\n', 'a=2 b=\n', 'a="unclosed\n', 'a=3\n'],
  },
  clf: {
    options: ['--input-format', 'clf'],
    records: [
      '::1 - frank [10/Oct/2000:13:55:36 -0700] "GET /é?a=1 HTTP/1.0" 200 2326\n',
      '::1 - - [10/Oct/2000:13:55:37 -0700] "\\x16\\x03" 400 -\n',
      '::1 - - yesterday "GET / HTTP/1.0" 200 1\n',
      '::1 - - [10/Oct/2000:13:55:38 -0700] "GET / HTTP/1.1" 304 0\n',
    ],
  },
  combined: {
    isShared: true,
    options: ['--input-format', 'combined'],
    records: [
      '::1 - frank [10/Oct/2000:13:55:36 -0700] "GET /é HTTP/1.0" 200 2326 "-" "curl/8 \\"x\\""\n',
      '::1 - - [10/Oct/2000:13:55:37 -0700] "GET / HTTP/1.0" 200 1\n',
      '::1 - - [10/Oct/2000:13:55:38 -0700] "GET / HTTP/1.1" 304 0 "-" "-" "10.0.0.1" 0.5\n',
    ],
  },
  syslog: {
    options: ['--input-format', 'syslog'],
    records: [
      '<34>1 2026-10-11T22:14:15.003Z host su - ID47 [x@1 ip="192.0.2.1"] é\n',
      '<13>2026-10-11T22:14:16Z host app[12]: a message\n',
      '<999>1 - - - - - -\n',
      'Oct 11 2026 22:14:17 host kernel: old\n',
    ],
  },
  regex: {
    options: ['--input-format', String.raw`regex:^(?<t>\S+) (?<level>[A-Z]+) ?(?<message>.*)$`],
    records: ['1 INFO é\n', '2 WARN\n', '3 nothing\n', '4 ERROR a b\n'],
  },
  'text of several lines': {
    isOpen: true,
    options: ['--input-format', 'text', '--multiline', String.raw`^\d{4}-`],
    records: [
      `${trace}\n  at a\n\n  at é\n`,
      '2026-01-02 INFO\n',
      '2026-01-03 ERROR\r\n\tat b\r\n',
      '2026-01-04 done\n',
    ],
  },
  'logfmt of several lines': {
    isOpen: true,
    options: ['--input-format', 'logfmt', '--multiline', '^t='],
    records: ['t=1 a="x\n"\n', 't=2\n', 't="unclosed\nb=2\n', 't=3 b=\n c=4\n'],
  },
};

const table = Object.entries(formats).map(([name, way], i) => ({ name, ...way, port: 21_000 + 20 * (process.pid % 900) + i })); // prettier-ignore
type Row = (typeof table)[number];

const quoted = (words: readonly string[]): string => words.map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`).join(' '); // prettier-ignore
const one = "--window count:1 --agg 'e=first($)' -q";

/** A folder with the file `in`, and its rows in `whole`; `say` is the job. */
async function begun({ options, header = '', records }: Row): Promise<Folder> {
  const folder = newFolder();
  folder.write('in', header + records.join(''));
  folder.write('say', `say() { flowctl ${quoted(options)} ${one} "$@"; }\n`);
  await folder.bash('. ./say; say --rejects bad in >whole');
  return folder;
}

/** The same rows, by lines of bash that write them to `rows`. */
async function sameRows(row: Row, script: string): Promise<void> {
  const folder = await begun(row);
  const { stderr } = await folder.bash(`. ./say; ${script}`);
  expect({ rows: folder.read('rows'), stderr }).toEqual({ rows: folder.read('whole'), stderr: '' });
}

describe.each(table)('$name', (row) => {
  const { header = '', records, options, port } = row;
  const size = Buffer.byteLength(header + records.join(''));
  const cut = Math.floor(size / 2);
  const halves = `head -c ${cut} in >one; tail -c +${cut + 1} in >two`;

  test('each record is a row, or a reject that points at it', async () => {
    const { read } = await begun(row);
    const rejects = lines(read('bad')).map((line) => JSON.parse(line) as { offset: number; line: number; raw: string });
    expect(lines(read('whole')).length + rejects.length).toBe(records.length);
    const bytes = Buffer.from(read('in'));
    for (const { offset, line, raw } of rejects) {
      expect(bytes.subarray(offset).toString().startsWith(raw)).toBe(true);
      expect(bytes.subarray(0, offset).toString().split('\n').length).toBe(line);
    }
  });

  test('several members of gzip and zstd, cut in the middle of a record', async () => {
    await sameRows(row, `${halves}; { gzip -c one; gzip -c two; } >in.gz; say in.gz >rows`);
    if (hasProgram('zstd')) await sameRows(row, `${halves}; { zstd -qc one; zstd -qc two; } >in.zst; say in.zst >rows`);
  });

  test('a pipe', async () => {
    await sameRows(row, `${halves}; { cat one; sleep 0.1; cat two; } | say - >rows`);
  });

  test('connections', async () => {
    const sends = (to: string): string => `$node "$programs/sender.js" visits ${to} in; wait`;
    await sameRows(row, `say tcp-listen://127.0.0.1:${port} --accept 1 >rows & ${sends(String(port))}`);
    await sameRows(row, `say unix-listen:s --accept 1 >rows & ${sends('s')}`);
  });

  test('datagrams', async () => {
    const folder = await begun(row);
    // Of an array its elements are in one.
    const each = row.rotated === undefined ? records : row.rotated;
    for (const [i, record] of each.entries()) folder.write(`d${i}`, record);
    const all = lines(folder.read('whole'));
    const known = row.isOpen === true ? all.slice(0, -1) : all;
    const how = row.headless === undefined ? options : ['--input-format', row.headless];
    await folder.bash(`flowctl ${quoted(how)} ${one} udp-listen://127.0.0.1:${port} -o rows & pid=$!; ${until('[ -e rows ]')}
      $node "$programs/sender.js" datagrams ${port} ${each.map((_, i) => `d${i}`).join(' ')}
      ${until(`[ "$(cat rows | wc -l)" = ${known.length} ]`)}; kill -TERM $pid; wait $pid`);
    expect(lines(folder.read('rows'))).toEqual(known);
  });

  test('a log that is rotated', async () => {
    const folder = await begun(row);
    const middle = Math.ceil(records.length / 2);
    const [first, second] = row.rotated ?? [records.slice(0, middle).join(''), records.slice(middle).join('')];
    folder.write('log', header + first);
    folder.write('next', header + second);
    const all = lines(folder.read('whole'));
    const known = row.isOpen === true ? all.slice(0, -1) : all;
    await folder.bash(`flowctl ${quoted(options)} ${one} --follow log -o rows & pid=$!; ${until('[ -s rows ]')}; sleep 0.1
      mv log log.1; mv next log; ${until(`[ "$(cat rows | wc -l)" -ge ${known.length} ]`)}; kill -TERM $pid; wait $pid`);
    expect(lines(folder.read('rows'))).toEqual(known);
  });

  test('a run that stops after each record', async () => {
    const folder = await begun(row);
    const pieces = [header + records[0]!, ...records.slice(1)];
    pieces.forEach((piece, i) => folder.write(`p${i}`, piece));
    const run = (i: number): string => `cat p${i} >>log; say --checkpoint state ${i < pieces.length - 1 ? '--no-drain' : ''} log -o rows`; // prettier-ignore
    await folder.bash(`. ./say; ${pieces.map((_, i) => run(i)).join('; ')}`);
    expect(folder.read('rows')).toBe(folder.read('whole'));
  });

  test('threads, or none where they are declined', async () => {
    await sameRows(row, 'say --threads 2 in >rows');
    if (row.isShared !== true) return;
    const folder = newFolder();
    const body = records.join('');
    folder.write('big', body.repeat(Math.ceil(4.2e6 / Buffer.byteLength(body))));
    const { stdout } = await folder.bash(`for n in 1 2; do
      flowctl ${quoted(options)} --threads $n --window count:1000 --agg count --agg 'e=last($)' -q big -o $n; done
      cmp 1 2 && wc -l <1`);
    expect(Number(stdout)).toBeGreaterThan(10);
  });
});
