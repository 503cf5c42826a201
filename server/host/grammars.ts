/**
 * Finds grammars on disk and loads each when it is first asked for. From sources they lie in `grammars/`
 * and in the installed packages; in a bundle everything lies in `grammars/` beside it.
 */

import { readFile } from 'node:fs/promises';
import { createGrammar, type Grammar, type Grammars, grammarFolder, startParsers } from '../syntax/syntax.ts';

/** What `grammar.json` says. `tags` are query files, relative to its folder, joined in this order. */
interface Manifest {
  readonly package: string;
  readonly wasm: string;
  readonly tags: readonly string[];
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
  const places = from.endsWith('.ts') ? sourcePlaces(from) : bundlePlaces(from);
  const loaded = new Map<string, Promise<Grammar>>();
  let started: Promise<void> | undefined;
  return async (language) => {
    const folder = grammarFolder(language);
    if (folder === undefined) return undefined;
    started ??= readFile(places.library).then(startParsers);
    await started;
    const grammar = loaded.get(folder) ?? loadGrammar(folder, places);
    loaded.set(folder, grammar);
    return grammar;
  };
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
  const manifest = parseManifest(await readFile(new URL('grammar.json', folder), 'utf8'));
  const wasm = await readFile(places.wasm(folder, manifest));
  const tags = await Promise.all(manifest.tags.map((file) => readFile(new URL(file, folder), 'utf8')));
  return createGrammar(name, wasm, tags.join('\n'));
}

function parseManifest(text: string): Manifest {
  const manifest: unknown = JSON.parse(text);
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
    'tags' in value &&
    Array.isArray(value.tags) &&
    value.tags.every((file) => typeof file === 'string')
  );
}
