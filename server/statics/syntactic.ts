/** A hole as syntax alone sees it: for languages without a type engine, and while the engine is busy. */

import type { Cursor } from '../syntax/syntax.ts';
import type { HoleKind, TypedHole } from './hole.ts';

/** Node types of the grammars, innermost first, that decide what kind of hole stands in them. */
const kinds: readonly (readonly [types: RegExp, kind: HoleKind])[] = [
  [/^(arguments|argument_list|keyword_argument)$/, 'argument'],
  [/^(return_statement)$/, 'return value'],
  [/^(import_statement|import_from_statement|named_imports|import_clause)$/, 'import'],
  [/^(type_annotation|type_arguments|type|union_type|extends_clause)$/, 'type'],
  [/^(pair)$/, 'property value'],
  [/^(object|dictionary|object_pattern)$/, 'object key'],
  [/^(array|list|tuple|set)$/, 'array element'],
  [/^(variable_declarator|assignment_expression|assignment|augmented_assignment)$/, 'initializer'],
  [
    /^(binary_expression|binary_operator|parenthesized_expression|comparison_operator|boolean_operator)$/,
    'expression',
  ],
  [/^(statement_block|block|program|module|class_body|switch_body)$/, 'statement'],
];

/** Kind and names in scope; no types. */
export function syntacticHole(cursor: Cursor): TypedHole {
  return {
    kind: kindOf(cursor),
    typingContext: cursor.names.map(({ name, kind }) => ({ name, type: `(${kind})` })),
    relevantTypes: [],
    relevantHeaders: [],
  };
}

function kindOf(cursor: Cursor): HoleKind {
  if (cursor.region !== 'code') return cursor.region;
  if (cursor.member) return 'member';
  for (const node of cursor.path.toReversed()) {
    const found = kinds.find(([types]) => types.test(node.type));
    if (found) return found[1];
  }
  return 'expression';
}
