/**
 * A repository map in the manner of aider's `repomap.py`: files that refer to each other's names, ranked by
 * personalised PageRank from the open file, the ranks handed on to the definitions. Pinned; weights as there,
 * without its repeated square root.
 */

import { readFileSync } from 'node:fs';
import ts from 'typescript';
import type { Hole } from './needed-symbols.ts';
import type { ShownPiece } from './shown-pieces.ts';

interface Definition {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly line: string;
}

const settings = { damping: 0.85, rounds: 30, shown: 600 } as const;

interface Tags {
  /** Names that a file uses, with how often. */
  readonly uses: ReadonlyMap<string, number>;
  readonly definitions: ReadonlyMap<string, readonly Definition[]>;
}

/** Reads all files once; the map is then made anew for each hole. */
export function createMap(root: string, paths: readonly string[]): (hole: Hole) => ShownPiece[] {
  const tags = new Map(paths.map((path) => [path, tagsOf(path, readFileSync(path, 'utf8'))]));
  return (hole) => {
    const own = tagsOf(hole.path, hole.text.slice(0, hole.offset));
    const all = new Map([
      ...tags,
      [hole.path, { ...own, definitions: tags.get(hole.path)?.definitions ?? own.definitions }],
    ]);
    return mapPieces(all, hole.path, root);
  };
}

function tagsOf(path: string, text: string): Tags {
  const uses = new Map<string, number>();
  const definitions = new Map<string, Definition[]>();
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node): void => {
    const name = isDefinition(node) ? ts.getNameOfDeclaration(node) : undefined;
    if (name && ts.isIdentifier(name)) {
      const start = node.getStart(source);
      const [line = ''] = text.slice(start, node.end).split('\n');
      const known = definitions.get(name.text) ?? [];
      definitions.set(name.text, [...known, { path, start, end: node.end, line }]);
    }
    if (ts.isIdentifier(node) && node !== nameOf(node.parent))
      uses.set(node.text, (uses.get(node.text) ?? 0) + 1);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { uses, definitions };
}

function nameOf(node: ts.Node): ts.Node | undefined {
  return isDefinition(node) ? ts.getNameOfDeclaration(node) : undefined;
}

/** What tags queries capture: declarations at the top level and members of classes. */
function isDefinition(node: ts.Node): node is ts.Declaration {
  if (ts.isVariableDeclaration(node)) return ts.isSourceFile(node.parent.parent.parent);
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isEnumDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isMethodSignature(node)
  );
}

interface Edge {
  readonly from: number;
  readonly to: number;
  readonly name: string;
  readonly weight: number;
}

function mapPieces(tags: ReadonlyMap<string, Tags>, open: string, root: string): ShownPiece[] {
  const files = [...tags.keys()];
  const edges = edgesOf(tags, files, open);
  const ranks = pageRank(edges, files.length, files.indexOf(open));
  const outgoing = new Float64Array(files.length);
  for (const { from, weight } of edges) outgoing[from] = (outgoing[from] ?? 0) + weight;
  const sums = new Map<string, { to: number; name: string; rank: number }>();
  for (const { from, to, name, weight } of edges) {
    const key = `${to} ${name}`;
    const known = sums.get(key) ?? { to, name, rank: 0 };
    known.rank += ((ranks[from] ?? 0) * weight) / (outgoing[from] || 1);
    sums.set(key, known);
  }
  const best = [...sums.values()]
    .filter(({ to }) => files[to] !== open)
    .toSorted((a, b) => b.rank - a.rank || a.to - b.to || (a.name < b.name ? -1 : 1))
    .slice(0, settings.shown);
  const headed = new Set<number>();
  return best.flatMap(({ to, name }) =>
    (tags.get(files[to] ?? '')?.definitions.get(name) ?? []).map(({ path, start, end, line }) => {
      const header = headed.has(to) ? '' : `${path.slice(root.length + 1)}:\n`;
      headed.add(to);
      return { covers: [{ path, start, end }], text: `${header}│${line}` };
    }),
  );
}

function edgesOf(tags: ReadonlyMap<string, Tags>, files: readonly string[], open: string): Edge[] {
  const definers = new Map<string, number[]>();
  for (const [file, path] of files.entries()) {
    for (const name of tags.get(path)?.definitions.keys() ?? []) {
      const known = definers.get(name);
      if (known) known.push(file);
      else definers.set(name, [file]);
    }
  }
  const used = new Set<string>();
  const edges: Edge[] = [];
  for (const [from, path] of files.entries()) {
    for (const [name, count] of tags.get(path)?.uses ?? []) {
      const found = definers.get(name);
      if (!found) continue;
      used.add(name);
      const weight = weightOf(name, found.length) * (path === open ? 50 : 1) * Math.sqrt(count);
      for (const to of found) edges.push({ from, to, name, weight });
    }
  }
  for (const [name, found] of definers) {
    if (!used.has(name)) for (const file of found) edges.push({ from: file, to: file, name, weight: 0.1 });
  }
  return edges;
}

function weightOf(name: string, definers: number): number {
  const isCompound = /[a-z][A-Z]|[a-zA-Z]_[a-zA-Z]/.test(name) && name.length >= 8;
  return (isCompound ? 10 : 1) * (name.startsWith('_') ? 0.1 : 1) * (definers > 5 ? 0.1 : 1);
}

/** The walk starts, and goes on from files without edges, at the open file. */
function pageRank(edges: readonly Edge[], count: number, open: number): Float64Array {
  const total = new Float64Array(count);
  for (const { from, weight } of edges) total[from] = (total[from] ?? 0) + weight;
  let ranks = new Float64Array(count).fill(1 / count);
  for (let round = 0; round < settings.rounds; round++) {
    const next = new Float64Array(count);
    let lost = 0;
    for (let file = 0; file < count; file++) if (total[file] === 0) lost += ranks[file] ?? 0;
    next[open] = 1 - settings.damping + settings.damping * lost;
    for (const { from, to, weight } of edges) {
      next[to] = (next[to] ?? 0) + (settings.damping * (ranks[from] ?? 0) * weight) / (total[from] || 1);
    }
    ranks = next;
  }
  return ranks;
}
