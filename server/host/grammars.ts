/**
 * Finds grammars on disk and loads each when it is first asked for. From sources they lie in `grammars/`
 * and in the installed packages; in a bundle everything lies in `grammars/` beside it.
 */

import { readFile } from 'node:fs/promises';
import {
  createGrammar,
  type Grammar,
  type Grammars,
  type GrammarSource,
  grammarFolder,
  rulesFrom,
  startParsers,
} from '../syntax/syntax.ts';

/** What `grammar.json` says. Files are relative to its folder; queries are joined in their order. */
interface Manifest {
  /** Package with the compiled grammar, and the file in it. */
  readonly package: string;
  readonly wasm: string;
  readonly tags: readonly string[];
  readonly scope: readonly string[];
  readonly rules: string;
}

/** Where the parser library's wasm is, and where the wasm of a grammar is. */
interface Places {
  readonly grammars: URL;
  readonly library: URL;
  readonly wasm: (folder: URL, manifest: Manifest) => URL;
}

/**
 * `from` is the address of the module that asks: a `.ts` file of `server/host/`, or the bundle.
 * A language without a grammar gives `undefined`; a grammar that is there but broken rejects.
 */
export function loadGrammars(from: string = import.meta.url): Grammars {
  const places = placesFrom(from);
  const loaded = new Map<string, Promise<Grammar>>();
  let started: Promise<void> | undefined;
  return async (language, text) => {
    const folder = grammarFolder(language, text);
    if (folder === undefined) return undefined;
    started ??= readFile(places.library).then(startParsers);
    await started;
    const grammar = loaded.get(folder) ?? loadGrammar(folder, places);
    loaded.set(folder, grammar);
    return grammar;
  };
}

function placesFrom(from: string): Places {
  return from.endsWith('.ts') ? sourcePlaces(from) : bundlePlaces(from);
}

function sourcePlaces(from: string): Places {
  const root = new URL('../../', from);
  return {
    grammars: new URL('grammars/', root),
    library: new URL('node_modules/web-tree-sitter/web-tree-sitter.wasm', root),
    wasm: (_, manifest) => new URL(`node_modules/${manifest.package}/${manifest.wasm}`, root),
  };
}

function bundlePlaces(from: string): Places {
  return {
    grammars: new URL('./grammars/', from),
    library: new URL('./web-tree-sitter.wasm', from),
    wasm: (folder, manifest) => new URL(manifest.wasm, folder),
  };
}

async function loadGrammar(name: string, places: Places): Promise<Grammar> {
  const folder = new URL(`${name}/`, places.grammars);
  const { source, manifest } = await readSource(name, folder);
  return createGrammar(source, await readFile(places.wasm(folder, manifest)));
}

async function readSource(
  name: string,
  folder: URL,
): Promise<{ readonly source: GrammarSource; readonly manifest: Manifest }> {
  const read = (file: string): Promise<string> => readFile(new URL(file, folder), 'utf8');
  const joined = async (files: readonly string[]): Promise<string> =>
    (await Promise.all(files.map(read))).join('\n');
  const manifest = parseManifest(await read('grammar.json'));
  const rules = rulesFrom(JSON.parse(await read(manifest.rules)));
  const tags = await joined(manifest.tags);
  const scope = manifest.scope.length > 0 ? { scope: await joined(manifest.scope) } : {};
  return { source: { name, tags, rules, ...scope }, manifest };
}

function parseManifest(text: string): Manifest {
  const manifest: unknown = { scope: [], rules: 'rules.json', ...JSON.parse(text) };
  if (!isManifest(manifest)) throw new Error('A grammar.json must name `package`, `wasm` and `tags`.');
  return manifest;
}

function isManifest(value: unknown): value is Manifest {
  return (
    typeof value === 'object' &&
    value !== null &&
    'package' in value &&
    typeof value.package === 'string' &&
    'wasm' in value &&
    typeof value.wasm === 'string' &&
    'rules' in value &&
    typeof value.rules === 'string' &&
    'tags' in value &&
    areNames(value.tags) &&
    'scope' in value &&
    areNames(value.scope)
  );
}

function areNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((file) => typeof file === 'string');
}
