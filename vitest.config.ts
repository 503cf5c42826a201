import { mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig, type TestProjectConfiguration } from 'vitest/config';

/** The tests of the type engine run over the native compiler too, where the platform has it. */
const native: TestProjectConfiguration = {
  extends: true,
  test: {
    name: 'native',
    include: ['test/statics/typescript/**/*.test.ts', 'test/monitors/monitors.test.ts'],
    env: { KEYHOLE_TYPE_ENGINE: 'native' },
  },
};

function hasNative(): boolean {
  try {
    createRequire(import.meta.url).resolve(
      `@typescript/typescript-${process.platform}-${process.arch}/package.json`,
    );
    return true;
  } catch {
    return false;
  }
}

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    setupFiles: ['test/support/seed.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // No test reads or writes what a person's own Keyhole keeps.
    env: { KEYHOLE_CACHE_DIR: mkdtempSync(join(tmpdir(), 'keyhole-cache-')) },
    projects: [
      {
        extends: true,
        test: {
          name: 'keyhole',
          include: ['test/**/*.test.ts'],
          exclude: ['test/vscode/**', 'test/bench/**', 'node_modules/**'],
        },
      },
      ...(hasNative() ? [native] : []),
    ],
  },
});
