/**
 * The trees of one snapshot: nodes that the rules read, found again where the native compiler can be
 * asked about them, and the other way round.
 */

import ts from 'typescript';
import type { Expression, Node as NativeNode } from 'typescript7/unstable/ast';
import type { NodeHandle, Project } from 'typescript7/unstable/sync';
import { placeholderFile } from '../project.ts';
import type { NativeAliases } from './native-aliases.ts';
import type { NativePlaces } from './native-handles.ts';
import { localNodeAt, nativeNodeAt, type SyntaxKinds } from './native-nodes.ts';

/** The files behind a snapshot. */
export interface NativeSources {
  readonly project: Project;
  readonly kinds: SyntaxKinds;
  readonly libFolder: string;
  readonly numbered: Numbered;
  readonly aliases: NativeAliases;
  /** The file that is asked about. */
  readonly file: string;
  /** The tree of a file; `undefined` for one that cannot be read. */
  parsed(path: string): ts.SourceFile | undefined;
  /** The path as the disk spells it, from one that may be in lower case. */
  spelled(path: string): string;
}

/** Declarations by their number in a tree: what was found once holds as long as the text does. */
type Numbered = WeakMap<ts.SourceFile, Map<number, ts.Declaration | undefined>>;

/** Where handles of nodes lead in these files. */
export function nativePlaces(sources: NativeSources): NativePlaces {
  return {
    pathOf: (node) => sources.spelled(node.path),
    isBuiltIn: (path) => path === placeholderFile || path.startsWith(`${sources.libFolder}/lib.`),
    declaration: (node) => {
      const source = sources.parsed(sources.spelled(node.path));
      if (!source) return undefined;
      const known = sources.numbered.get(source) ?? new Map<number, ts.Declaration | undefined>();
      sources.numbered.set(source, known);
      if (!known.has(node.index)) known.set(node.index, declarationAt(sources, source, node));
      return known.get(node.index);
    },
  };
}

function declarationAt(
  { project, kinds }: NativeSources,
  source: ts.SourceFile,
  node: NodeHandle,
): ts.Declaration | undefined {
  const there = node.resolve(project);
  const kind = kinds.toLocal(node.kind);
  if (!there || kind === undefined) return undefined;
  const local = localNodeAt(source, { pos: there.pos, end: there.end, kind });
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
