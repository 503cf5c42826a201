/**
 * Builds `dist/`: the command line, its workers and processes, the extension, and the files that they read.
 * `--package` writes the `.vsix` as well. `--target` names the platform whose native compiler comes along
 * (as `vsce` calls it, for example `linux-x64`), or `universal` for none; this machine's unless told.
 */

import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { keyed } from './media/l10n/manifest-texts.ts';

const dist = fileURLToPath(new URL('./dist/', import.meta.url));
const require = createRequire(import.meta.url);

const { values: wanted } = parseArgs({
  options: { package: { type: 'boolean', default: false }, target: { type: 'string' } },
});
const here = `${process.platform}-${process.arch}`;

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

/**
 * A program says where compiled code is kept before it loads any: of the front that it takes the folder from, it
 * gets that part only, since all that is in one bundle with it would be compiled anew each time.
 */
const foldersFirst = {
  name: 'folders-first',
  setup: ({ onResolve }) =>
    onResolve({ filter: /\/host\/host\.ts$/ }, ({ importer }) =>
      /(keyhole|language-server)\.ts$/.test(importer)
        ? { path: fileURLToPath(new URL('server/host/folders.ts', import.meta.url)), sideEffects: false }
        : undefined,
    ),
};

await build({
  ...modules,
  entryPoints: ['server/cli/keyhole.ts', 'server/lsp/language-server.ts'],
  // A compiled package that the editor does without; where it is installed, it is found at run time.
  external: ['@parcel/watcher'],
  plugins: [foldersFirst, withoutUnused],
});
await build({
  ...modules,
  entryPoints: [
    'server/host/catalogue/catalogue-worker.ts',
    'server/host/gguf/gguf-process.ts',
    'server/host/ngram-worker.ts',
    'server/host/parsing/parse-worker.ts',
    'server/host/type-engine/type-engine-process.ts',
  ],
});

/** What of the protocol the extension speaks; the language client's other features are left out. */
const spoken = [
  'configuration',
  'fileSystemWatcher',
  'inlineCompletion',
  'notebook',
  'progress',
  'textSynchronization',
  'workspaceFolder',
];

/** Messages of the protocol that only those other features know. */
const unspokenMessages =
  'callHierarchy colorProvider declaration diagnostic fileOperations foldingRange implementation inlineValue linkedEditingRange moniker selectionRange textDocumentContent typeDefinition typeHierarchy';

/** The language client has no way to choose its features: one left out becomes one that does nothing. */
const nothing = `class Nothing { fillClientCapabilities() {} initialize() {} clear() {} getState() { return { kind: 'static' }; } }
  module.exports = new Proxy({}, { get: () => Nothing });`;

const client = dirname(require.resolve('vscode-languageclient'));

/** What the compiler put before each module of the client; once is enough. */
const preamble = /^var __[\s\S]*?(?=^Object\.defineProperty\(exports, "__esModule")/m;
const preambles = ['api.js', 'codeConverter.js'].map((name) =>
  preamble.exec(readFileSync(join(client, name), 'utf8')),
);

const slimClient = {
  name: 'slim-client',
  setup: ({ onLoad }) => {
    const text = readFileSync(join(client, 'client.js'), 'utf8');
    const features = [...text.matchAll(/registerFeature\(new (\w+)_1\./g)].map(([, name]) => name);
    const unspoken = features.filter((name) => !spoken.includes(name));
    const replace = (filter, contents) => onLoad({ filter }, () => ({ contents }));
    replace(new RegExp(`languageclient.lib.common.(${unspoken.join('|')})\\.js$`), nothing);
    replace(
      new RegExp(
        `languageserver-protocol.lib.common.protocol\\.(${unspokenMessages.replaceAll(' ', '|')})\\.js$`,
      ),
      nothing,
    );
    // What the client gives to the features that are left out.
    replace(
      /languageclient.lib.common.protocol\w+(Item|Action|Lens|Hint|Link|Symbol|Diagnostic)\.js$/,
      nothing,
    );
    // `engines.vscode` has the version checked, and no selector of ours has a pattern.
    replace(/semver.functions.(parse|satisfies)\.js$/, 'module.exports = () => ({});');
    replace(/languageclient.lib.common.utils.globPattern\.js$/, 'exports.matchGlobPattern = () => false;');
    // Requests are cancelled by messages, not by memory that both sides share.
    replace(/vscode-jsonrpc.lib.common.sharedArrayCancellation\.js$/, nothing);
    // Only documents whose opening is told late are copied, and none is.
    replace(/vscode-languageserver-textdocument.lib.*\.js$/, nothing);
    onLoad({ filter: /vscode-(languageclient|languageserver-protocol|jsonrpc).lib.*\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(preamble, ''),
    }));
  },
};

/** The views are a file of their own, read when the first of them is opened. */
const viewsApart = {
  name: 'views-apart',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^\.\/views\.ts$/ }, () => ({ path: './views.cjs', external: true })),
};

// The extension host of the editor wants one file in the older module format.
await build({
  ...node,
  entryPoints: ['src/extension.ts'],
  outfile: join(dist, 'extension.cjs'),
  format: 'cjs',
  minify: true,
  external: ['vscode'],
  plugins: [slimClient, viewsApart],
  supported: { 'dynamic-import': false },
  banner: { js: preambles.join('') },
});
await build({
  ...node,
  entryPoints: ['src/views.ts'],
  outfile: join(dist, 'views.cjs'),
  format: 'cjs',
  minify: true,
  external: ['vscode'],
});

/** The pages of views run in the editor's own browser; they are bundled whole. */
await build({
  bundle: true,
  platform: 'browser',
  target: 'es2022',
  format: 'iife',
  minify: true,
  logLevel: 'warning',
  entryPoints: { inspector: 'media/inspector/page.tsx' },
  outdir: join(dist, 'media'),
  jsx: 'automatic',
  jsxImportSource: 'preact',
  loader: { '.svg': 'text' },
});
cpSync(require.resolve('@vscode/codicons/LICENSE'), join(dist, 'media/codicons-LICENSE'));
cpSync('media/l10n', join(dist, 'media/l10n'), { recursive: true });
for (const name of readdirSync('media').filter((file) => /\.(svg|png)$/.test(file)))
  cpSync(join('media', name), join(dist, 'media', name));

cpSync(require.resolve('web-tree-sitter/web-tree-sitter.wasm'), join(dist, 'web-tree-sitter.wasm'));

const typescript = dirname(require.resolve('typescript'));
for (const name of readdirSync(typescript).filter((file) => /^lib\..*\.d\.ts$/.test(file))) {
  cpSync(join(typescript, name), join(dist, 'typescript-lib', name));
}

for (const entry of readdirSync('grammars', { withFileTypes: true })) {
  if (entry.isDirectory()) copyGrammar(entry.name);
}

if (wanted.target !== 'universal') copyCompiler(wanted.target ?? here);

if (wanted.package) {
  const words = ['package', '--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
  const named = wanted.target === undefined ? '' : `-${wanted.target}`;
  const target = wanted.target === 'universal' ? [] : ['--target', wanted.target ?? here];
  const vsce = join(dirname(require.resolve('@vscode/vsce/package.json')), 'vsce');
  const out = join(dist, `keyhole${named}.vsix`);
  execFileSync(process.execPath, [vsce, ...words, ...target, '--out', out], {
    cwd: stage(),
    stdio: 'inherit',
  });
}

/** A folder of what goes into the package: the manifest with keys for its texts, these in each language, and its files. */
function stage() {
  const folder = mkdtempSync(join(tmpdir(), 'keyhole-package-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const write = (name, value) => writeFileSync(join(folder, name), JSON.stringify(value, undefined, 2));
  const { manifest, texts } = keyed(JSON.parse(readFileSync('package.json', 'utf8')));
  const german = JSON.parse(readFileSync('media/l10n/manifest.de.json', 'utf8'));
  const translated = Object.entries(texts).map(([key, text]) => [key, german[text] ?? text]);
  for (const name of manifest.files)
    cpSync(name, join(folder, name), { recursive: true, filter: (path) => !path.endsWith('.vsix') });
  write('package.json', {
    ...manifest,
    files: [...manifest.files, 'package.nls.json', 'package.nls.de.json'],
  });
  write('package.nls.json', texts);
  write('package.nls.de.json', Object.fromEntries(translated));
  return folder;
}

/** The native compiler of a platform, with its library and licence; the type engine does without where there is none. */
function copyCompiler(target) {
  const from = folderOfCompiler(target.replace('alpine', 'linux').replace('armhf', 'arm'));
  if (!from) return;
  cpSync(join(from, 'lib'), join(dist, 'typescript-native'), { recursive: true });
  for (const name of ['LICENSE', 'NOTICE.txt'])
    cpSync(join(from, name), join(dist, 'typescript-native', name));
}

/** Another platform's package is not installed here: it is fetched. */
function folderOfCompiler(platform) {
  const name = `@typescript/typescript-${platform}`;
  try {
    return dirname(require.resolve(`${name}/package.json`));
  } catch {
    if (platform === here) return undefined;
  }
  const { version } = require('typescript7/package.json');
  const folder = mkdtempSync(join(tmpdir(), 'keyhole-compiler-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  execFileSync('npm', ['pack', '--silent', `${name}@${version}`], {
    cwd: folder,
    shell: process.platform === 'win32',
  });
  const [archive] = readdirSync(folder);
  execFileSync('tar', ['-xzf', archive], { cwd: folder });
  return join(folder, 'package');
}

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
