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
