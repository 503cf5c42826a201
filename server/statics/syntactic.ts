/** A hole as syntax alone sees it: for languages without a type engine, and while the engine is busy. */

import type { Cursor, SyntaxNode } from '../syntax/syntax.ts';
import type { HoleKind, TypedHole } from './hole.ts';
import { replacedAt } from './replaced.ts';

/**
 * What decides the kind of a hole, looked for from the innermost node outwards: the parent's type, the
 * node's own, and the field that it fills, as `parent>node/field`.
 */
const kinds: readonly (readonly [where: RegExp, kind: HoleKind])[] = [
  [/^import_from_statement>.*\/module_name$/, 'module path'],
  [/^(import_specifier|named_imports|import_from_statement)>/, 'import specifier'],
  [/^(export_specifier|export_clause)>/, 'export specifier'],
  [/^(import_statement|import_clause)>/, 'import'],
  [/^pair_pattern>.*\/value$|^for_\w+>.*\/left$/, 'name'],
  [/^(variable_declarator|(class|interface|enum|type_alias)_de\w+|\w*function_\w+)>\w+\/name$/, 'name'],
  [/^object_pattern>|>object_pattern(\/|$)/, 'destructuring key'],
  [/^jsx_(self_closing|opening|closing)_element>.*\/name$/, 'JSX tag'],
  [/^jsx_attribute>(property_identifier|jsx_namespace_name)$/, 'JSX attribute'],
  [/^jsx_attribute>/, 'JSX attribute value'],
  [/^(jsx_element|jsx_fragment)>(jsx_text|jsx_expression)$/, 'JSX child'],
  [/^(class_heritage>extends_clause|\w+>extends_type_clause)/, 'extends clause'],
  [/\/(superclasses|superclass)$/, 'extends clause'],
  [/>(base_list|base_clause|base_class_clause)(\/|$)/, 'extends clause'],
  [/^(delegation_specifiers?|extends_clause)>\w*(type|identifier)(\/|$)/, 'extends clause'],
  [/>(implements_clause|super_interfaces|class_interface_clause)$/, 'implements clause'],
  [/^impl_item>\w+\/trait$/, 'implements clause'],
  [/>(type_arguments|type_parameter)(\/|$)/, 'type argument'],
  [/>(type_annotation|type|user_type|union_type|intersection_type)(\/|$)|\/(return_)?type$/, 'type'],
  [/>decorator(\/|$)/, 'decorator'],
  [/>(arguments|argument_list|keyword_argument)(\/|$)/, 'argument'],
  [/>(template_substitution|interpolation)(\/|$)/, 'template part'],
  [/^return_statement>/, 'return value'],
  [/^expression_statement>identifier$/, 'statement'],
  [/^pair>.*\/value$/, 'property value'],
  [/>(object|dictionary)(\/|$)/, 'object key'],
  [/>(array|list|tuple|set)(\/|$)/, 'array element'],
  [/^\w*(declar|_def|_spec|_item|assignment|parameter)\w*>.*\/(value|right)$/, 'initializer'],
  // These grammars do not name the part behind the equals sign.
  [/^(variable_declarator|property_declaration)>identifier$/, 'initializer'],
  [/>(\w*parameters|required_parameter|optional_parameter|parameter_list)(\/|$)/, 'parameter'],
  [/>(case_pattern|switch_case|case_clause)(\/|$)/, 'case'],
  [/>\w*(binary|comparison|boolean|parenthesized|conditional|ternary)\w*(\/|$)/, 'expression'],
  [/>class_body(\/|$)|^class_definition>block|^(class|struct|record)\w*>\w*declaration_list/, 'class body'],
  [/>(interface_body|object_type)(\/|$)/, 'type body'],
  [/>enum_body(\/|$)/, 'enum body'],
  [/>(statement_block|block|switch_body|compound_statement|body_statement)(\/|$)|^>/, 'statement'],
];

/** Kind and names in scope; no types. */
export function syntacticHole(cursor: Cursor): TypedHole {
  return {
    kind: kindOf(cursor),
    replaces: replacedAt(cursor.document.text, cursor.offset),
    typingContext: cursor.names.map(({ name, kind }) => ({ name, type: `(${kind})` })),
    relevantTypes: [],
    relevantHeaders: [],
  };
}

function kindOf(cursor: Cursor): HoleKind {
  if (cursor.region === 'comment') return isDocumentation(cursor) ? 'JSDoc' : 'comment';
  if (cursor.region === 'string') return isModulePath(cursor) ? 'module path' : 'string';
  if (cursor.member) return 'member';
  for (const [i, node] of [...cursor.path.entries()].toReversed()) {
    const parent = cursor.path[i - 1];
    if (parent && mayBeAnything(node, parent)) continue;
    const place = `${parent?.type ?? ''}>${node.type}${node.field ? `/${node.field}` : ''}`;
    const found = kinds.find(([where]) => where.test(place))?.[1];
    if (found) return found === 'statement' ? kindOfStatement(cursor) : found;
  }
  return 'expression';
}

/** The first word of a statement or a parameter is read as a type where another word follows it. */
function mayBeAnything(node: SyntaxNode, { type, range }: SyntaxNode): boolean {
  const isFirst = node.field === 'type' && node.range.start === range.start;
  return isFirst && /decl|statement|parameter/.test(type);
}

function isDocumentation({ document, path }: Cursor): boolean {
  const comment = path.at(-1);
  return comment !== undefined && document.text.startsWith('/**', comment.range.start);
}

function isModulePath({ path }: Cursor): boolean {
  return path.some(({ type, field }) => type === 'string' && field === 'source');
}

/** An empty block is a body; what stands beside other statements is a statement. */
function kindOfStatement({ document, offset, path }: Cursor): HoleKind {
  const at = path.findLastIndex(({ type }) => /^(statement_block|block)$/.test(type));
  const block = path[at];
  const owner = path[at - 1]?.type ?? '';
  if (/class/.test(owner)) return 'class body';
  if (!block || !/function|method|lambda|constructor/.test(owner)) return 'statement';
  const word = replacedAt(document.text, offset);
  const around =
    document.text.slice(block.range.start, word.start) + document.text.slice(word.end, block.range.end);
  if (/[^\s{}]/.test(around)) return 'statement';
  const inClass = path
    .slice(0, at)
    .findLast(({ type }) => /class|method|function/.test(type) && type !== owner);
  return /method|constructor/.test(owner) || isClass(inClass) ? 'method body' : 'function body';
}

function isClass(node: SyntaxNode | undefined): boolean {
  return node !== undefined && /class/.test(node.type);
}
