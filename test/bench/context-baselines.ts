/**
 * What simpler ways would show at a hole, best first. Pinned: algorithm and parameters stand here, and nothing
 * of the engine's index, statics or context is used.
 */

import { readFileSync } from 'node:fs';
import ts from 'typescript';
import type { CheckedProjects } from './checked-projects.ts';
import { type Declared, declaredAt, type Hole, isOfRepository } from './needed-symbols.ts';

/** A piece of text that stands for these stretches of files. */
export interface ShownPiece {
  readonly covers: readonly Pick<Declared, 'path' | 'start' | 'end'>[];
  readonly text: string;
}

const bm25 = { k1: 1.2, b: 0.75, chunkLines: 20, queryLines: 60, shown: 60 } as const;

/** BM25 over chunks of 20 lines; terms are identifiers and their camelCase parts, the query the 60 lines above. */
export function createBm25(root: string, paths: readonly string[]): (hole: Hole) => ShownPiece[] {
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
    const others = best
      .flatMap(([id]) => chunks[id] ?? [])
      .filter(({ covers }) => covers[0]?.path !== hole.path);
    return others.slice(0, bm25.shown);
  };
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
  const program = projects.programWith(hole.path, hole.text);
  const source = program.getSourceFile(hole.path);
  const checker = program.getTypeChecker();
  const modules = (source?.statements ?? []).flatMap((statement) => {
    if (!ts.isImportDeclaration(statement)) return [];
    const file = checker.getSymbolAtLocation(statement.moduleSpecifier)?.valueDeclaration;
    return file && ts.isSourceFile(file) && isOfRepository(file.fileName, root) ? [file] : [];
  });
  return [...new Set(modules)].flatMap((file) =>
    file.statements
      .filter((statement) => !ts.isImportDeclaration(statement))
      .map((one) => outlineOf(one, file)),
  );
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
