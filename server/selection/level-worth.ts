/** Share of an item's score that each of its levels is worth. Written by `test/bench/fit-levels.ts`. */

import type { ContextItem } from '../context/context.ts';
import type { Level } from '../protocol/protocol.ts';

/** What an item is, as far as the worth of levels differs: found by a name that the file has, or by one that it lacks. */
export type ItemShape = 'callable' | 'shape' | 'importable' | 'chunk';

const shapes = new Set(['class', 'interface', 'type', 'enum', 'namespace']);

export function shapeOf({ symbol, source }: Pick<ContextItem, 'symbol' | 'source'>): ItemShape {
  if (symbol.kind === 'chunk') return 'chunk';
  if (source === 'importable') return 'importable';
  return shapes.has(symbol.kind) ? 'shape' : 'callable';
}

export type LevelWorth = Readonly<Record<ItemShape, Readonly<Record<Level, number>>>>;

export const levelWorth: LevelWorth = {
  chunk: { name: 0, signature: 0, skeleton: 0, pruned: 0.35, body: 1 },
  shape: { name: 0.02, signature: 0.1, skeleton: 0.95, pruned: 0.96, body: 1 },
  callable: { name: 0.18, signature: 0.95, skeleton: 0.99, pruned: 0.99, body: 1 },
  importable: { name: 0, signature: 0.91, skeleton: 0.96, pruned: 0.96, body: 1 },
};
