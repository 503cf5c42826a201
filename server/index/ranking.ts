/** How near the symbols of a workspace are to any of them, and which matter most. */

import type { FactTable, SymbolRef } from './fact-table.ts';
import { pageRank } from './page-rank.ts';
import type { SymbolGraph } from './symbol-graph.ts';

/** Where a walk begins: a symbol, or a file where `index` is missing. */
export interface Seed {
  readonly path: string;
  readonly index?: number;
  /** Above 0, relative to the other seeds. */
  readonly weight: number;
}

export interface RankOptions {
  /** Symbols that are wanted, the best ones. */
  readonly limit: number;
  /** The chance of a walk to go on from where it is; by default 0.85. */
  readonly damping?: number;
  /** Smaller is more exact and slower, see `pageRank`; by default 1e-4. */
  readonly epsilon?: number;
}

export interface RankedSymbol extends SymbolRef {
  /** 0 to 1: the share of a walk's time that is spent there. */
  readonly score: number;
}

export interface Ranking {
  /** Best first; equal ones in the order of path and place. */
  readonly symbols: readonly RankedSymbol[];
  /** Of each file that was reached, its own and its symbols' scores together, best first. */
  readonly files: readonly { readonly path: string; readonly score: number }[];
}

interface Ranked {
  readonly file: number;
  /** -1 for the file itself. */
  readonly place: number;
  readonly score: number;
}

/** `seeds` missing: from all files alike, which tells what matters most in the whole workspace. */
export function rank(
  table: FactTable,
  graph: SymbolGraph,
  seeds: readonly Seed[] | undefined,
  { limit, damping = 0.85, epsilon = 1e-4 }: RankOptions,
): Ranking {
  const from = seeds ? nodesOf(table, graph, seeds) : allFiles(table, graph);
  if (from.size === 0) return { symbols: [], files: [] };
  const ranked: Ranked[] = [];
  const files = new Map<number, number>();
  for (const [node, score] of pageRank(graph, from, { damping, epsilon })) {
    const file = graph.nodes.fileOf(node);
    files.set(file, (files.get(file) ?? 0) + score);
    ranked.push({ file, place: graph.nodes.placeOf(node), score });
  }
  const byScore = (a: Ranked, b: Ranked): number => b.score - a.score || compare(table, a, b);
  const symbols = ranked.filter(({ place }) => place >= 0);
  return {
    symbols: noLessThan(symbols, limit)
      .toSorted(byScore)
      .slice(0, limit)
      .flatMap(({ file, place, score }) => {
        const symbol = table.symbol(file, place);
        return symbol ? [{ ...symbol, score }] : [];
      }),
    files: Array.from(files, ([file, score]) => ({ file, place: -1, score }))
      .toSorted(byScore)
      .map(({ file, score }) => ({ path: table.files.pathOf(file), score })),
  };
}

/** Those that score no less than the one at place `limit`. */
function noLessThan(ranked: readonly Ranked[], limit: number): readonly Ranked[] {
  if (ranked.length <= limit) return ranked;
  const scores = Float64Array.from(ranked, ({ score }) => score).sort();
  const least = scores[scores.length - limit] ?? 0;
  return ranked.filter(({ score }) => score >= least);
}

function compare({ files }: FactTable, a: Ranked, b: Ranked): number {
  if (a.file === b.file) return a.place - b.place;
  return files.pathOf(a.file) < files.pathOf(b.file) ? -1 : 1;
}

function nodesOf({ files }: FactTable, { nodes }: SymbolGraph, seeds: readonly Seed[]): Map<number, number> {
  const found = new Map<number, number>();
  for (const { path, index, weight } of seeds) {
    const file = files.numberOf(path);
    if (file === undefined || weight <= 0) continue;
    const node = index === undefined ? nodes.fileNode(file) : nodes.nodeOf(file, index);
    if (node !== undefined) found.set(node, (found.get(node) ?? 0) + weight);
  }
  return found;
}

function allFiles({ files }: FactTable, { nodes }: SymbolGraph): Map<number, number> {
  const found = new Map<number, number>();
  for (const path of files.paths()) {
    const file = files.numberOf(path);
    const node = file === undefined ? undefined : nodes.fileNode(file);
    if (node !== undefined) found.set(node, 1);
  }
  return found;
}
