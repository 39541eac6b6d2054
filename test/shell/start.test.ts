// The start of the program: what the build has kept of its compiled code is taken, and nothing depends on it.
import { cpSync, readdirSync, readFileSync, renameSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { newFolder, root } from '../program.js';

const job = "--time '$.ts' --key '$.path' --window tumbling:1m --agg count";
const event = '{"ts":1,"path":"/a"}';
const row = await rowOf(root);

/** What the program in a folder makes of one event. */
async function rowOf(folder: string): Promise<string> {
  const { stdout, stderr, status } = await newFolder().bash(`echo '${event}' | $node '${folder}/bin/flowctl' ${job}`);
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return stdout;
}

/** The program in a folder of its own. */
function copied(): string {
  const { path } = newFolder();
  for (const part of ['bin', 'dist', 'package.json']) cpSync(join(root, part), join(path, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(path, 'node_modules'));
  return path;
}

/** Where its compiled code is kept, and for which Node. */
function keptIn(folder: string): string {
  const program = join(folder, 'dist/program');
  return join(
    program,
    readdirSync(program).find((entry) => /^v\d/.test(entry))!,
  );
}

async function rowWith(change: (file: string) => void): Promise<string> {
  const folder = copied();
  const kept = keptIn(folder);
  for (const name of readdirSync(kept)) change(join(kept, name));
  return rowOf(folder);
}

test('the build keeps compiled code, and V8 takes it', async () => {
  const { bash, write, path } = newFolder();
  const report = "process.once('exit', () => console.error(...new Set(told)))";
  const listen =
    'vm.Script = class extends vm.Script { constructor(...a) { super(...a); told.push(this.cachedDataRejected) } }';
  write('spy.cjs', `const vm = require('node:vm'); const told = []; ${listen}; ${report}`);
  const spied = await bash(`echo '${event}' | $node --require '${path}/spy.cjs' '${root}/bin/flowctl' ${job}`);
  // These tests may be run by another Node than the one that has built the program.
  const { stdout: version } = await bash('$node -p process.version');
  const taken = keptIn(root).includes(`/${version.trim()}-`);
  expect(spied).toEqual({ status: 0, stdout: row, stderr: taken ? 'false\n' : '\n' });
});

/** Each takes milliseconds to load, and a few lines have no use for any. */
const heavy = [
  'child_process',
  'crypto',
  'fs/promises',
  'net',
  'os',
  'perf_hooks',
  'stream',
  'tty',
  'v8',
  'worker_threads',
  'zlib',
];

test('a short run loads no module of the runtime, and no chunk of the program, that it does without', async () => {
  const { bash, read, write, path } = newFolder();
  const report =
    "process.moduleLoadList.filter((name) => name.startsWith('NativeModule')).map((name) => name.slice(13))";
  const chunks = "scripts.map((name) => name.replace(/.*[/](\\w+).*/, '$1'))";
  const listen =
    'vm.Script = class extends vm.Script { constructor(source, form) { super(source, form); scripts.push(form.filename) } }';
  write(
    'spy.cjs',
    `const vm = require('node:vm'); const scripts = []; ${listen};
     process.once('exit', () => console.error(JSON.stringify({ modules: ${report}, chunks: ${chunks} })));`,
  );
  write('one.ndjson', event);
  const node = `$node --require '${path}/spy.cjs' '${root}/bin/flowctl'`;
  // A pipe is written to by a module of its own.
  const { stderr } = await bash(`${node} ${job} one.ndjson >rows`);
  expect(read('rows')).toBe(row);
  const { modules, chunks: loaded } = JSON.parse(stderr) as Record<'modules' | 'chunks', readonly string[]>;
  expect(heavy.filter((name) => modules.includes(name))).toEqual([]);
  const taken = keptIn(root).includes(`/${(await bash('$node -p process.version')).stdout.trim()}-`);
  expect(loaded.filter((name) => name !== 'rolldown')).toEqual(taken ? ['main', 'first', 'run'] : []);
});

describe('the program does the same when what is kept', () => {
  test('is empty', async () => {
    expect(await rowWith((file) => writeFileSync(file, ''))).toBe(row);
  });

  test('breaks off', async () => {
    for (const part of [0.25, 0.5, 0.7])
      expect(await rowWith((file) => truncateSync(file, Math.floor(part * readFileSync(file).length)))).toBe(row);
  });

  test('has a wrong byte', async () => {
    for (const place of [0, 0.2, 0.45, 0.8]) {
      const spoil = (file: string): void => {
        const bytes = readFileSync(file);
        bytes[Math.floor(place * bytes.length)]! ^= 0x5a;
        writeFileSync(file, bytes);
      };
      expect(await rowWith(spoil)).toBe(row);
    }
  });

  test('was made of something else', async () => {
    const other = readFileSync(join(keptIn(root), 'main.js'));
    expect(await rowWith((file) => writeFileSync(file, other))).toBe(row);
  });

  test('is for another Node', async () => {
    const folder = copied();
    renameSync(keptIn(folder), join(folder, 'dist/program/v1.2.3-plan9-pdp11'));
    expect(await rowOf(folder)).toBe(row);
  });
});
