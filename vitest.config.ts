import { defineConfig } from 'vitest/config';

// FLOWCTL_REPORT names a file for the counts that .ci/run prints last.
const report = process.env['FLOWCTL_REPORT'];

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/seed.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    env: { TZ: 'UTC', LC_ALL: 'C', NO_COLOR: '1', COLUMNS: '80' },
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
  },
});
