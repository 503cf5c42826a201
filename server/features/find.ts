/**
 * Search over a repository, names and contents together: declarations whose name matches, and lines of
 * code that have the words, in one list.
 */

import type { SourceFile } from '../context/context.ts';
import { type ChunkHit, type CodeIndex, type MatchKind, type NameHit, standsBeside } from '../index/index.ts';
import type { LineColumn, Range } from '../protocol/protocol.ts';
import type { SymbolKind } from '../syntax/syntax.ts';
import { lineColumnAt, terms } from '../text/text.ts';

export interface FindRequest {
  readonly query: string;
  /** Folder that is searched: what stands beside the product is told by the paths below it. */
  readonly root: string;
  readonly limit: number;
  /** Kinds of symbols that are wanted; then no other lines are searched. */
  readonly kinds?: ReadonlySet<SymbolKind>;
  /** Path that locality is measured from. */
  readonly near?: string;
}

export interface FindParts {
  readonly index: CodeIndex;
  /** `undefined` when the file cannot be read. */
  readonly read: (path: string, signal: AbortSignal) => Promise<SourceFile | undefined>;
}

export interface Found extends LineColumn {
  readonly path: string;
  /** How the name matches, or `content` for a line that has the words. */
  readonly match: MatchKind | 'content';
  /** 0 to 1, comparable within one answer. */
  readonly score: number;
  /** Of the declaration that is found, or of the one that the line stands in. */
  readonly symbol?: { readonly name: string; readonly kind: SymbolKind; readonly container?: string };
  /** The signature of the declaration or the line, on one line. */
  readonly text: string;
}

/** How much a match of a name counts; a line with all the words counts 0.8 at most. */
const worth: Readonly<Record<MatchKind, number>> = {
  exact: 0.95,
  prefix: 0.8,
  humps: 0.7,
  part: 0.7,
  substring: 0.5,
  letters: 0.2,
};
const contentWorth = 0.8;
const lineWorth = 0.6;
/** What counts of a match in a test or an example. */
const besideShare = 0.7;
const besideName = 0.9;

/** Best first. */
export async function find(request: FindRequest, parts: FindParts, signal: AbortSignal): Promise<Found[]> {
  const { query, root, limit, kinds, near } = request;
  const { index, read } = parts;
  const options = { limit, ...(kinds ? { kinds } : {}), ...(near === undefined ? {} : { near }) };
  const wanted = new Set(terms(query));
  const names = await Promise.all(
    index.searchNames(query, options).map(async (hit) => foundName(hit, await read(hit.path, signal), root)),
  );
  const chunks = kinds ? [] : index.search([...wanted], { limit: 2 * limit });
  const best = chunks[0]?.score ?? 1;
  const contents = await Promise.all(
    chunks.map(async (hit) => {
      const file = await read(hit.path, signal);
      return file && foundLine(hit, file, { wanted, root, index, share: hit.score / best });
    }),
  );
  return merged([...names, ...contents].filter((one) => one !== undefined)).slice(0, limit);
}

function foundName(
  { path, fact, match, score }: NameHit,
  file: SourceFile | undefined,
  root: string,
): Found | undefined {
  if (!file) return undefined;
  const { name, kind, range, body } = fact;
  const holder = fact.container === undefined ? undefined : file.facts.symbols[fact.container]?.name;
  return {
    path,
    ...lineColumnAt(file.text, range.start),
    match,
    score: (worth[match] + score / 20) * (standsBeside(path, root) ? besideName : 1),
    symbol: { name, kind, ...(holder === undefined ? {} : { container: holder }) },
    text: oneLine(signature(file.text, range, body)),
  };
}

/** The declaration up to its body. */
export function signature(text: string, range: Range, body: Range | undefined): string {
  const end = body && body.start > range.start ? body.start : range.end;
  return text.slice(range.start, end).replace(/\s*(?:=>\s*)?[{:]?\s*$/, '');
}

const longest = 160;

const commentLine = /^[ \t]*(?:\/\/|#(?!\w)).*$/gm;

/** Comments left out and white space made single, cut to a length that fits a terminal. */
export function oneLine(text: string): string {
  const line = text
    .slice(0, 8 * longest)
    .trim()
    .replace(/\n[^]*/, (rest) => rest.replace(commentLine, ''))
    .replace(/\s+/g, ' ');
  return line.length > longest ? `${line.slice(0, longest - 1).trimEnd()}…` : line;
}

interface Wanted {
  readonly wanted: ReadonlySet<string>;
  readonly root: string;
  readonly index: CodeIndex;
  /** Of the best chunk's score. */
  readonly share: number;
}

/** The line of a chunk that has most of the words; of several the first that is no import. */
function foundLine(
  hit: ChunkHit,
  file: SourceFile,
  { wanted, root, index, share }: Wanted,
): Found | undefined {
  let best: { start: number; text: string; count: number } | undefined;
  let start = hit.range.start;
  for (const text of file.text.slice(hit.range.start, hit.range.end).split('\n')) {
    const words = new Set(terms(text).filter((term) => wanted.has(term))).size;
    const count = words > 0 && isImport(file, start) ? 0.5 : words;
    if (count > (best?.count ?? 0)) best = { start, text, count };
    start += text.length + 1;
  }
  if (!best) return undefined;
  const offset = best.start + (best.text.length - best.text.trimStart().length);
  const around = index.symbolAt(hit.path, offset)?.fact;
  const isBeside = standsBeside(hit.path, root);
  return {
    path: hit.path,
    ...lineColumnAt(file.text, offset),
    match: 'content',
    score: share * (wanted.size > 1 ? contentWorth : lineWorth) * (isBeside ? besideShare : 1),
    ...(around ? { symbol: { name: around.name, kind: around.kind } } : {}),
    text: oneLine(best.text),
  };
}

function isImport({ facts }: SourceFile, offset: number): boolean {
  return facts.imports.some(({ range }) => range.start <= offset && offset < range.end);
}

/** One for each line and one for the overloads of a function, the best or the first. */
function merged(found: readonly Found[]): Found[] {
  const byKey = new Map<string, Found>();
  const lines = new Set<string>();
  for (const one of found.toSorted((a, b) => b.score - a.score)) {
    const { path, line, match, symbol } = one;
    const place = `${path}:${line}`;
    const declared = `${path} ${symbol?.container} ${symbol?.kind} ${symbol?.name}`;
    const key = match === 'content' ? place : declared;
    if (!byKey.has(key) && !lines.has(place)) byKey.set(key, one);
    lines.add(place);
  }
  return [...byKey.values()];
}
