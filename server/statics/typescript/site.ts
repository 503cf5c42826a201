/** The site of a hole: the probed program around it, and the node that stands for the hole. */

import ts from 'typescript';
import { type Probe, toOriginal } from './probe.ts';
import { placeholderFile } from './project.ts';

/** What stands for the hole in the tree. */
export type HoleNode =
  /** A call of the placeholder, or `new` with it: an expression. */
  | { readonly form: 'call'; readonly node: ts.CallExpression | ts.NewExpression }
  /** The placeholder as a member's name; `node` is the whole member expression. */
  | { readonly form: 'member'; readonly node: ts.PropertyAccessExpression }
  /** The placeholder as another name. */
  | { readonly form: 'name'; readonly node: ts.Node }
  /** The cursor is in the text of a token. */
  | { readonly form: 'text'; readonly node: ts.Node };

export interface Site {
  readonly program: ts.Program;
  readonly checker: ts.TypeChecker;
  readonly source: ts.SourceFile;
  readonly probe: Probe;
  readonly hole: HoleNode;
  /** Types of declarations in other files, already printed, by place. Empty when such a file changed. */
  readonly printed: Map<string, string>;
}

/** Finds the probe in the program; `undefined` when the program does not have the file. */
export function siteOf(
  program: ts.Program,
  path: string,
  probe: Probe,
  printed: Map<string, string>,
): Site | undefined {
  const source = program.getSourceFile(path);
  if (!source) return undefined;
  const hole = holeNode(source, probe);
  return { program, checker: program.getTypeChecker(), source, probe, hole, printed };
}

function holeNode(source: ts.SourceFile, probe: Probe): HoleNode {
  const node = innermost(source, probe.start);
  const isProbe = isName(node) && node.text === probe.name && node.getStart(source) === probe.start;
  if (!isProbe) return { form: 'text', node };
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return { form: 'member', node: parent };
  const isCalled = (ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression === node;
  if (isCalled) return { form: 'call', node: parent };
  return { form: 'name', node };
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

/** Whether a declaration belongs to the language or to the engine, not to the code at hand. */
export function isBuiltIn(site: Site, node: ts.Node): boolean {
  const source = node.getSourceFile();
  return source.fileName === placeholderFile || site.program.isSourceFileDefaultLibrary(source);
}

/** Whether the hole is inside the node. */
export function isAroundHole(site: Site, node: ts.Node): boolean {
  const { start } = site.probe;
  return node.getSourceFile() === site.source && node.pos <= start && start < node.end;
}
