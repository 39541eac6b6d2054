// The house keeps its rooms apart (src/README.md): imports point one way, and the core is pure because it cannot be
// otherwise.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';

const src = join(import.meta.dirname, '../src');
const questions = ['aggregate', 'window', 'watermark', 'trigger', 'accumulation'];
/** What each room may import from, beside itself. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  model: [],
  kernel: ['model'],
  ...Object.fromEntries(questions.map((room) => [room, ['model']])),
  event: ['model', 'kernel'],
  engine: ['model', ...questions],
  source: ['model', 'kernel', 'job'],
  sink: ['model', 'kernel', 'aggregate', 'engine', 'job'],
  checkpoint: ['model', 'kernel', 'job'],
  job: ['engine', 'event', 'model'],
  run: ['checkpoint', 'engine', 'event', 'job', 'model', 'sink', 'source', 'kernel'],
  cli: ['model', 'engine', 'event', 'job', ...questions, 'source', 'checkpoint'],
  shell: ['run', 'sink'],
  surroundings: ['cli', 'kernel', 'sink'],
  main: ['cli', 'run', 'shell', 'surroundings', 'checkpoint'],
};
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.ts') && !name.startsWith(join('kernel', 'wasm')),
);

function roomOf(path: string): string {
  return path.split('/')[0]!.replace(/\.[jt]s$/, '');
}

test.each(files)('%s imports only what its room may', (name) => {
  const text = readFileSync(join(src, name), 'utf8');
  for (const [, from] of text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)) {
    const target = roomOf(relative(src, join(src, dirname(name), from!)));
    const room = roomOf(name);
    if (target !== room) expect(allowed[room], `${name} imports ${from!}`).toContain(target);
  }
});

const pure = files.filter((name) => ['model', 'engine', ...questions].includes(roomOf(name)));

test.each(pure)('%s is pure: no clock, no chance, no I/O, nothing asynchronous', (name) => {
  const code = readFileSync(join(src, name), 'utf8').replace(/\/\*[^]*?\*\/|\/\/.*$/gm, '');
  const packages = [...code.matchAll(/from\s+'([^.'][^']*)'/g)].map(([, from]) => from);
  // Zone arithmetic is the one thing the core cannot do by itself.
  expect(packages.filter((from) => !(name === 'window/zone.ts' && from === 'temporal-polyfill'))).toEqual([]);
  expect(code).not.toMatch(
    /\bprocess\.|\bDate\b|Math\.random|\bsetTimeout|\bsetInterval|\bsetImmediate|\basync\b|\bawait\b/,
  );
});
