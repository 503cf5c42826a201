/** One walk over the tree of a script: for each kind of node that says something there is one visitor. */

import type ts from 'typescript';
import { ScriptFindings, type TypeScript } from './script-tree.ts';

export interface ScriptWalk {
  readonly ts: TypeScript;
  readonly found: ScriptFindings;
  /** Whether it is JavaScript, where `exports` exports. */
  readonly isPlain: boolean;
  visit(node: ts.Node | undefined): void;
  visitAll(nodes: readonly ts.Node[] | undefined): void;
  visitChildren(node: ts.Node): void;
}

/** Walks on by itself where it wants what is below the node to be seen. */
export type Visitor = (node: ts.Node, walk: ScriptWalk) => void;

/** Visitors by `SyntaxKind`. */
export type Visitors = Map<ts.SyntaxKind, Visitor>;

/** Makes of a function for one kind of node a visitor. */
export function visitor<Node extends ts.Node>(
  is: (node: ts.Node) => node is Node,
  visit: (node: Node, walk: ScriptWalk) => void,
): Visitor {
  return (node, walk) => {
    if (is(node)) visit(node, walk);
  };
}

/** @throws a `RangeError` when the text nests too deep. */
export function walkScript(typescript: TypeScript, visitors: Visitors, file: ts.SourceFile): ScriptFindings {
  const found = new ScriptFindings(typescript, file);
  const visit = (node: ts.Node | undefined): void => {
    if (!node) return;
    const how = visitors.get(node.kind);
    if (how) how(node, walk);
    else typescript.forEachChild(node, visit);
  };
  const walk: ScriptWalk = {
    ts: typescript,
    found,
    isPlain: /\.jsx?$/.test(file.fileName),
    visit,
    visitAll: (nodes) => {
      if (nodes) for (const node of nodes) visit(node);
    },
    visitChildren: (node) => typescript.forEachChild(node, visit),
  };
  walk.visitAll(file.statements);
  return found;
}

/** What only this stretch can see is no symbol of the file. */
export function visitHidden(node: ts.Node, walk: ScriptWalk, visit: () => void): void {
  const { found } = walk;
  if (found.hidden === 0) found.note('local', found.rangeOf(node));
  found.hidden++;
  visit();
  found.hidden--;
}

/** A function as far as it is no declaration: its parameters, its types, its body. */
export function visitFunction(
  node: ts.SignatureDeclaration & { readonly body?: ts.Node },
  walk: ScriptWalk,
): void {
  const { ts, visit, visitAll } = walk;
  if (ts.canHaveModifiers(node)) visitAll(node.modifiers);
  visitAll(node.typeParameters);
  for (const parameter of node.parameters) {
    visitAll(parameter.modifiers);
    if (node.body) bind(parameter.name, walk, 'binding.parameter');
    visit(parameter.type);
    visit(parameter.initializer);
  }
  visit(node.type);
  const { body } = node;
  if (body) visitHidden(body, walk, () => visit(body));
}

/** The names that a pattern binds are names of the stretch that they are in. */
export function bind(
  name: ts.BindingName,
  walk: ScriptWalk,
  place: 'binding' | 'binding.parameter' = 'binding',
): void {
  const { ts, found, visit } = walk;
  if (ts.isIdentifier(name)) return found.note(place, found.rangeOf(name));
  for (const element of name.elements) {
    if (ts.isOmittedExpression(element)) continue;
    if (element.propertyName && ts.isComputedPropertyName(element.propertyName)) visit(element.propertyName);
    bind(element.name, walk, place);
    visit(element.initializer);
  }
}
