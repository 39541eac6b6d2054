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

/** What only some runs need, or no run: other zones, help and its like. */
const seldom =
  /temporal|chalk|event\/thread|sink\/press|window\/zone|cli\/(help|man|complete|explain|topic|paint|page)|checkpoint\/(?!lock)|run\/checkpoints/;
/** What says `--version`, and finds out what else is wanted. */
const first =
  /dist\/(shell|surroundings)|cli\/(index|color|verbs|paint)|sink\/(place|descriptor|write-all|closed-output)|kernel\/system-words/;
/** All that every run needs is one chunk: finding and opening twenty costs more than reading one. */
const groups = [
  { name: 'first', test: first, priority: 2 },
  { name: 'run', test: (id) => !seldom.test(id) && !/dist\/main\.js/.test(id), priority: 1 },
];

const output = { dir, format: 'cjs', chunkFileNames: '[name]-[hash].js', minify: true };

export default [
  {
    input: { main: 'dist/main.js' },
    platform: 'node',
    output: { ...output, codeSplitting: { groups } },
    plugins: [fresh],
  },
  // Other threads need but the decoders and the printer, and have no use for the rest of the program.
  { input: { worker: 'dist/run/thread.js' }, platform: 'node', output },
];
