/** What a placeholder's name stands for in a text, by parsing alone. */

import ts from 'typescript';

/**
 * `expression`: a value; `declared`: a name that other code may use from now on; `name`: any other name;
 * `text`: it is inside a token, or was not found.
 */
export type PlaceholderRole = 'expression' | 'declared' | 'name' | 'text';

interface Named {
  readonly text: string;
  readonly name: string;
  readonly start: number;
}

/** Makes the tree of a text. */
export type Parse = (path: string, text: string) => ts.SourceFile;

const quickly: ts.CreateSourceFileOptions = {
  languageVersion: ts.ScriptTarget.Latest,
  jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
};

/** A text by itself, without its comments. */
export const parsedAlone: Parse = (path, text) => ts.createSourceFile(path, text, quickly);

/** The role of the name at `start`, and how many errors of syntax the text has. */
export function placeholderRole(
  path: string,
  { text, name, start }: Named,
  parse: Parse,
): { readonly role: PlaceholderRole; readonly errors: number } {
  const source = parse(path, text);
  const found = 'parseDiagnostics' in source ? source.parseDiagnostics : [];
  const errors = Array.isArray(found) ? found.length : 0;
  const [node, ...around] = pathTo(source, start).toReversed();
  const isPlaceholder = node && ts.isIdentifier(node) && node.text === name;
  if (!isPlaceholder) return { role: 'text', errors };
  if (isValue(node, around)) return { role: 'expression', errors };
  return { role: isDeclared(node, around[0]) ? 'declared' : 'name', errors };
}

/** The nodes that hold an offset, outermost first. */
function pathTo(source: ts.SourceFile, offset: number): ts.Node[] {
  const path: ts.Node[] = [];
  for (let node: ts.Node | undefined = source; node; ) {
    path.push(node);
    node = ts.forEachChild(node, (child) => (child.pos <= offset && offset < child.end ? child : undefined));
  }
  return path;
}

/** Fields of a parent that hold a name which is no value. */
const nameFields = [
  'name',
  'propertyName',
  'label',
  'typeName',
  'exprName',
  'parameterName',
  'tagName',
  'moduleReference',
  'qualifier',
];

function isDeclared(node: ts.Node, parent: ts.Node | undefined): boolean {
  if (!parent || Reflect.get(parent, 'name') !== node) return false;
  return !ts.isShorthandPropertyAssignment(parent) && !ts.isJsxAttribute(parent);
}

function isValue(node: ts.Node, [parent, ...around]: readonly ts.Node[]): boolean {
  if (!parent || ts.isQualifiedName(parent) || ts.isJSDoc(parent)) return false;
  if (nameFields.some((field) => Reflect.get(parent, field) === node)) return false;
  if (!ts.isExpressionWithTypeArguments(parent)) return true;
  const [clause, declaration] = around;
  const extendsClass =
    clause !== undefined && ts.isHeritageClause(clause) && clause.token === ts.SyntaxKind.ExtendsKeyword;
  return extendsClass && declaration !== undefined && ts.isClassLike(declaration);
}
