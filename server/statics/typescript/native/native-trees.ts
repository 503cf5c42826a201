/**
 * The trees of one snapshot: nodes that the rules read, found again where the native compiler can be
 * asked about them, and the other way round.
 */

import ts from 'typescript';
import type { Expression, Node as NativeNode } from 'typescript7/unstable/ast';
import type { NodeHandle, Project } from 'typescript7/unstable/sync';
import { placeholderFile } from '../project.ts';
import type { NativePlaces } from './native-handles.ts';
import { localNodeAt, nativeNodeAt, type SyntaxKinds } from './native-nodes.ts';

/** The files behind a snapshot. */
export interface NativeSources {
  readonly project: Project;
  readonly kinds: SyntaxKinds;
  readonly libFolder: string;
  /** The tree of a file; `undefined` for one that cannot be read. */
  parsed(path: string): ts.SourceFile | undefined;
  /** The path as the disk spells it, from one that may be in lower case. */
  spelled(path: string): string;
}

/** Where handles of nodes lead in these files. */
export function nativePlaces(sources: NativeSources): NativePlaces {
  const found = new Map<string, ts.Declaration | undefined>();
  return {
    pathOf: (node) => sources.spelled(node.path),
    isBuiltIn: (path) => path === placeholderFile || path.startsWith(`${sources.libFolder}/lib.`),
    declaration: (node) => {
      const key = `${node.index} ${node.path}`;
      if (!found.has(key)) found.set(key, declarationAt(sources, node));
      return found.get(key);
    },
  };
}

function declarationAt(sources: NativeSources, node: NodeHandle): ts.Declaration | undefined {
  const there = node.resolve(sources.project);
  const kind = sources.kinds.toLocal(node.kind);
  if (!there || kind === undefined) return undefined;
  const source = sources.parsed(sources.spelled(node.path));
  const local = source && localNodeAt(source, { pos: there.pos, end: there.end, kind });
  // An assignment that declares: the `typescript` package names what is assigned to.
  const declared = local && ts.isBinaryExpression(local) ? local.left : local;
  return declared && isDeclaration(declared) ? declared : undefined;
}

/** What a symbol names as its declaration is one; only the two compilers' views of it can differ. */
function isDeclaration(node: ts.Node): node is ts.Declaration {
  return node.parent !== undefined || node === node.getSourceFile();
}

/** The native compiler's node for one that the rules read. */
export function nativeNode({ project, kinds }: NativeSources, node: ts.Node): NativeNode | undefined {
  const source = project.program.getSourceFile(node.getSourceFile().fileName);
  const kind = kinds.toNative(node.kind);
  if (!source || kind === undefined) return undefined;
  return nativeNodeAt(source, { pos: node.pos, end: node.end, kind });
}

/** As `nativeNode`, for an expression. */
export function nativeExpression(sources: NativeSources, node: ts.Expression): Expression | undefined {
  const found = nativeNode(sources, node);
  return found && isSameKind(sources, node, found) ? found : undefined;
}

function isSameKind({ kinds }: NativeSources, node: ts.Node, found: NativeNode): found is Expression {
  return kinds.toNative(node.kind) === found.kind;
}
