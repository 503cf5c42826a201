/**
 * A grammar in WebAssembly, ready to use: the parser's language, the query that finds definitions, uses
 * and imports in it, and what its language is like.
 */

import { Language, Parser as LibraryParser, Query, type Tree } from 'web-tree-sitter';
import type { Findings } from './findings.ts';
import { damageIn } from './nodes.ts';
import { parseOnce } from './parse.ts';
import { parseLimit, type Parser } from './parser.ts';
import { findingsOf } from './query-findings.ts';
import type { LanguageRules } from './rules.ts';

/** One compiled grammar. It lives as long as the thread that loaded it. */
export interface Grammar extends Parser {
  readonly language: Language;
  /** The captures are explained in `grammars/README.md`. */
  readonly query: Query;
  /** Finds the names in scope at a cursor, where the rules ask for that. */
  readonly scope: Query | undefined;
  /** What the query finds in the tree of a text; less where it takes too long. */
  findingsIn(tree: Tree, text: string): Findings;
}

/**
 * Where grammars come from, by an editor's language id; `undefined` for a language without one. The text
 * decides where one language is written in several (`lang="tsx"` in Vue).
 */
export type Grammars = (language: string, text?: string) => Promise<Grammar | undefined>;

/** What a folder of `grammars/` says, read. */
export interface GrammarSource {
  readonly name: string;
  /** Texts of the queries. */
  readonly tags: string;
  readonly scope?: string;
  readonly rules: LanguageRules;
}

/** Starts the parser library from its bytes. Needed once per thread, before any grammar. */
export async function startParsers(wasmBinary: Uint8Array): Promise<void> {
  // What it dies of it also throws.
  await LibraryParser.init({ wasmBinary, printErr: () => {} });
}

/** @throws when the bytes are no grammar, or a query does not fit it. */
export async function createGrammar(source: GrammarSource, wasm: Uint8Array): Promise<Grammar> {
  const { name, rules } = source;
  const language = await Language.load(wasm);
  const query = new Query(language, source.tags);
  const findingsIn = (tree: Tree, text: string): Findings => {
    const deadline = performance.now() + parseLimit;
    const isLate = (): boolean => performance.now() > deadline;
    return findingsOf(query.matches(tree.rootNode, { progressCallback: isLate }), text, rules);
  };
  let scope: Query | undefined;
  return {
    name,
    rules,
    language,
    query,
    // Made when a cursor first asks: a query takes long to make, and most threads never locate anything.
    get scope() {
      if (source.scope !== undefined) scope ??= new Query(language, source.scope);
      return scope;
    },
    findingsIn,
    parse: (text) => {
      const tree = parseOnce(language, text);
      return (
        tree && {
          damage: damageIn(tree.rootNode),
          findings: () => findingsIn(tree, text),
          delete: () => tree.delete(),
        }
      );
    },
  };
}
