/** Bundles mocha suites into one CommonJS file that the extension host can load, in a temporary folder. */

import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

export interface SuiteBundle {
  /** File that exports `run()`. */
  readonly entry: string;
  /** Where the suite writes its result. */
  readonly result: string;
  [Symbol.dispose](): void;
}

/** mocha loads its parts at run time, so it stays where it is installed. */
const installedMocha: Plugin = {
  name: 'installed-mocha',
  setup(build) {
    const path = createRequire(import.meta.url).resolve('mocha/lib/mocha.cjs');
    build.onResolve({ filter: /^mocha$/ }, () => ({ path, external: true }));
  },
};

/** Disposing it removes the bundle and the result. */
export async function bundleSuite(files: readonly string[]): Promise<SuiteBundle> {
  const folder = mkdtempSync(join(tmpdir(), 'keyhole-suite-'));
  const entry = join(folder, 'suite.cjs');
  const runner = fileURLToPath(new URL('./in-host.ts', import.meta.url));
  const loads = files.map((file) => `require(${JSON.stringify(resolve(file))});`);
  await build({
    stdin: {
      contents: `import { runMocha } from ${JSON.stringify(runner)};
        export const run = () => runMocha(() => { ${loads.join(' ')} });`,
      resolveDir: folder,
    },
    outfile: entry,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode'],
    sourcemap: 'inline',
    logLevel: 'silent',
    plugins: [installedMocha],
  });
  return {
    entry,
    result: join(folder, 'result.json'),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}
