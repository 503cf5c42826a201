/** What stands around definitions: exports, decorators, and the bodies that hide what they declare. */

import type { Node, QueryMatch } from 'web-tree-sitter';
import type { Range } from '../protocol/protocol.ts';

export interface Surroundings {
  /** Whether only a function body or a block can see what is declared at this offset. */
  isLocal(offset: number): boolean;
  /** Whether the declaration that starts here declares one thing only (`const a = 1`, not `const a = 1, b = 2`). */
  isOnlyItem(declarationStart: number): boolean;
  /** Whether an `export { name }` anywhere in the file names it. */
  isExportedName(name: string): boolean;
  /** The range of a declaration with what belongs to it in front, and whether that exports it. */
  wrap(declaration: Range): Wrapped;
}

interface Wrapped {
  readonly range: Range;
  readonly exported: boolean;
}

export function surroundingsOf(matches: readonly QueryMatch[], text: string): Surroundings {
  const locals = outermost(capturesOf(matches, 'local').map(rangeOf));
  const items = itemsByDeclaration(matches);
  const wrappers = wrappersByStart(matches);
  const decorators = new Map(
    capturesOf(matches, 'decorator').map((node) => [node.endIndex, node.startIndex]),
  );
  const exportedNames = new Set(
    capturesOf(matches, 'export.name').map((node) => text.slice(node.startIndex, node.endIndex)),
  );
  return {
    isLocal: (offset) => isInside(locals, offset),
    isOnlyItem: (start) => (items.get(start)?.size ?? 0) <= 1,
    isExportedName: (name) => exportedNames.has(name),
    wrap: (declaration) => {
      const { range, exported } = unwrapped(declaration, wrappers);
      return {
        range: { start: startWithDecorators(range.start, decorators, text), end: range.end },
        exported,
      };
    },
  };
}

function capturesOf(matches: readonly QueryMatch[], name: string): Node[] {
  return matches.flatMap(({ captures }) =>
    captures.filter((capture) => capture.name === name).map((capture) => capture.node),
  );
}

/** Ranges of a tree nest or are apart, so those not inside another one are enough, in order. */
function outermost(ranges: readonly Range[]): Range[] {
  const kept: Range[] = [];
  for (const range of ranges.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (range.start >= (kept.at(-1)?.end ?? 0)) kept.push(range);
  }
  return kept;
}

function isInside(ranges: readonly Range[], offset: number): boolean {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return (ranges[low]?.start ?? offset + 1) <= offset;
}

function itemsByDeclaration(matches: readonly QueryMatch[]): Map<number, Set<number>> {
  const items = new Map<number, Set<number>>();
  for (const { captures } of matches) {
    const item = captures.find((capture) => capture.name === 'item')?.node.startIndex;
    const declaration = captures.find((capture) => capture.name.startsWith('definition.'))?.node.startIndex;
    if (item === undefined || declaration === undefined) continue;
    items.set(declaration, (items.get(declaration) ?? new Set()).add(item));
  }
  return items;
}

function wrappersByStart(matches: readonly QueryMatch[]): Map<number, Wrapped> {
  const wrappers = new Map<number, Wrapped>();
  for (const { captures } of matches) {
    const wrapper = captures.find((capture) => capture.name.startsWith('wrapper'));
    const inner = captures.find((capture) => capture.name === 'wrapped');
    if (!wrapper || !inner || wrapper.node.startIndex === inner.node.startIndex) continue;
    const exported = wrapper.name === 'wrapper.export';
    wrappers.set(inner.node.startIndex, { range: rangeOf(wrapper.node), exported });
  }
  return wrappers;
}

/** Wrappers may stand around wrappers: `export declare const a: string`. */
function unwrapped(declaration: Range, wrappers: ReadonlyMap<number, Wrapped>): Wrapped {
  let range = declaration;
  let exported = false;
  for (let next = wrappers.get(range.start); next; next = wrappers.get(range.start)) {
    range = next.range;
    exported ||= next.exported;
  }
  return { range, exported };
}

function startWithDecorators(start: number, decorators: ReadonlyMap<number, number>, text: string): number {
  if (decorators.size === 0) return start;
  let first = start;
  for (;;) {
    const before = text.slice(0, first).trimEnd().length;
    const decorator = decorators.get(before);
    if (decorator === undefined) return first;
    first = decorator;
  }
}

function rangeOf(node: Node): Range {
  return { start: node.startIndex, end: node.endIndex };
}
