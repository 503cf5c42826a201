/**
 * What the folders of `grammars/` say. From sources they lie in the project, the compiled grammars in the
 * installed packages; in a bundle everything lies in `grammars/` beside it.
 */

import { readFile } from 'node:fs/promises';
import { type GrammarSource, rulesFrom } from '../../syntax/syntax.ts';

/** What `grammar.json` says. Files are relative to its folder; queries are joined in their order. */
export interface Manifest {
  /** Package with the compiled grammar, and the file in it. */
  readonly package: string;
  readonly wasm: string;
  readonly tags: readonly string[];
  readonly scope: readonly string[];
  readonly rules: string;
  /** Where the package has several grammars, the name of this one in it. */
  readonly native?: string;
}

/** Where the parser library's wasm is, and where the wasm of a grammar is. */
export interface Places {
  readonly grammars: URL;
  readonly library: URL;
  readonly wasm: (folder: URL, manifest: Manifest) => URL;
}

/** `from` is the address of the module that asks: a `.ts` file of a folder in `server/host/`, or the bundle. */
export function placesFrom(from: string): Places {
  return from.endsWith('.ts') ? sourcePlaces(from) : bundlePlaces(from);
}

function sourcePlaces(from: string): Places {
  const root = new URL('../../../', from);
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

/** A folder read: its queries and rules, and its manifest. @throws when a file is missing or not of its shape. */
export async function readGrammar(
  name: string,
  places: Places,
): Promise<{ readonly source: GrammarSource; readonly manifest: Manifest; readonly folder: URL }> {
  const folder = new URL(`${name}/`, places.grammars);
  const read = (file: string): Promise<string> => readFile(new URL(file, folder), 'utf8');
  const joined = async (files: readonly string[]): Promise<string> =>
    (await Promise.all(files.map(read))).join('\n');
  const manifest = parseManifest(await read('grammar.json'));
  const rules = rulesFrom(JSON.parse(await read(manifest.rules)));
  const tags = await joined(manifest.tags);
  const scope = manifest.scope.length > 0 ? { scope: await joined(manifest.scope) } : {};
  return { source: { name, tags, rules, ...scope }, manifest, folder };
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
    areNames(value.scope) &&
    (!('native' in value) || typeof value.native === 'string')
  );
}

function areNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((file) => typeof file === 'string');
}
