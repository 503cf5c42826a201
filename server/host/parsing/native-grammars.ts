/**
 * The native parser behind the port of `syntax/parser.ts`: the package `tree-sitter`, which is not installed
 * with the project because it compiles for a minute. It is found where Node finds packages, `NODE_PATH`
 * included, and takes the grammars from the same packages.
 */

import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import {
  damageIn,
  findingsOf,
  grammarFolder,
  type Match,
  parseLimit,
  type Parser,
  type TreeNode,
} from '../../syntax/syntax.ts';
import { type Manifest, type Places, placesFrom, readGrammar } from './grammar-sources.ts';

/** What parses: tree-sitter in WebAssembly, or its native package. */
export type ParserName = 'wasm' | 'native';

/** Parsers by an editor's language id, as `Grammars` are. */
export type Parsers = (language: string, text?: string) => Promise<Parser | undefined>;

/** What is used of the package. */
interface TreeSitter {
  new (): NativeParser;
  readonly Query: new (language: unknown, source: string) => NativeQuery;
}

interface NativeParser {
  setLanguage(language: unknown): void;
  parse(
    input: (offset: number) => string,
    last: undefined,
    options: { readonly bufferSize: number; readonly progressCallback: () => boolean },
  ): { readonly rootNode: TreeNode } | null | undefined;
  reset(): void;
}

interface NativeQuery {
  matches(
    node: TreeNode,
    options: { readonly timeoutMicros: number },
  ): readonly { readonly pattern: number; readonly captures: Match['captures'] }[];
}

/** UTF-16 units that the parser reads at one time. */
const piece = 16_384;

/** `undefined` where the package is not installed or does not run here. `from` as for `loadGrammars`. */
export function loadNativeParsers(from: string = import.meta.url): Parsers | undefined {
  const require = createRequire(from);
  const treeSitter = loaded(require);
  if (!treeSitter) return undefined;
  const places = placesFrom(from);
  const parsers = new Map<string, Promise<Parser>>();
  return async (language, text) => {
    const folder = grammarFolder(language, text);
    if (folder === undefined) return undefined;
    const parser = parsers.get(folder) ?? loadParser(folder, { places, require, treeSitter });
    parsers.set(folder, parser);
    return parser;
  };
}

/** Whether the native package is installed and runs here. */
export function nativeParserLoads(from: string = import.meta.url): boolean {
  return loaded(createRequire(from)) !== undefined;
}

function loaded(require: NodeJS.Require): TreeSitter | undefined {
  try {
    const found: unknown = require('tree-sitter');
    return isTreeSitter(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

function isTreeSitter(value: unknown): value is TreeSitter {
  return typeof value === 'function' && 'Query' in value && typeof value.Query === 'function';
}

interface Loading {
  readonly places: Places;
  readonly require: NodeJS.Require;
  readonly treeSitter: TreeSitter;
}

async function loadParser(name: string, { places, require, treeSitter }: Loading): Promise<Parser> {
  const { source, manifest } = await readGrammar(name, places);
  const language = await languageOf(manifest, require);
  const query = new treeSitter.Query(language, source.tags);
  const parser = new treeSitter();
  parser.setLanguage(language);
  return {
    name,
    rules: source.rules,
    parse: (text) => {
      const root = parseWithin(parser, text);
      return (
        root && {
          damage: damageIn(root),
          findings: () => findingsOf(matchesIn(query, root), text, source.rules),
          delete: () => {},
        }
      );
    },
  };
}

/** Some of the packages are modules, some are of the older format; some hold several grammars. */
async function languageOf(manifest: Manifest, require: NodeJS.Require): Promise<unknown> {
  const found: unknown = await import(pathToFileURL(require.resolve(manifest.package)).href);
  const whole = memberOf(found, 'default') ?? found;
  return manifest.native === undefined ? whole : memberOf(whole, manifest.native);
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return new Map(Object.entries(value)).get(name);
}

function parseWithin(parser: NativeParser, text: string): TreeNode | undefined {
  const deadline = performance.now() + parseLimit;
  const options = { bufferSize: 2 * piece, progressCallback: () => performance.now() > deadline };
  try {
    const tree = parser.parse((offset) => text.slice(offset, offset + piece), undefined, options);
    if (tree) return tree.rootNode;
  } catch {
    // It throws where it was stopped.
  }
  parser.reset();
  return undefined;
}

function matchesIn(query: NativeQuery, root: TreeNode): Match[] {
  return query
    .matches(root, { timeoutMicros: parseLimit * 1_000 })
    .map(({ pattern, captures }) => ({ patternIndex: pattern, captures }));
}
