/** Signatures of the functions and classes around a cursor. */

import type { Node } from 'web-tree-sitter';
import type { Range } from '../protocol/protocol.ts';

const declarations = new Set([
  'function_declaration',
  'generator_function_declaration',
  'function_expression',
  'generator_function',
  'arrow_function',
  'method_definition',
  'class_declaration',
  'abstract_class_declaration',
  'class',
  'interface_declaration',
  'enum_declaration',
  'internal_module',
  'function_definition',
  'class_definition',
]);

/** What may stand between a declaration and its first word: `export const f =`, `@decorator`. */
const wrappers = new Set([
  'export_statement',
  'ambient_declaration',
  'lexical_declaration',
  'variable_declaration',
  'variable_declarator',
  'public_field_definition',
  'field_definition',
  'pair',
  'decorated_definition',
]);

/** From the first word to the body, for each whose body holds the offset, outermost first. */
export function enclosingSignatures(path: readonly Node[], text: string, offset: number): Range[] {
  return path.flatMap((node, index) => {
    const body = declarations.has(node.type) ? node.childForFieldName('body') : null;
    if (!body || bodyStart(body, text) > offset) return [];
    let first = index;
    while (first > 0 && wrappers.has(path[first - 1]?.type ?? '')) first--;
    const start = path[first]?.startIndex ?? node.startIndex;
    return [{ start, end: start + text.slice(start, body.startIndex).trimEnd().length }];
  });
}

/** A body in indents begins behind the colon, before its first statement. */
function bodyStart(body: Node, text: string): number {
  return body.type === 'block' ? text.slice(0, body.startIndex).trimEnd().length : body.startIndex;
}
