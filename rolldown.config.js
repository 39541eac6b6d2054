// The program that bin/flowctl starts, in one piece with what it needs from packages: half the start-up time of the
// same code as modules, and as a script less again (test/bench/README.md, B9). What a run may not need stays in chunks of
// its own.
import { rmSync } from 'node:fs';

const dir = 'dist/program';

/** Nothing stays from the build before; and these files are scripts, whatever the package around them is. */
const fresh = {
  name: 'fresh',
  buildStart() {
    rmSync(dir, { recursive: true, force: true });
  },
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'package.json', source: '{ "type": "commonjs" }\n' });
  },
};

/**
 * Chunks as bin/flowctl wants them. Other characters only as escapes: such a text is read faster, and takes half the
 * memory. And in one function, which a module calls, and a script gives to who runs it.
 */
const finished = {
  name: 'finished',
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) if (chunk.type === 'chunk') chunk.code = inFunction(inAscii(chunk.code));
  },
};

function inAscii(code) {
  return code.replace(/[^\0-\x7f]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function inFunction(code) {
  const given = 'exports,require,module,__filename';
  return `(f=>typeof exports=='undefined'?f:f(${given}))(function(${given}){${code}\n})\n`;
}

/** Commander could start programs; nobody here asks it to, and what starts them takes a millisecond to load. */
const startsNothing = {
  name: 'starts-nothing',
  resolveId: (source, importer) =>
    source === 'node:child_process' && /commander/.test(importer) ? '\0starts-nothing' : undefined,
  load: (id) => (id === '\0starts-nothing' ? 'export {};' : undefined),
};

/** What only some runs need, or no run: other zones, option files, help and its like. */
const seldom =
  /temporal|chalk|yargs|worker\/|window\/zone|cli\/(help|man|complete|explain|topic|paint|page|option-text|registries)|checkpoint\/|run\/(checkpoints|completed-run|table)|plan\/plan-(file|layer)/;
/** Verbs but `run`, which share much among themselves. */
const verbs =
  /dist\/(operator\/(dedup|disorder|fill|join|match|sort)\/|cli\/plan\/(dedup|disorder|fill|join|match|sort|top|chained)|format\/output\/disorder|run\/(chained-step|edge))/;
/** What says `--version`, and finds out what else is wanted. */
const first = /dist\/(command-context|os\/)|cli\/(index|color|verbs|paint)|rolldown\/runtime/;
/** All that every run needs is one chunk: finding and opening twenty costs more than reading one. */
const groups = [
  { name: 'first', test: first, priority: 3 },
  { name: 'verbs', test: verbs, priority: 1 },
  { name: 'run', test: (id) => !seldom.test(id) && !verbs.test(id) && !/dist\/main\.js/.test(id), priority: 2 },
];

const output = { dir, format: 'cjs', chunkFileNames: '[name]-[hash].js', minify: true };

export default [
  {
    input: { main: 'dist/main.js' },
    platform: 'node',
    output: { ...output, codeSplitting: { groups } },
    plugins: [fresh, startsNothing, finished],
  },
  // Other threads need but the decoders and the printer, and have no use for the rest of the program.
  { input: { worker: 'dist/worker/main.js' }, platform: 'node', output, plugins: [finished] },
];
