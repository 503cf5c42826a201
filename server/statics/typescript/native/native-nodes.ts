/**
 * Nodes of one file in two trees: that of the `typescript` package, which the rules read, and that of
 * the native compiler, which answers. A node is the same when place and kind are.
 */

import ts from 'typescript';
import type { Node as NativeNode } from 'typescript7/unstable/ast';

/** Translates kinds of syntax between the two compilers, whose numbers differ. */
export interface SyntaxKinds {
  toNative(kind: ts.SyntaxKind): number | undefined;
  toLocal(kind: number): ts.SyntaxKind | undefined;
  /** The native compiler's number for a call signature. */
  readonly callSignature: number;
}

/** Kinds with other names there; comments that declare a type are declarations of their own there. */
const renamed: ReadonlyMap<string, string> = new Map([
  ['EndOfFileToken', 'EndOfFile'],
  ['JSDocTypedefTag', 'JSTypeAliasDeclaration'],
]);

export function syntaxKinds(native: Readonly<Record<string, string | number>>): SyntaxKinds {
  const toNative = new Map<ts.SyntaxKind, number>();
  const toLocal = new Map<number, ts.SyntaxKind>();
  for (const [name, local] of Object.entries(ts.SyntaxKind)) {
    const there = native[renamed.get(name) ?? name];
    if (typeof local !== 'number' || typeof there !== 'number' || /^(?:First|Last)[A-Z]/.test(name)) continue;
    toNative.set(local, there);
    toLocal.set(there, local);
  }
  return {
    toNative: (kind) => toNative.get(kind),
    toLocal: (kind) => toLocal.get(kind),
    callSignature: toNative.get(ts.SyntaxKind.CallSignature) ?? 0,
  };
}

interface Place {
  readonly pos: number;
  readonly end: number;
  readonly kind: number;
}

/** The node at exactly this place, of this kind where one is, in the tree of the `typescript` package. */
export function localNodeAt(source: ts.SourceFile, place: Place): ts.Node | undefined {
  return nodeAt<ts.Node>(source, place, firstChild);
}

/** Comments are looked into as well; in a long list of statements or members the one is searched for. */
function firstChild(
  node: ts.Node,
  visit: (child: ts.Node) => ts.Node | undefined,
  at: number,
): ts.Node | undefined {
  const listed = visitListed(node, visit, at);
  if (listed) return listed;
  for (const comment of commentsOf(node)) {
    const found = visit(comment);
    if (found) return found;
  }
  return ts.forEachChild(node, visit);
}

function visitListed(
  node: ts.Node,
  visit: (child: ts.Node) => ts.Node | undefined,
  at: number,
): ts.Node | undefined {
  if (!ts.isSourceFile(node) && !ts.isClassLike(node) && !ts.isInterfaceDeclaration(node)) return undefined;
  const list = ts.isSourceFile(node) ? node.statements : node.members;
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.end ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  const found = list[low];
  return found && visit(found);
}

function commentsOf(node: ts.Node): readonly ts.Node[] {
  return 'jsDoc' in node && Array.isArray(node.jsDoc) ? node.jsDoc : [];
}

/** As `localNodeAt`, in the native compiler's tree. */
export function nativeNodeAt(source: NativeNode, place: Place): NativeNode | undefined {
  return nodeAt<NativeNode>(source, place, (node, visit) => node.forEachChild(visit));
}

function nodeAt<N extends Place>(
  root: N,
  { pos, end, kind }: Place,
  childOf: (node: N, visit: (child: N) => N | undefined, at: number) => N | undefined,
): N | undefined {
  let atPlace: N | undefined;
  for (let node: N | undefined = root; node; ) {
    if (node.pos === pos && node.end === end) {
      if (node.kind === kind) return node;
      atPlace ??= node;
    }
    node = childOf(node, (child) => (child.pos <= pos && end <= child.end ? child : undefined), pos);
  }
  return atPlace;
}
