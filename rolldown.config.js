// The program that bin/flowctl starts, in one piece with what it needs from packages: half the start-up time of the
// same code as modules (test/bench/README.md, B9). What a run may not need stays in chunks of its own.
export default {
  input: { main: 'dist/main.js' },
  platform: 'node',
  output: { dir: 'dist/program', format: 'esm', chunkFileNames: '[name]-[hash].js' },
};
