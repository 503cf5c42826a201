/** Loads each grammar, compiled to WebAssembly, when it is first asked for. */

import { readFile } from 'node:fs/promises';
import {
  createGrammar,
  type Grammar,
  type Grammars,
  grammarFolder,
  startParsers,
} from '../../syntax/syntax.ts';
import { type Places, placesFrom, readGrammar } from './grammar-sources.ts';

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

async function loadGrammar(name: string, places: Places): Promise<Grammar> {
  const { source, manifest, folder } = await readGrammar(name, places);
  return createGrammar(source, await readFile(places.wasm(folder, manifest)));
}
