/**
 * Names in scope in JavaScript and TypeScript: from the innermost block outwards, what each declares.
 * `let` and `const` count once the cursor is past them, or when it stands in a function further in.
 */

import type { Node } from 'web-tree-sitter';
import type { ScopeName } from './cursor.ts';
import { importsOfStatement } from './written-imports.ts';
import { boundNames } from './patterns.ts';

const functions = new Set([
  'function_declaration',
  'generator_function_declaration',
  'function_expression',
  'generator_function',
  'arrow_function',
  'method_definition',
]);

const blocks = new Set(['program', 'statement_block', 'switch_case', 'switch_default', 'class_static_block']);

const declarationKinds: ReadonlyMap<string, ScopeName['kind']> = new Map([
  ['function_declaration', 'function'],
  ['generator_function_declaration', 'function'],
  ['function_signature', 'function'],
  ['class_declaration', 'class'],
  ['abstract_class_declaration', 'class'],
  ['interface_declaration', 'type'],
  ['type_alias_declaration', 'type'],
  ['enum_declaration', 'type'],
  ['internal_module', 'type'],
]);

/** The names that a cursor at `offset` in `path` can see, nearest first; repeats included. */
export function scriptNames(path: readonly Node[], text: string, offset: number): ScopeName[] {
  let inFunction = false;
  return path.toReversed().flatMap((node) => {
    const names = namesDeclaredBy(node, text, { offset, inFunction });
    inFunction ||= functions.has(node.type);
    return names;
  });
}

/** What the top of a file declares behind `offset`, also where the parser gave up. */
export function lateNames(root: Node, text: string, offset: number): ScopeName[] {
  return root.namedChildren
    .flatMap((child) => (child.isError ? child.namedChildren : [child]))
    .filter((child) => child.startIndex >= offset)
    .flatMap((child) => [...declared(child, text), ...ownName(child, text)]);
}

interface From {
  readonly offset: number;
  readonly inFunction: boolean;
}

function namesDeclaredBy(node: Node, text: string, from: From): ScopeName[] {
  if (blocks.has(node.type)) return blockNames(node, text, from);
  const names = [...typeParameters(node, text), ...ownName(node, text)];
  if (functions.has(node.type)) return [...parameters(node, text), ...names];
  if (node.type === 'for_in_statement')
    return [...bound(node.childForFieldName('left'), text, 'variable'), ...names];
  if (node.type === 'catch_clause') return bound(node.childForFieldName('parameter'), text, 'variable');
  if (node.type !== 'for_statement') return names;
  const initializer = node.childForFieldName('initializer');
  return initializer ? declared(initializer, text) : [];
}

/** Those before the cursor from the last to the first, then those behind it. */
function blockNames(block: Node, text: string, { offset, inFunction }: From): ScopeName[] {
  const names = block.namedChildren.flatMap((child) => declared(child, text));
  const before = names.filter(({ range }) => range.end <= offset || (range.start < offset && inFunction));
  const behind = names.filter(({ range, kind }) => range.end > offset && isHoisted(kind, inFunction));
  return [...before.toReversed(), ...behind];
}

function isHoisted(kind: ScopeName['kind'], inFunction: boolean): boolean {
  return kind !== 'variable' || inFunction;
}

function declared(statement: Node, text: string): ScopeName[] {
  const kind = declarationKinds.get(statement.type);
  if (kind) return named(statement.childForFieldName('name'), text, { kind, holder: statement });
  switch (statement.type) {
    case 'lexical_declaration':
    case 'variable_declaration':
      return statement.namedChildren.flatMap((child) => declaratorNames(child, text));
    case 'import_statement':
      return importNames(statement, text);
    case 'export_statement':
    case 'ambient_declaration':
    case 'expression_statement':
      return statement.namedChildren.flatMap((child) =>
        child.type.endsWith('declaration') || declarationKinds.has(child.type) ? declared(child, text) : [],
      );
    default:
      return [];
  }
}

function declaratorNames(declarator: Node, text: string): ScopeName[] {
  const value = declarator.childForFieldName('value');
  const kind = value && functions.has(value.type) ? 'function' : 'variable';
  const range = { start: declarator.startIndex, end: declarator.endIndex };
  return bound(declarator.childForFieldName('name'), text, kind).map((name) => ({ ...name, range }));
}

function importNames(statement: Node, text: string): ScopeName[] {
  const clause = statement.namedChildren.find((child) => child.type === 'import_require_clause');
  const source = statement.childForFieldName('source') ?? clause?.childForFieldName('source');
  if (!source) return [];
  return importsOfStatement(statement, source, text).flatMap(({ names, range }) =>
    names.map(({ local }) => ({ name: local, kind: 'import' as const, range })),
  );
}

function parameters(node: Node, text: string): ScopeName[] {
  const list = node.childForFieldName('parameters') ?? node.childForFieldName('parameter');
  return bound(list, text, 'parameter');
}

function typeParameters(node: Node, text: string): ScopeName[] {
  const list = node.childForFieldName('type_parameters');
  if (!list) return [];
  return list.namedChildren.flatMap((child) =>
    named(child.childForFieldName('name'), text, { kind: 'type', holder: child }),
  );
}

/** A function or class expression knows itself by its name. */
function ownName(node: Node, text: string): ScopeName[] {
  const name = node.childForFieldName('name');
  if (node.type === 'function_expression') return named(name, text, { kind: 'function', holder: node });
  return node.type === 'class' ? named(name, text, { kind: 'class', holder: node }) : [];
}

function bound(pattern: Node | null, text: string, kind: ScopeName['kind']): ScopeName[] {
  return pattern ? boundNames(pattern).flatMap((node) => named(node, text, { kind, holder: node })) : [];
}

function named(
  node: Node | null,
  text: string,
  { kind, holder }: { readonly kind: ScopeName['kind']; readonly holder: Node },
): ScopeName[] {
  if (!node) return [];
  const range = { start: holder.startIndex, end: holder.endIndex };
  return [{ name: text.slice(node.startIndex, node.endIndex), kind, range }];
}
