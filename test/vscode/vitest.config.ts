import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Tests inside a real VS Code: one host at a time. */
export default defineConfig({
  root: fileURLToPath(new URL('../../', import.meta.url)),
  test: {
    include: ['test/vscode/**/*.test.ts'],
    testTimeout: 180_000,
    hookTimeout: 600_000,
    pool: 'forks',
    maxWorkers: 1,
    fileParallelism: false,
    // On a busy machine VS Code now and then draws no ghost text although it has it (3 of 33 runs).
    retry: 2,
  },
});
