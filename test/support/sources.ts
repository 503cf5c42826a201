/** Reads the project's own sources for the house test. */

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const projectRoot = fileURLToPath(new URL('../../', import.meta.url));

export interface SourceModule {
  /** Path from the project's root, forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
  /** Imported modules: project files as paths from the root, everything else as written. */
  readonly imports: readonly string[];
}

export function modulesOf(folder: string): SourceModule[] {
  return readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|tsx|mjs)$/.test(name) && !name.includes('node_modules'))
    .map((name) => moduleAt(join(folder, name).replaceAll('\\', '/')))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

export function moduleAt(path: string, text = readFileSync(join(projectRoot, path), 'utf8')): SourceModule {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  return { path, text, tree, imports: importsOf(tree, path) };
}

function importsOf(tree: ts.SourceFile, path: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const written =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node) ? node.moduleSpecifier : undefined;
    const dynamic = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
    const specifier = written ?? (dynamic ? node.arguments[0] : undefined);
    if (specifier && ts.isStringLiteral(specifier)) found.push(resolved(specifier.text, path));
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function resolved(specifier: string, from: string): string {
  if (!specifier.startsWith('.')) return specifier;
  return relative('.', join(dirname(from), specifier)).replaceAll('\\', '/');
}
