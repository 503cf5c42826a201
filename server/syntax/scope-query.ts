/**
 * Names in scope by a query (`scope.scm`): `@scope` is what hides the names inside it, `@<kind>` a
 * declaration, `@name` its name. A declaration belongs to the scope around it; variables are seen behind
 * their end, everything else in the whole scope. The names that imports bind come from the facts' query.
 */

import type { Tree } from 'web-tree-sitter';
import type { Range } from '../protocol/protocol.ts';
import type { Cursor, ScopeName } from './cursor.ts';
import { indexAround, outermost } from './findings.ts';
import { captureOf, rangeOf, textOf } from './nodes.ts';
import type { Grammar } from './grammar.ts';
import type { Match } from './parser.ts';

const kinds: ReadonlyMap<string, ScopeName['kind']> = new Map([
  ['parameter', 'parameter'],
  ['variable', 'variable'],
  ['field', 'variable'],
  ['function', 'function'],
  ['class', 'class'],
  ['type', 'type'],
]);

/** Milliseconds that the query may take. */
const limit = 200;

/** The names that a cursor can see, nearest first; repeats included. */
export function queriedNames(
  grammar: Grammar,
  tree: Tree,
  { text, offset }: { readonly text: string } & Pick<Cursor, 'offset'>,
): ScopeName[] {
  if (!grammar.scope) return [];
  const deadline = performance.now() + limit;
  const matches: readonly Match[] = grammar.scope.matches(tree.rootNode, {
    progressCallback: () => performance.now() > deadline,
  });
  const scopes = matches.flatMap((match) => {
    const scope = captureOf(match, 'scope');
    return scope ? [rangeOf(scope)] : [];
  });
  const hidden = outermost(scopes.filter((scope) => !holds(scope, offset)));
  const seen = matches
    .flatMap((match) => declaredBy(match, text))
    .filter((name) => isSeen(name, hidden, offset));
  return [...nearestFirst(seen, offset), ...importedNames(grammar, tree, text)];
}

function declaredBy(match: Match, text: string): ScopeName[] {
  const declaration = match.captures.find(({ name }) => kinds.has(name));
  const kind = declaration && kinds.get(declaration.name);
  const name = captureOf(match, 'name') ?? declaration?.node;
  return kind && name ? [{ name: textOf(name, text), kind, range: rangeOf(declaration.node) }] : [];
}

/** A scope hides what lies inside it, but not itself: a function's name is not its own. */
function isSeen({ range, kind }: ScopeName, hidden: readonly Range[], offset: number): boolean {
  if (kind === 'variable' && range.end > offset) return false;
  const scope = hidden[indexAround(hidden, range.start)];
  return !scope || range.end - range.start >= scope.end - scope.start;
}

function holds({ start, end }: Range, offset: number): boolean {
  return start <= offset && offset <= end;
}

/** Those before the cursor from the last to the first, then those behind it. */
function nearestFirst(names: readonly ScopeName[], offset: number): ScopeName[] {
  const before = names.filter(({ range }) => range.start < offset);
  const behind = names.filter(({ range }) => range.start >= offset);
  return [
    ...before.toSorted((a, b) => b.range.start - a.range.start),
    ...behind.toSorted((a, b) => a.range.start - b.range.start),
  ];
}

/** Imports are at the top of the file, or of a part of it. */
function importedNames(grammar: Grammar, tree: Tree, text: string): ScopeName[] {
  return grammar
    .findingsIn(tree, text)
    .imports.flatMap(({ names, range }) =>
      names
        .filter(({ local }) => local !== '*')
        .map(({ local }) => ({ name: local, kind: 'import' as const, range })),
    );
}
