// The house keeps its rooms apart (src/README.md): imports point one way, files form no circles, a type has one name
// and a name one type, and the core is pure because it cannot be otherwise.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';

const src = join(import.meta.dirname, '../src');

/** What each room imports from, beside itself: exactly these arrows exist. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  os: ['model', 'text'],
  text: ['model', 'kernel'],
  aggregate: ['model', 'text'],
  window: ['model', 'text'],
  trigger: ['model', 'text'],
  watermark: ['model', 'text'],
  accumulation: ['text'],
  event: ['model', 'text'],
  operator: ['model', 'text', 'aggregate', 'window', 'trigger', 'accumulation'],
  source: ['model', 'os', 'text'],
  sink: ['model', 'os', 'text'],
  checkpoint: ['model', 'kernel', 'os', 'text'],
  pipeline: ['model', 'watermark', 'operator'],
  format: ['model', 'kernel', 'text', 'aggregate', 'event', 'sink'],
  job: ['model', 'text', 'event', 'operator', 'pipeline', 'format'],
  plan: [
    'model',
    'text',
    'aggregate',
    'window',
    'trigger',
    'watermark',
    'accumulation',
    'event',
    'operator',
    'pipeline',
    'format',
    'job',
  ],
  worker: ['model', 'kernel', 'os', 'event', 'format'],
  report: ['model', 'kernel', 'os', 'text', 'event', 'format'],
  run: [
    'model',
    'os',
    'text',
    'event',
    'operator',
    'source',
    'sink',
    'checkpoint',
    'pipeline',
    'format',
    'job',
    'worker',
    'report',
  ],
  cli: [
    'model',
    'os',
    'text',
    'aggregate',
    'window',
    'trigger',
    'watermark',
    'accumulation',
    'event',
    'operator',
    'format',
    'job',
    'plan',
  ],
  'command-context': ['os', 'cli'],
  main: ['os', 'checkpoint', 'run', 'cli', 'command-context'],
};

const pureRooms = [
  'model',
  'aggregate',
  'window',
  'trigger',
  'watermark',
  'accumulation',
  'operator',
  'pipeline',
  'plan',
];

const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.ts') && !name.endsWith('.d.ts') && !name.startsWith(join('kernel', 'wasm')),
);
const texts = new Map(files.map((name) => [name, readFileSync(join(src, name), 'utf8')]));

function roomOf(path: string): string {
  return path.split('/')[0]!.replace(/\.ts$/, '');
}

/** The files of the project that a file imports, types included. */
function importsOf(name: string): string[] {
  const found = texts.get(name)!.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g);
  return [...found].map(([, from]) => relative(src, join(src, dirname(name), from!)).replace(/\.js$/, '.ts'));
}

const imports = new Map(files.map((name) => [name, importsOf(name).filter((target) => texts.has(target))]));

test('imports point one way: exactly the arrows that are drawn exist', () => {
  const drawn = Object.entries(arrows).flatMap(([room, targets]) => targets.map((target) => `${room} → ${target}`));
  const found = files.flatMap((name) => imports.get(name)!.map((target) => [roomOf(name), roomOf(target)] as const));
  const between = new Set(found.filter(([from, to]) => from !== to).map(([from, to]) => `${from} → ${to}`));
  expect([...between].sort()).toEqual(drawn.sort());
});

/** Tarjan's strongly connected components (SIAM J. Comput. 1(2), 1972), those of more than one file. */
function circles(): string[] {
  const [order, low] = [new Map<string, number>(), new Map<string, number>()];
  const stack: string[] = [];
  const found: string[] = [];
  const visit = (name: string): void => {
    order.set(name, order.size);
    low.set(name, order.get(name)!);
    stack.push(name);
    for (const target of imports.get(name)!) {
      if (!order.has(target)) visit(target);
      if (stack.includes(target)) low.set(name, Math.min(low.get(name)!, low.get(target)!));
    }
    if (low.get(name) !== order.get(name)) return;
    const circle = stack.splice(stack.indexOf(name));
    if (circle.length > 1) found.push(circle.sort().join(' '));
  };
  for (const name of files) if (!order.has(name)) visit(name);
  return found.sort();
}

test('no files import each other in a circle', () => {
  expect(circles()).toEqual([]);
});

test('no type name is declared in two files', () => {
  const declared = files.flatMap((name) =>
    [...texts.get(name)!.matchAll(/^(?:export )?(?:abstract )?(?:interface|class|type) (\w+)/gm)].map(
      ([, type]) => type!,
    ),
  );
  const twice = new Set(declared.filter((type, i) => declared.indexOf(type) !== i));
  expect([...twice]).toEqual([]);
});

const pure = files.filter((name) => pureRooms.includes(roomOf(name)));

test.each(pure)('%s is pure: no clock, no chance, no I/O, nothing asynchronous', (name) => {
  const code = texts.get(name)!.replace(/\/\*[^]*?\*\/|\/\/.*$/gm, '');
  const packages = [...code.matchAll(/from\s+'([^.'][^']*)'/g)].map(([, from]) => from);
  // Zone arithmetic is the one thing the core cannot do by itself.
  expect(packages.filter((from) => !(name === 'window/zone.ts' && from === 'temporal-polyfill'))).toEqual([]);
  expect(code).not.toMatch(
    /\bprocess\.|\bDate\b|Math\.random|\bsetTimeout|\bsetInterval|\bsetImmediate|\basync\b|\bawait\b/,
  );
});
