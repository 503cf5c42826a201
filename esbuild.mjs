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

/** What every bundle that runs in Node has. VS Code 1.104 brings Node 22. */
const node = { bundle: true, platform: 'node', target: 'node22', logLevel: 'warning' };

const modules = {
  ...node,
  outdir: dist,
  entryNames: '[name]',
  chunkNames: 'chunk-[hash]',
  splitting: true,
  format: 'esm',
  minifySyntax: true,
  minifyWhitespace: true,
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
};

/** The doors leave out what only a worker or a child process uses; above all the compiler. */
const withoutUnused = {
  name: 'without-unused',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^typescript$/ }, ({ path }) => ({
      path: require.resolve(path),
      sideEffects: false,
    })),
};

await build({
  ...modules,
  entryPoints: ['server/cli/keyhole.ts', 'server/lsp/language-server.ts'],
  plugins: [withoutUnused],
});
await build({
  ...modules,
  entryPoints: [
    'server/host/ngram-worker.ts',
    'server/host/parse-worker.ts',
    'server/host/type-engine-process.ts',
  ],
  // No worker opens a socket.
  external: ['openai'],
});

// The extension host of the editor wants one file in the older module format.
await build({
  ...node,
  entryPoints: ['src/extension.ts'],
  outfile: join(dist, 'extension.cjs'),
  format: 'cjs',
  minify: true,
  external: ['vscode'],
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
