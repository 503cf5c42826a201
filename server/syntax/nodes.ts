/** Small questions about nodes of a tree and the captures of a match. */

import type { Range } from '../protocol/protocol.ts';
import type { Match, TreeNode } from './parser.ts';

export function captureOf({ captures }: Match, name: string): TreeNode | undefined {
  return captures.find((capture) => capture.name === name)?.node;
}

export function rangeOf(node: TreeNode): Range {
  return { start: node.startIndex, end: node.endIndex };
}

export function textOf(node: TreeNode, text: string): string {
  return text.slice(node.startIndex, node.endIndex);
}

/** How many characters of a tree's text belong to nothing that its grammar knows; 1 where only something is missing. */
export function damageIn(root: TreeNode): number {
  let damage = 0;
  const open = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.type === 'ERROR') damage += node.endIndex - node.startIndex;
    else if (node.hasError) open.push(...node.namedChildren);
  }
  return root.hasError ? Math.max(1, damage) : 0;
}
