/**
 * Places in real code whose rest of the line is taken away, with the symbols that it used: those that are
 * declared in another file of the repository and not named above. Resolved on the original text.
 */

import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { languageOf } from '../../server/text/text.ts';
import type { CheckedProjects } from './checked-projects.ts';
import { random } from './cursors.ts';

export const placeKinds = [
  'after a dot',
  'before an expression',
  "at a statement's start",
  'import missing too',
] as const;
export type PlaceKind = (typeof placeKinds)[number];

/** A declaration in a file: its whole range, and where its name begins. */
export interface Declared {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly nameStart: number;
}

export interface NeededSymbol {
  readonly name: string;
  /** Several for overloads and merged declarations: any of them will do. */
  readonly declared: readonly Declared[];
  /** Whether code after the removed text names it: that may give it away. */
  readonly namedBelow: boolean;
}

/** A hole: the text without the rest of the line, and for `import missing too` without the import. */
export interface Hole {
  readonly kind: PlaceKind;
  readonly path: string;
  readonly language: string;
  readonly text: string;
  readonly offset: number;
  /** Where the original has it, for a person. */
  readonly line: number;
  readonly column: number;
  readonly tail: string;
  readonly needed: readonly NeededSymbol[];
}

/** How many places are looked at for each hole that is wanted: what is found depends on nothing else. */
const triesEach = 1500;

interface Wanted extends NeededSymbol {
  /** `import`: above it is named in imports only. */
  readonly namedAbove: 'nowhere' | 'import';
}

interface Asked {
  readonly root: string;
  /** Of each kind. */
  readonly count: number;
  readonly seed: number;
  /** Those of a kind are the same whichever others are asked for. */
  readonly kinds?: readonly PlaceKind[];
}

/** Up to `count` holes of each kind; each token of code is as likely as any other. */
export function neededHoles(
  paths: readonly string[],
  projects: CheckedProjects,
  { root, count, seed, kinds = placeKinds }: Asked,
): Hole[] {
  const next = random(seed);
  const found = new Map<PlaceKind, Map<string, Hole>>(kinds.map((kind) => [kind, new Map()]));
  const files = paths.map((path) => ({ path, text: readFileSync(path, 'utf8') }));
  const total = files.reduce((sum, { text }) => sum + text.length, 0);
  const isFull = () => [...found.values()].every((holes) => holes.size >= count);
  for (let tries = 0; tries < triesEach * count && !isFull(); tries++) {
    const place = placeAt(files, Math.floor(next() * total));
    if (!place) continue;
    const wanted = wantedIn(projects, place, root);
    for (const hole of [plainHole(place, wanted), importlessHole(place, wanted)]) {
      const holes = hole && found.get(hole.kind);
      if (hole && holes && holes.size < count) holes.set(`${hole.path}:${hole.line}`, hole);
    }
  }
  return [...found.values()].flatMap((holes) => [...holes.values()]);
}

/**
 * Holes as they come: each token of code is as likely as any other, whatever kind of hole it gives. All that
 * the rest of the line needs and code above does not name is needed; what is named nowhere else in the file
 * has its import taken away.
 */
export function naturalHoles(
  paths: readonly string[],
  projects: CheckedProjects,
  { root, count, seed }: { readonly root: string; readonly count: number; readonly seed: number },
): Hole[] {
  const next = random(seed);
  const files = paths.map((path) => ({ path, text: readFileSync(path, 'utf8') }));
  const total = files.reduce((sum, { text }) => sum + text.length, 0);
  const found = new Map<string, Hole>();
  for (let tries = 0; tries < triesEach * count && found.size < count; tries++) {
    const place = placeAt(files, Math.floor(next() * total));
    const wanted = place ? wantedIn(projects, place, root) : [];
    if (!place || wanted.length === 0) continue;
    const fresh = new Set(wanted.filter(({ namedBelow }) => !namedBelow).map(({ name }) => name));
    const above = withoutImports(place.source, place.offset, fresh);
    const cut = above + place.text.slice(place.end);
    const hole = holeOf(place, { kind: place.kind, text: cut, offset: above.length, needed: wanted });
    found.set(`${hole.path}:${hole.line}`, hole);
  }
  return [...found.values()];
}

interface Place {
  readonly kind: Exclude<PlaceKind, 'import missing too'>;
  readonly path: string;
  readonly text: string;
  readonly source: ts.SourceFile;
  readonly offset: number;
  readonly end: number;
}

/** The token at a character of all files together, if a hole of one of the kinds can stand there. */
function placeAt(files: readonly { path: string; text: string }[], at: number): Place | undefined {
  let left = at;
  const file = files.find(({ text }) => (left < text.length ? true : ((left -= text.length), false)));
  if (!file) return undefined;
  const { path, text } = file;
  const source = sourceOf(path, text);
  const token = tokenAt(source, left);
  const offset = token.getStart(source);
  const kind = kindOf(source, token);
  const newline = text.indexOf('\n', offset);
  const end = newline < 0 ? text.length : newline;
  if (!kind || left < offset || token.kind === ts.SyntaxKind.EndOfFileToken) return undefined;
  return { kind, path, text, source, offset, end };
}

const parsed = new Map<string, ts.SourceFile>();

function sourceOf(path: string, text: string): ts.SourceFile {
  const known = parsed.get(path);
  if (known?.text === text) return known;
  if (parsed.size > 1500) parsed.clear();
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  parsed.set(path, source);
  return source;
}

function tokenAt(source: ts.SourceFile, at: number): ts.Node {
  let node: ts.Node = source;
  for (;;) {
    const inner: ts.Node | undefined = node
      .getChildren(source)
      .find((child) => child.pos <= at && at < child.end);
    if (!inner || inner.kind === ts.SyntaxKind.JSDoc) return node;
    node = inner;
  }
}

/** What a token begins, looked at from outside in. */
function kindOf(source: ts.SourceFile, token: ts.Node): Place['kind'] | undefined {
  if (ts.isStringLiteralLike(token) || token.kind === ts.SyntaxKind.JsxText) return undefined;
  if (ts.isIdentifier(token) && ts.isPropertyAccessExpression(token.parent) && token.parent.name === token)
    return 'after a dot';
  let outermost: ts.Node = token;
  while (outermost.parent && outermost.parent.getStart(source) === token.getStart(source)) {
    outermost = outermost.parent;
    if (isStatement(outermost)) return "at a statement's start";
  }
  return ts.isExpression(outermost) && !isName(outermost) ? 'before an expression' : undefined;
}

function isStatement(node: ts.Node): boolean {
  const { FirstStatement, LastStatement } = ts.SyntaxKind;
  return (node.kind >= FirstStatement && node.kind <= LastStatement) || isDeclarationStatement(node);
}

function isDeclarationStatement(node: ts.Node): boolean {
  return ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node);
}

/** An identifier that names something new, or a key: no expression, though its node type is one. */
function isName(node: ts.Node): boolean {
  if (!ts.isIdentifier(node)) return false;
  const { parent } = node;
  const named = 'name' in parent && parent.name === node;
  return named || ('propertyName' in parent && parent.propertyName === node) || ts.isLabeledStatement(parent);
}

function wantedIn(projects: CheckedProjects, place: Place, root: string): Wanted[] {
  const { path, text, offset, end, source } = place;
  const above = namesAbove(source, offset);
  const isNew = ({ text: name }: ts.Identifier) => above.get(name) !== 'code';
  if (!identifiersIn(source, offset, end).some(isNew)) return [];
  const below = new Set(identifiersIn(source, end, text.length).map(({ text: name }) => name));
  const program = projects.programWith(path, text);
  const checked = program.getSourceFile(path);
  const found = new Map<string, Wanted>();
  for (const node of checked ? identifiersIn(checked, offset, end).filter(isNew) : []) {
    const symbol = resolve(program.getTypeChecker(), node);
    const isImported = above.get(node.text) === 'import';
    if (!symbol || found.has(node.text) || isImported !== symbol.isImported) continue;
    const declared = declarationsOf(symbol.declarations, node, root);
    const namedAbove = isImported ? 'import' : 'nowhere';
    const namedBelow = below.has(node.text);
    if (declared) found.set(node.text, { name: node.text, declared, namedAbove, namedBelow });
  }
  return [...found.values()];
}

/** Where identifiers stand above an offset: in code, or in imports only. */
function namesAbove(source: ts.SourceFile, offset: number): ReadonlyMap<string, 'code' | 'import'> {
  const names = new Map<string, 'code' | 'import'>();
  const visit = (node: ts.Node, where: 'code' | 'import'): void => {
    if (node.getStart(source) >= offset) return;
    if (ts.isIdentifier(node) && names.get(node.text) !== 'code') names.set(node.text, where);
    ts.forEachChild(node, (child) => visit(child, ts.isImportDeclaration(child) ? 'import' : where));
  };
  visit(source, 'code');
  return names;
}

function identifiersIn(source: ts.SourceFile, start: number, end: number): ts.Identifier[] {
  const found: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    if (node.end <= start || node.pos >= end) return;
    if (ts.isIdentifier(node) && node.getStart(source) >= start && node.end <= end) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** `undefined` for a symbol of this file, of the language, of a package, of another name, or for a module. */
function declarationsOf(
  declarations: readonly ts.Declaration[],
  node: ts.Identifier,
  root: string,
): Declared[] | undefined {
  const path = node.getSourceFile().fileName;
  const own = declarations.filter((one) => isOfRepository(one.getSourceFile().fileName, root));
  if (own.length === 0 || own.some((one) => one.getSourceFile().fileName === path)) return undefined;
  const named = own.filter((one) => ts.getNameOfDeclaration(one)?.getText() === node.text);
  return named.length === 0 ? undefined : named.map(declaredAt);
}

interface Resolved {
  readonly declarations: readonly ts.Declaration[];
  readonly isImported: boolean;
}

function resolve(checker: ts.TypeChecker, node: ts.Identifier): Resolved | undefined {
  const symbol = ts.isShorthandPropertyAssignment(node.parent)
    ? checker.getShorthandAssignmentValueSymbol(node.parent)
    : checker.getSymbolAtLocation(node);
  if (!symbol) return undefined;
  const isImported = (symbol.flags & ts.SymbolFlags.Alias) !== 0;
  const { declarations = [] } = isImported ? checker.getAliasedSymbol(symbol) : symbol;
  return { declarations, isImported };
}

export function isOfRepository(path: string, root: string): boolean {
  return path.startsWith(`${root}/`) && !path.includes('/node_modules/');
}

export function declaredAt(node: ts.Declaration): Declared {
  const source = node.getSourceFile();
  const name = ts.getNameOfDeclaration(node) ?? node;
  return {
    path: source.fileName,
    start: node.getStart(source),
    end: node.end,
    nameStart: name.getStart(source),
  };
}

function plainHole(place: Place, wanted: readonly Wanted[]): Hole | undefined {
  const needed = wanted.filter(({ namedAbove }) => namedAbove === 'nowhere');
  if (needed.length === 0) return undefined;
  const { text, offset, end } = place;
  return holeOf(place, { kind: place.kind, text: text.slice(0, offset) + text.slice(end), offset, needed });
}

/** The names that are imported and not yet used above, with their imports taken away. */
function importlessHole(place: Place, wanted: readonly Wanted[]): Hole | undefined {
  const needed = wanted.filter(({ namedAbove }) => namedAbove === 'import');
  if (needed.length === 0) return undefined;
  const { text, offset, end, source } = place;
  const above = withoutImports(source, offset, new Set(needed.map(({ name }) => name)));
  const cut = above + text.slice(end);
  return holeOf(place, { kind: 'import missing too', text: cut, offset: above.length, needed });
}

function holeOf(
  { path, source, offset: at, text: original, end }: Place,
  cut: Pick<Hole, 'kind' | 'text' | 'offset' | 'needed'>,
): Hole {
  const { line, character } = source.getLineAndCharacterOfPosition(at);
  const tail = original.slice(at, end).trimEnd();
  const place = { line: line + 1, column: character + 1 };
  return { ...cut, path, language: languageOf(path), ...place, tail };
}

/** The text up to `end`, its imports without these names; an import that is left with none goes whole. */
function withoutImports(source: ts.SourceFile, end: number, names: ReadonlySet<string>): string {
  let text = '';
  let from = 0;
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) || statement.end > end) continue;
    const left = importWithout(source, statement, names);
    if (left === undefined) continue;
    text += source.text.slice(from, statement.getStart(source)) + left;
    from = left === '' ? lineEnd(source.text, statement.end) : statement.end;
  }
  return text + source.text.slice(from, end);
}

/** The statement anew, `''` when no name is left in it, `undefined` when it has none of the names. */
function importWithout(
  source: ts.SourceFile,
  { importClause, moduleSpecifier }: ts.ImportDeclaration,
  names: ReadonlySet<string>,
): string | undefined {
  const bindings = importClause?.namedBindings;
  const elements = bindings && ts.isNamedImports(bindings) ? [...bindings.elements] : [];
  const left = elements.filter(({ name }) => !names.has(name.text));
  const own = importClause?.name;
  const keepsOwn = own !== undefined && !names.has(own.text);
  if (left.length === elements.length && (own === undefined || keepsOwn)) return undefined;
  const parts = [
    ...(keepsOwn ? [own.text] : []),
    ...(left.length > 0 ? [`{ ${left.map((element) => element.getText(source)).join(', ')} }`] : []),
    ...(bindings && ts.isNamespaceImport(bindings) ? [bindings.getText(source)] : []),
  ];
  if (parts.length === 0) return '';
  const type = importClause?.isTypeOnly ? 'type ' : '';
  return `import ${type}${parts.join(', ')} from ${moduleSpecifier.getText(source)};`;
}

function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  return newline < 0 ? text.length : newline + 1;
}
