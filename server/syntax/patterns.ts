/** Patterns: which names a parameter list, a destructuring or an assignment target binds. */

import type { Node } from 'web-tree-sitter';

const names = new Set(['identifier', 'shorthand_property_identifier_pattern']);

/** Fields behind which nothing is bound: defaults, types, keys and what an assignment reads. */
const notBinding = new Set(['value', 'type', 'right', 'key', 'return_type']);

/** Types that hold no binding at all. */
const opaque = new Set([
  'type_annotation',
  'attribute',
  'subscript',
  'member_expression',
  'subscript_expression',
  'decorator',
]);

/** The identifiers that a pattern binds, in order. */
export function boundNames(pattern: Node): Node[] {
  const bound: Node[] = [];
  const pending = [pattern];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (names.has(node.type)) bound.push(node);
    else if (!opaque.has(node.type)) pending.push(...bindingChildren(node).toReversed());
  }
  return bound;
}

function bindingChildren(node: Node): Node[] {
  return node.children.filter((child, index) => {
    const field = node.fieldNameForChild(index) ?? '';
    if (node.type === 'pair_pattern') return field === 'value';
    return child.isNamed && !notBinding.has(field);
  });
}
