/**
 * What simpler ways would show at a hole, best first. Pinned: algorithm and parameters stand here, and nothing
 * of the engine's index, statics or context is used.
 */

import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import ts from 'typescript';
import type { CheckedProjects } from './checked-projects.ts';
import { declaredAt, type Hole, isOfRepository } from './needed-symbols.ts';
import type { ShownPiece } from './shown-pieces.ts';

const bm25 = { k1: 1.2, b: 0.75, chunkLines: 20, queryLines: 60, shown: 60 } as const;

const mmr = { lambda: 0.7, pool: 80 } as const;

/**
 * BM25 over chunks of 20 lines; terms are identifiers and their camelCase parts, the query the 60 lines above.
 * With MMR (0.7 / 0.3 over the best 80, likeness is the Jaccard overlap of terms) where that is asked for.
 */
export function createBm25(
  root: string,
  paths: readonly string[],
  order: 'plain' | 'MMR' = 'plain',
): (hole: Hole) => ShownPiece[] {
  const chunks = paths.flatMap((path) => chunksOf(path, root));
  const postings = new Map<string, [chunk: number, count: number][]>();
  const lengths = chunks.map((chunk, id) => {
    const found = wordsOf(chunk.text);
    for (const [term, list] of Map.groupBy(found, (word) => word)) {
      const known = postings.get(term) ?? [];
      postings.set(term, known);
      known.push([id, list.length]);
    }
    return found.length;
  });
  const average = lengths.reduce((sum, length) => sum + length, 0) / (lengths.length || 1);
  return (hole) => {
    const above = hole.text.slice(0, hole.offset).split('\n').slice(-bm25.queryLines).join('\n');
    const scores = new Map<number, number>();
    for (const term of new Set(wordsOf(above))) {
      const found = postings.get(term) ?? [];
      const idf = Math.log(1 + (chunks.length - found.length + 0.5) / (found.length + 0.5));
      for (const [id, count] of found) {
        const norm = bm25.k1 * (1 - bm25.b + (bm25.b * (lengths[id] ?? 0)) / average);
        scores.set(id, (scores.get(id) ?? 0) + (idf * count * (bm25.k1 + 1)) / (count + norm));
      }
    }
    const best = [...scores].toSorted(([idA, a], [idB, b]) => b - a || idA - idB);
    const others = best.filter(([id]) => chunks[id]?.covers[0]?.path !== hole.path);
    const chosen = order === 'plain' ? others : spread(others.slice(0, mmr.pool), chunks);
    return chosen.slice(0, bm25.shown).flatMap(([id]) => chunks[id] ?? []);
  };
}

/** Maximal marginal relevance: each next one is good and unlike those before it. */
function spread(best: readonly [id: number, score: number][], chunks: readonly ShownPiece[]) {
  const most = best[0]?.[1] ?? 1;
  const left = best.map((hit) => ({
    hit,
    words: new Set(wordsOf(chunks[hit[0]]?.text ?? '')),
    likeness: 0,
  }));
  const worth = ({ hit, likeness }: (typeof left)[number]) =>
    (mmr.lambda * hit[1]) / most - (1 - mmr.lambda) * likeness;
  const chosen: [id: number, score: number][] = [];
  while (left.length > 0) {
    const next = left.reduce((a, b) => (worth(b) > worth(a) ? b : a));
    left.splice(left.indexOf(next), 1);
    chosen.push(next.hit);
    for (const other of left) other.likeness = Math.max(other.likeness, jaccard(next.words, other.words));
  }
  return chosen;
}

export function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const word of a) if (b.has(word)) shared++;
  return shared === 0 ? 0 : shared / (a.size + b.size - shared);
}

function chunksOf(path: string, root: string): ShownPiece[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  const pieces: ShownPiece[] = [];
  let start = 0;
  for (let line = 0; line < lines.length; line += bm25.chunkLines) {
    const text = lines.slice(line, line + bm25.chunkLines).join('\n');
    const end = start + text.length;
    pieces.push({ covers: [{ path, start, end }], text: `// ${path.slice(root.length + 1)}\n${text}` });
    start = end + 1;
  }
  return pieces;
}

const keywords = new Set(
  (
    'abstract any as async await boolean break case catch class const continue default delete do else enum export ' +
    'extends false finally for from function get if implements import in instanceof interface let new null number ' +
    'of private protected public readonly return set static string super switch this throw true try type typeof ' +
    'undefined unknown var void while yield'
  ).split(' '),
);

function wordsOf(text: string): string[] {
  return (text.match(/[\p{ID_Start}_$][\p{ID_Continue}$]*/gu) ?? []).flatMap((name) => {
    const parts = (name.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{N}+/gu) ?? []).map((part) =>
      part.toLowerCase(),
    );
    const whole = name.toLowerCase();
    return [whole, ...(parts.length > 1 ? parts : [])].filter((word) => !keywords.has(word));
  });
}

/** Every top-level statement of the imported files, in the order of the imports, without bodies of functions. */
export function importedOutline(projects: CheckedProjects, root: string, hole: Hole): ShownPiece[] {
  return importedFiles(projects, root, hole).flatMap((file) =>
    file.statements
      .filter((statement) => !ts.isImportDeclaration(statement))
      .map((one) => outlineOf(one, file)),
  );
}

/** The full text of the imported files, in the order of the imports. */
export function importedText(projects: CheckedProjects, root: string, hole: Hole): ShownPiece[] {
  return importedFiles(projects, root, hole).map(({ fileName, text }) => ({
    covers: [{ path: fileName, start: 0, end: text.length }],
    text: `// ${fileName.slice(root.length + 1)}\n${text}`,
  }));
}

/** Files of the repository that the hole's file imports, each once. */
function importedFiles(projects: CheckedProjects, root: string, hole: Hole): ts.SourceFile[] {
  const program = projects.programWith(hole.path, hole.text);
  const checker = program.getTypeChecker();
  const files = (program.getSourceFile(hole.path)?.statements ?? []).flatMap((statement) => {
    if (!ts.isImportDeclaration(statement)) return [];
    const file = checker.getSymbolAtLocation(statement.moduleSpecifier)?.valueDeclaration;
    return file && ts.isSourceFile(file) && isOfRepository(file.fileName, root) ? [file] : [];
  });
  return [...new Set(files)];
}

/** The text above the hole, nearest line first: what a model sees without any context. */
export function inFilePrefix(hole: Hole): ShownPiece[] {
  const lines = hole.text.slice(0, hole.offset).split('\n').toReversed();
  return lines.map((text) => ({ covers: [], text }));
}

const windows = { lines: 60, step: 1, shown: 20 } as const;

/**
 * Jaccard windows: of each imported file and each file of the same folder the 60 lines (stride 1) whose set of
 * words is most like that of the 60 lines above the hole; best first.
 */
export function jaccardWindows(
  projects: CheckedProjects,
  root: string,
  hole: Hole,
  paths: readonly string[],
): ShownPiece[] {
  const above = hole.text.slice(0, hole.offset).split('\n').slice(-windows.lines).join('\n');
  const query = new Set(wordsOf(above));
  const beside = paths.filter((path) => dirname(path) === dirname(hole.path) && path !== hole.path);
  const imported = importedFiles(projects, root, hole).map(({ fileName }) => fileName);
  const best = [...new Set([...imported, ...beside])].flatMap((path) => bestWindow(path, query, root));
  return best
    .toSorted((a, b) => b.score - a.score)
    .slice(0, windows.shown)
    .map(({ piece }) => piece);
}

function bestWindow(path: string, query: ReadonlySet<string>, root: string) {
  const text = readFileSync(path, 'utf8');
  const lines = text.split('\n');
  const words = lines.map((line) => new Set(wordsOf(line)));
  let best: { score: number; first: number } | undefined;
  for (let first = 0; first === 0 || first + windows.lines <= lines.length; first += windows.step) {
    const own = new Set(words.slice(first, first + windows.lines).flatMap((line) => [...line]));
    const score = jaccard(query, own);
    if (!best || score > best.score) best = { score, first };
  }
  if (!best || best.score === 0) return [];
  const shown = lines.slice(best.first, best.first + windows.lines).join('\n');
  const start = lines.slice(0, best.first).reduce((sum, line) => sum + line.length + 1, 0);
  const covers = [{ path, start, end: start + shown.length }];
  return [{ score: best.score, piece: { covers, text: `// ${path.slice(root.length + 1)}\n${shown}` } }];
}

function outlineOf(node: ts.Node, file: ts.SourceFile): ShownPiece {
  const start = node.getStart(file);
  return { covers: [{ path: file.fileName, start, end: node.end }], text: withoutBodies(node, file) };
}

function withoutBodies(node: ts.Node, file: ts.SourceFile): string {
  const bodies: ts.Block[] = [];
  const visit = (child: ts.Node): void => {
    if (ts.isBlock(child) && ts.isFunctionLike(child.parent)) bodies.push(child);
    else ts.forEachChild(child, visit);
  };
  visit(node);
  let text = '';
  let from = node.getStart(file);
  for (const body of bodies) {
    text += `${file.text.slice(from, body.getStart(file))}{}`;
    from = body.end;
  }
  return text + file.text.slice(from, node.end);
}

/** How many of the nearest values count. */
const nearest = 12;

/**
 * Plain checker members: each member of the receiver's type, then of the types of the nearest values, as
 * `name: type`, those of the language left out; then the imported declarations without bodies.
 */
export function checkerMembers(projects: CheckedProjects, root: string, hole: Hole): ShownPiece[] {
  const probe = hole.kind === 'after a dot' ? 'keyhole' : '';
  const text = hole.text.slice(0, hole.offset) + probe + hole.text.slice(hole.offset);
  const program = projects.programWith(hole.path, text);
  const source = program.getSourceFile(hole.path);
  if (!source) return [];
  const checker = program.getTypeChecker();
  const values = identifiersBefore(source, hole.offset);
  const receiver = probe === '' ? undefined : receiverAt(source, hole.offset);
  const types = [
    ...(receiver ? [checker.getTypeAtLocation(receiver)] : []),
    ...nearestTypes(checker, values),
  ];
  const members = [...new Set(types)].flatMap((type) => membersOf(program, type));
  return [...members, ...importedDeclarations(checker, source, root)];
}

function receiverAt(source: ts.SourceFile, offset: number): ts.Node | undefined {
  let found: ts.Node | undefined;
  const visit = (node: ts.Node): void => {
    if (node.end < offset || node.pos > offset) return;
    if (ts.isPropertyAccessExpression(node) && node.name.getStart(source) === offset) found = node.expression;
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function identifiersBefore(source: ts.SourceFile, offset: number): ts.Identifier[] {
  const found: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    if (node.pos >= offset || ts.isImportDeclaration(node)) return;
    if (ts.isIdentifier(node) && node.end <= offset) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found.toSorted((a, b) => b.pos - a.pos);
}

function nearestTypes(checker: ts.TypeChecker, values: readonly ts.Identifier[]): ts.Type[] {
  const seen = new Set<ts.Symbol>();
  const types: ts.Type[] = [];
  for (const value of values) {
    if (seen.size >= nearest) break;
    const symbol = checker.getSymbolAtLocation(value);
    if (!symbol || seen.has(symbol) || !(symbol.flags & ts.SymbolFlags.Value)) continue;
    seen.add(symbol);
    types.push(checker.getTypeAtLocation(value));
  }
  return types;
}

function membersOf(program: ts.Program, type: ts.Type): ShownPiece[] {
  const checker = program.getTypeChecker();
  const own = checker.getApparentType(checker.getNonNullableType(type));
  return checker.getPropertiesOfType(own).flatMap((member) => {
    const declarations = member.declarations ?? [];
    if (declarations.some((one) => program.isSourceFileDefaultLibrary(one.getSourceFile()))) return [];
    const printed = checker.typeToString(checker.getTypeOfSymbol(member));
    return [{ covers: declarations.map(declaredAt), text: `${member.name}: ${printed}` }];
  });
}

function importedDeclarations(checker: ts.TypeChecker, source: ts.SourceFile, root: string): ShownPiece[] {
  const names = source.statements.flatMap((statement) => {
    const clause = ts.isImportDeclaration(statement) ? statement.importClause : undefined;
    const bindings = clause?.namedBindings;
    const elements = bindings && ts.isNamedImports(bindings) ? bindings.elements.map(({ name }) => name) : [];
    return [...(clause?.name ? [clause.name] : []), ...elements];
  });
  return names.flatMap((name) => {
    const alias = checker.getSymbolAtLocation(name);
    const symbol = alias && alias.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(alias) : undefined;
    return (symbol?.declarations ?? [])
      .filter((one) => !ts.isSourceFile(one) && isOfRepository(one.getSourceFile().fileName, root))
      .map((one) => outlineOf(one, one.getSourceFile()));
  });
}
