/** Builds `dist/`: the command line, its workers and processes, and the files that they read. */

import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const dist = fileURLToPath(new URL('./dist/', import.meta.url));
const require = createRequire(import.meta.url);

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });

await build({
  entryPoints: [
    'server/cli/keyhole.ts',
    'server/host/ngram-worker.ts',
    'server/host/parse-worker.ts',
    'server/host/type-engine-process.ts',
  ],
  outdir: dist,
  entryNames: '[name]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  minifySyntax: true,
  minifyWhitespace: true,
  sourcemap: false,
  logLevel: 'warning',
  // Packages in the older module format expect these names.
  banner: {
    js: [
      "import { createRequire as createRequireForBundle } from 'node:module';",
      "import { fileURLToPath as pathOfBundle } from 'node:url';",
      'const require = createRequireForBundle(import.meta.url);',
      'const __filename = pathOfBundle(import.meta.url);',
      "const __dirname = pathOfBundle(new URL('.', import.meta.url));",
    ].join('\n'),
  },
});

cpSync(require.resolve('web-tree-sitter/web-tree-sitter.wasm'), join(dist, 'web-tree-sitter.wasm'));

const typescript = dirname(require.resolve('typescript'));
for (const name of readdirSync(typescript).filter((file) => /^lib\..*\.d\.ts$/.test(file))) {
  cpSync(join(typescript, name), join(dist, 'typescript-lib', name));
}

for (const language of readdirSync('grammars')) copyGrammar(language);

/** A grammar's own files, with the compiled parser and the licence of the package that it names. */
function copyGrammar(language) {
  const folder = join('grammars', language);
  const target = join(dist, 'grammars', language);
  const grammar = JSON.parse(readFileSync(join(folder, 'grammar.json'), 'utf8'));
  const from = dirname(require.resolve(`${grammar.package}/package.json`));
  cpSync(folder, target, { recursive: true });
  cpSync(join(from, grammar.wasm), join(target, basename(grammar.wasm)));
  cpSync(join(from, grammar.licence ?? 'LICENSE'), join(target, 'LICENSE'));
}
