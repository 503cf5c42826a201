/**
 * A map of a repository: the lines that declare what matters most in it, by file, within a token budget.
 * Lines are whole and as they are written; what is left out between them is one line `…`.
 */

import type { SourceFile } from '../context/context.ts';
import { type CodeIndex, type RankedSymbol, type Seed, standsBeside } from '../index/index.ts';
import type { Tokenizer } from '../models/models.ts';
import { lineAt, lineStarts } from '../text/text.ts';
import type { SymbolFact } from '../syntax/syntax.ts';

export interface MapRequest {
  /** Folder that paths are shown from. */
  readonly root: string;
  /** Tokens that the text may take; it never takes one more. */
  readonly budget: number;
  /** What the map is about; missing: the whole repository. */
  readonly focus?: readonly Seed[];
}

export interface MapParts {
  readonly index: CodeIndex;
  readonly tokenizer: Tokenizer;
  /** `undefined` when the file cannot be read. */
  readonly read: (path: string, signal: AbortSignal) => Promise<SourceFile | undefined>;
}

/** A declaration that the map shows. */
export interface MapSymbol {
  readonly name: string;
  readonly kind: SymbolFact['kind'];
  /** 1-based. */
  readonly line: number;
  readonly score: number;
}

export interface MapFile {
  /** From the root, with forward slashes. */
  readonly path: string;
  readonly symbols: readonly MapSymbol[];
}

export interface RepositoryMap {
  readonly text: string;
  readonly tokens: number;
  /** In the order of the text: the file that matters most first. */
  readonly files: readonly MapFile[];
  /** Files that could not be read though the index has them: the map is not whole without them. */
  readonly unread: readonly string[];
}

/** Symbols that are looked at: more than any map shows. */
const mostSymbols = 4_000;
/** Lines of a declaration that are shown before its body: of a longer one the first few. */
const mostLines = 8;
const firstLines = 3;
const longestLine = 300;
/** Tries to add one symbol more when the next best did not fit. */
const mostTries = 24;

/** What is longer than its signature by what it holds: of these the first line says enough. */
const values: ReadonlySet<SymbolFact['kind']> = new Set(['constant', 'variable', 'property', 'enumMember']);

/** What a symbol is worth beside its rank: tests and what only a file itself can see tell little. */
const kindWorth: Readonly<Record<SymbolFact['kind'], number>> = {
  class: 1,
  interface: 0.7,
  type: 0.5,
  function: 1,
  enum: 0.8,
  namespace: 0.6,
  method: 0.8,
  constant: 0.6,
  variable: 0.4,
  constructor: 0.4,
  property: 0.3,
  enumMember: 0.15,
};

export async function mapRepository(
  request: MapRequest,
  parts: MapParts,
  signal: AbortSignal,
): Promise<RepositoryMap> {
  const { index } = parts;
  const { symbols } = index.rank(request.focus, { limit: mostSymbols, epsilon: request.focus ? 1e-6 : 2e-7 });
  const candidates = weighed(symbols, request.root).slice(0, candidatesFor(request.budget));
  const sources = new Map<string, Source>();
  const unread: string[] = [];
  for (const path of new Set(candidates.map((symbol) => symbol.path))) {
    const file = await parts.read(path, signal);
    if (file) sources.set(path, { file, starts: lineStarts(file.text) });
    else unread.push(path);
  }
  const declared = candidates.flatMap((symbol) => declarationOf(symbol, sources) ?? []);
  const order: Order = { first: new Set(request.focus?.map(({ path }) => path)), root: request.root };
  const layOut = (shown: readonly Declaration[]): string => textOf(shown, sources, order);
  const shown = fit(declared, layOut, { budget: request.budget, tokenizer: parts.tokenizer });
  const text = layOut(shown);
  const files = inOrder(shown, order).map(([path, all]) => mapFile(relative(request.root, path), all));
  return { text, tokens: parts.tokenizer.count(text), files, unread };
}

/** No declaration takes fewer tokens than this. */
function candidatesFor(budget: number): number {
  return Math.max(20, Math.ceil(budget / 4));
}

interface Source {
  readonly file: SourceFile;
  readonly starts: readonly number[];
}

/** A symbol with the lines (0-based) that declare it and what holds it. */
interface Declaration {
  readonly symbol: RankedSymbol;
  readonly lines: readonly number[];
}

/**
 * Best first, of the overloads of a function the best one. A symbol of a file that has many better ones
 * counts less: the map shows the breadth.
 */
function weighed(symbols: readonly RankedSymbol[], root: string): RankedSymbol[] {
  const overloads = new Set<string>();
  const worth = symbols
    .filter(({ path, fact }) => {
      const key = `${path} ${fact.container} ${fact.name}`;
      return !overloads.has(key) && overloads.add(key);
    })
    .map((symbol) => ({ ...symbol, score: symbol.score * worthOf(symbol, root) }))
    .toSorted((a, b) => b.score - a.score);
  const before = new Map<string, number>();
  return worth
    .map((symbol) => {
      const count = before.get(symbol.path) ?? 0;
      before.set(symbol.path, count + 1);
      return { ...symbol, score: symbol.score / Math.sqrt(1 + count / 4) };
    })
    .toSorted((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1) * (a.path === b.path ? 0 : 1));
}

function worthOf({ path, fact }: RankedSymbol, root: string): number {
  const seen = fact.exported && !/^[_#]/.test(fact.name) ? 1 : 0.25;
  return kindWorth[fact.kind] * seen * (standsBeside(path, root) ? 0.1 : 1);
}

function declarationOf(symbol: RankedSymbol, sources: ReadonlyMap<string, Source>): Declaration | undefined {
  const source = sources.get(symbol.path);
  if (!source) return undefined;
  const lines: number[] = [];
  let fact: SymbolFact | undefined = symbol.fact;
  for (let depth = 0; fact && depth < 20; depth++) {
    lines.push(...signatureLines(fact, source));
    fact = fact.container === undefined ? undefined : source.file.facts.symbols[fact.container];
  }
  const isReadable = lines.every((line) => lineText(source, line).length <= longestLine);
  return isReadable && lines.length > 0 ? { symbol, lines } : undefined;
}

function signatureLines({ kind, range, body }: SymbolFact, { file, starts }: Source): number[] {
  const end = body ? Math.max(range.start, body.start - 1) : range.end;
  const written = file.text.slice(range.start, end).trimEnd().length;
  const first = lineAt(starts, range.start);
  const last = lineAt(starts, range.start + written);
  const most = values.has(kind) ? 1 : firstLines;
  const count = last - first + 1 > mostLines ? most : last - first + 1;
  return Array.from({ length: count }, (_, at) => first + at);
}

interface Limit {
  readonly budget: number;
  readonly tokenizer: Tokenizer;
}

/** As many of the first declarations as fit, found by halving; then single ones into what room is left. */
function fit(
  declared: readonly Declaration[],
  layOut: (shown: readonly Declaration[]) => string,
  { budget, tokenizer }: Limit,
): readonly Declaration[] {
  const fits = (shown: readonly Declaration[]): boolean => tokenizer.count(layOut(shown)) <= budget;
  let low = 0;
  let high = declared.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (fits(declared.slice(0, middle))) low = middle;
    else high = middle - 1;
  }
  let shown = declared.slice(0, low);
  for (const one of declared.slice(low, low + mostTries)) {
    const more = [...shown, one];
    if (fits(more)) shown = more;
  }
  return shown;
}

interface Order {
  /** Paths of files that come before all others: those that the map is about. */
  readonly first: ReadonlySet<string>;
  readonly root: string;
}

/** Files by the sum of what they show, the best first; in each the declarations in the order of the text. */
function inOrder(
  shown: readonly Declaration[],
  { first }: Order,
): [path: string, declarations: readonly Declaration[]][] {
  const isLater = (path: string): number => (first.has(path) ? 0 : 1);
  const total = (all: readonly Declaration[]): number =>
    all.reduce((sum, { symbol }) => sum + symbol.score, 0);
  return [...Map.groupBy(shown, ({ symbol }) => symbol.path)]
    .toSorted((a, b) => isLater(a[0]) - isLater(b[0]) || total(b[1]) - total(a[1]) || (a[0] < b[0] ? -1 : 1))
    .map(([path, all]) => [path, all.toSorted((a, b) => a.symbol.index - b.symbol.index)]);
}

function textOf(shown: readonly Declaration[], sources: ReadonlyMap<string, Source>, order: Order): string {
  return inOrder(shown, order)
    .map(([path, all]) => {
      const source = sources.get(path);
      const lines = new Set(all.flatMap((one) => one.lines));
      return source
        ? `${relative(order.root, path)}:\n${linesOf(
            source,
            [...lines].toSorted((a, b) => a - b),
          )}`
        : '';
    })
    .join('\n');
}

function linesOf(source: Source, lines: readonly number[]): string {
  let text = '';
  let next = 0;
  for (const line of lines) {
    if (!isBlank(source, next, line)) text += '…\n';
    text += `${lineText(source, line).trimEnd()}\n`;
    next = line + 1;
  }
  return isBlank(source, next, source.starts.length) ? text : `${text}…\n`;
}

function isBlank({ file, starts }: Source, from: number, to: number): boolean {
  return file.text.slice(starts[from] ?? file.text.length, starts[to] ?? file.text.length).trim() === '';
}

function lineText({ file, starts }: Source, line: number): string {
  return file.text.slice(starts[line] ?? 0, starts[line + 1] ?? file.text.length);
}

function mapFile(path: string, shown: readonly Declaration[]): MapFile {
  const symbols = shown.map(({ symbol: { fact, score }, lines }) => {
    return { name: fact.name, kind: fact.kind, line: (lines[0] ?? 0) + 1, score };
  });
  return { path, symbols };
}

function relative(root: string, path: string): string {
  const inside = path.startsWith(root) ? path.slice(root.length).replace(/^[\\/]/, '') : path;
  return inside.replaceAll('\\', '/');
}
