/** The site of a hole: the probed text around it, its checker, and the node that stands for the hole. */

import ts from 'typescript';
import type { Checker } from './checker.ts';
import type { Match } from './header-match.ts';
import { type Probe, toOriginal } from './probe.ts';

/** What stands for the hole in the tree. */
export type HoleNode =
  /** A call of the placeholder, or `new` with it: an expression. */
  | { readonly form: 'call'; readonly node: ts.CallExpression | ts.NewExpression }
  /** The placeholder as a member's name; `node` is the whole member expression. */
  | { readonly form: 'member'; readonly node: ts.PropertyAccessExpression }
  /** The placeholder as another name. */
  | { readonly form: 'name'; readonly node: ts.Node }
  /** The cursor is in the text of a token, or in a comment before it. */
  | { readonly form: 'text'; readonly node: ts.Node; readonly inDocumentation: boolean };

export interface Site {
  readonly checker: Checker;
  readonly source: ts.SourceFile;
  readonly probe: Probe;
  readonly hole: HoleNode;
  /** Types of declarations in other files, already printed, by place. Empty when such a file changed. */
  readonly printed: Map<string, string>;
  /** How well declarations in other files answer a wish, by place and wish; as long as `printed`. */
  readonly matched: Map<string, Match | undefined>;
}

/** The node that stands for the hole in the tree of the probed text. */
export function holeNode(source: ts.SourceFile, probe: Probe): HoleNode {
  const token = innermost(source, probe.start);
  const documentation = documentationAt(token, probe.start);
  const node = documentation ? innermost(documentation, probe.start) : token;
  const isProbe = isName(node) && node.text === probe.name && node.getStart(source) === probe.start;
  if (!isProbe) return { form: 'text', node: token, inDocumentation: documentation !== undefined };
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return { form: 'member', node: parent };
  const isCalled = (ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression === node;
  if (isCalled) return { form: 'call', node: parent };
  return { form: 'name', node };
}

/** What stands before the hole's dot, in an expression or a type. */
export function receiverOf(hole: HoleNode): ts.Node | undefined {
  if (hole.form === 'member') return hole.node.expression;
  const parent = hole.form === 'name' ? hole.node.parent : undefined;
  return parent && ts.isQualifiedName(parent) && parent.right === hole.node ? parent.left : undefined;
}

/** The documentation comment before a token that holds the offset. */
function documentationAt(token: ts.Node, offset: number): ts.JSDoc | undefined {
  if (offset >= token.getStart(undefined, false)) return undefined;
  for (const owner of ancestors(token)) {
    const found = ts.getJSDocCommentsAndTags(owner).find((one) => one.pos <= offset && offset < one.end);
    if (found && ts.isJSDoc(found)) return found;
  }
  return undefined;
}

function isName(node: ts.Node): node is ts.Identifier | ts.PrivateIdentifier {
  return ts.isIdentifier(node) || ts.isPrivateIdentifier(node);
}

/** The smallest node whose text, trivia included, holds the offset. */
function innermost(node: ts.Node, offset: number): ts.Node {
  const inner = ts.forEachChild(node, (child) =>
    child.pos <= offset && offset < child.end ? child : undefined,
  );
  return inner ? innermost(inner, offset) : node;
}

/** Node and its parents, innermost first. */
export function* ancestors(node: ts.Node): Generator<ts.Node> {
  for (let current: ts.Node | undefined = node; current; current = current.parent) yield current;
}

/** The range of a declaration, comments above left out, in the original text of its file. */
export function rangeOf(site: Site, node: ts.Node): { start: number; end: number } {
  const source = node.getSourceFile();
  const start = node.getStart(source, false);
  if (source !== site.source) return { start, end: node.end };
  return { start: toOriginal(site.probe, start), end: toOriginal(site.probe, node.end) };
}

/** Whether the hole is inside the node. */
export function isAroundHole(site: Site, node: ts.Node): boolean {
  const { start } = site.probe;
  return node.getSourceFile() === site.source && node.pos <= start && start < node.end;
}
