/**
 * Names in scope in Python: comprehensions, functions and the module, from the inside out. A name is the
 * function's as soon as anything in it binds it; a class's own names are seen only right inside the class.
 */

import type { Node } from 'web-tree-sitter';
import type { ScopeName } from './cursor.ts';
import { importsOfStatement } from './written-imports.ts';
import { boundNames } from './patterns.ts';

const comprehensions = new Set([
  'list_comprehension',
  'set_comprehension',
  'dictionary_comprehension',
  'generator_expression',
]);

/** Statements that share the names of the function they stand in. */
const transparent = new Set([
  'if_statement',
  'elif_clause',
  'else_clause',
  'while_statement',
  'try_statement',
  'except_clause',
  'except_group_clause',
  'finally_clause',
  'match_statement',
  'case_clause',
  'block',
  'ERROR',
]);

/** The names that a cursor at `offset` in `path` can see, nearest first; repeats included. */
export function pythonNames(path: readonly Node[], text: string, offset: number): ScopeName[] {
  let inFunction = false;
  return path.toReversed().flatMap((node) => {
    const names = namesDeclaredBy(node, text, { offset, inFunction });
    inFunction ||= node.type === 'function_definition';
    return names;
  });
}

interface From {
  readonly offset: number;
  readonly inFunction: boolean;
}

function namesDeclaredBy(node: Node, text: string, from: From): ScopeName[] {
  const body = node.childForFieldName('body');
  switch (node.type) {
    case 'module':
      return visible(bindings(node, text), from);
    case 'function_definition':
      return [...visible(body ? bindings(body, text) : [], from), ...parameters(node, text)];
    case 'lambda':
      return parameters(node, text);
    case 'class_definition':
      return from.inFunction || !body ? [] : visible(bindings(body, text), from);
    default:
      return comprehensions.has(node.type) ? comprehensionNames(node, text) : [];
  }
}

/** Those before the cursor from the last to the first; those behind it only from a function further in. */
function visible(names: readonly ScopeName[], { offset, inFunction }: From): ScopeName[] {
  const before = names.filter(({ range }) => range.end <= offset || (range.start < offset && inFunction));
  return [...before.toReversed(), ...(inFunction ? names.filter(({ range }) => range.start >= offset) : [])];
}

function parameters(node: Node, text: string): ScopeName[] {
  const list = node.childForFieldName('parameters');
  return list ? bound(list, text, 'parameter') : [];
}

function comprehensionNames(node: Node, text: string): ScopeName[] {
  return node.namedChildren
    .filter((child) => child.type === 'for_in_clause')
    .flatMap((clause) => boundIn(clause, 'left', text));
}

/** Everything that a block binds, in order of the text; nested functions and classes by name only. */
function bindings(block: Node, text: string): ScopeName[] {
  const found: ScopeName[] = [];
  const pending = block.namedChildren.toReversed();
  for (let node = pending.pop(); node; node = pending.pop()) {
    found.push(...bindingsOf(node, text));
    pending.push(...innerStatements(node).toReversed());
  }
  return found;
}

function innerStatements(node: Node): Node[] {
  if (transparent.has(node.type)) return node.namedChildren;
  if (node.type !== 'for_statement' && node.type !== 'with_statement') return [];
  return node.namedChildren.filter((child) => child.type === 'block' || child.type === 'else_clause');
}

function bindingsOf(node: Node, text: string): ScopeName[] {
  switch (node.type) {
    case 'expression_statement':
      return node.namedChildren.flatMap((child) => assignmentNames(child, text));
    case 'for_statement':
      return boundIn(node, 'left', text);
    case 'with_statement':
    case 'except_clause':
      return node.namedChildren
        .filter((child) => child.type !== 'block')
        .flatMap((child) => child.descendantsOfType('as_pattern_target'))
        .flatMap((target) => bound(target, text, 'variable'));
    case 'function_definition':
      return declared(node, text, 'function');
    case 'class_definition':
      return declared(node, text, 'class');
    case 'decorated_definition':
      return node.childrenForFieldName('definition').flatMap((child) => bindingsOf(child, text));
    case 'import_statement':
    case 'import_from_statement':
      return importNames(node, text);
    case 'type_alias_statement':
      return boundIn(node, 'left', text).map((name) => ({ ...name, kind: 'type' as const }));
    default:
      return [];
  }
}

function assignmentNames(node: Node, text: string): ScopeName[] {
  if (node.type === 'named_expression') return boundIn(node, 'name', text);
  if (node.type !== 'assignment') return [];
  const range = { start: node.startIndex, end: node.endIndex };
  const value = node.childForFieldName('right');
  const names = boundIn(node, 'left', text).map((name) => ({ ...name, range }));
  return value?.type === 'assignment' ? [...names, ...assignmentNames(value, text)] : names;
}

function importNames(node: Node, text: string): ScopeName[] {
  const source = node.childForFieldName('module_name') ?? undefined;
  return importsOfStatement(node, source, text).flatMap(({ names, range }) =>
    names
      .filter(({ local }) => local !== '*')
      .map(({ local }) => ({ name: local, kind: 'import' as const, range })),
  );
}

function declared(node: Node, text: string, kind: ScopeName['kind']): ScopeName[] {
  const name = node.childForFieldName('name');
  if (!name) return [];
  const range = { start: node.startIndex, end: node.endIndex };
  return [{ name: text.slice(name.startIndex, name.endIndex), kind, range }];
}

function boundIn(node: Node, field: string, text: string): ScopeName[] {
  const pattern = node.childForFieldName(field);
  return pattern ? bound(pattern, text, 'variable') : [];
}

function bound(pattern: Node, text: string, kind: ScopeName['kind']): ScopeName[] {
  return boundNames(pattern).map((node) => ({
    name: text.slice(node.startIndex, node.endIndex),
    kind,
    range: { start: node.startIndex, end: node.endIndex },
  }));
}
