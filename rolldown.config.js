// The program that bin/flowctl starts, in one piece with what it needs from packages: half the start-up time of the
// same code as modules, and as a script less again (test/bench/README.md, B9). What a run may not need stays in chunks of
// its own.
import { existsSync, rmSync } from 'node:fs';

const dir = 'dist/program';
const worker = 'dist/event/threaded-worker.js';

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

export default {
  input: { main: 'dist/main.js', ...(existsSync(worker) ? { worker } : {}) },
  platform: 'node',
  output: { dir, format: 'cjs', chunkFileNames: '[name]-[hash].js' },
  plugins: [fresh],
};
