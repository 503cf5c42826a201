/** A grammar ready to use: a parser's language with the query that finds definitions and imports in it. */

import { Language, Parser, Query } from 'web-tree-sitter';

/** One compiled grammar. It lives as long as the thread that loaded it. */
export interface Grammar {
  /** Folder of `grammars/` that it came from. */
  readonly name: string;
  readonly language: Language;
  /** The captures are explained at the top of `grammars/javascript/tags.scm`. */
  readonly query: Query;
}

/** Where grammars come from, by an editor's language id; `undefined` for a language without one. */
export type Grammars = (language: string) => Promise<Grammar | undefined>;

/** Starts the parser library from its bytes. Needed once per thread, before any grammar. */
export async function startParsers(wasmBinary: Uint8Array): Promise<void> {
  await Parser.init({ wasmBinary });
}

/** @throws when the bytes are no grammar, or the query does not fit it. */
export async function createGrammar(name: string, wasm: Uint8Array, tags: string): Promise<Grammar> {
  const language = await Language.load(wasm);
  return { name, language, query: new Query(language, tags) };
}
