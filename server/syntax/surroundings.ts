/** What stands around definitions: exports, decorators, and the bodies that hide what they declare. */

import type { Range } from '../protocol/protocol.ts';
import { type Definition, type Findings, indexAround, outermost, type Wrapper } from './findings.ts';

export interface Surroundings {
  /** Stretches with names of their own, in order, apart: what is local, and blocks that declare symbols too. */
  readonly ownNames: readonly Range[];
  /** Whether only a function body or a block can see what is declared at this offset. */
  isLocal(offset: number): boolean;
  /** Whether what is declared at this offset can be seen in this file only. */
  hides(offset: number): boolean;
  /** Whether the declaration that starts here declares one thing only (`const a = 1`, not `const a = 1, b = 2`). */
  isOnlyItem(declarationStart: number): boolean;
  /** Whether an `export { name }` anywhere in the file names it. */
  isExportedName(name: string): boolean;
  /** Whether an `export default name` or `module.exports = name` does. */
  isDefaultName(name: string): boolean;
  /** The range of a declaration with what belongs to it in front, and whether that exports it. */
  wrap(declaration: Range): Wrapped;
}

interface Wrapped {
  readonly range: Range;
  readonly exported: boolean;
}

export function surroundingsOf(findings: Findings, text: string): Surroundings {
  const locals = outermost(findings.nodes('local'));
  const hidden = outermost(findings.nodes('hidden'));
  const items = itemsByDeclaration(findings.definitions);
  const wrappers = new Map(findings.wrappers.map((wrapper) => [wrapper.inner, wrapper] as const));
  const decorators = new Map(findings.nodes('decorator').map(({ start, end }) => [end, start] as const));
  const namesOf = (capture: string) =>
    new Set(findings.nodes(capture).map(({ start, end }) => text.slice(start, end)));
  const exportedNames = namesOf('export.name');
  const defaultNames = namesOf('export.default');
  return {
    ownNames: outermost([...locals, ...findings.nodes('block')]),
    isLocal: (offset) => indexAround(locals, offset) !== -1,
    hides: (offset) => indexAround(hidden, offset) !== -1,
    isOnlyItem: (start) => (items.get(start)?.size ?? 0) <= 1,
    isExportedName: (name) => exportedNames.has(name) || defaultNames.has(name),
    isDefaultName: (name) => defaultNames.has(name),
    wrap: (declaration) => {
      const { range, exported } = unwrapped(declaration, wrappers);
      return {
        range: { start: startWithDecorators(range.start, decorators, text), end: range.end },
        exported,
      };
    },
  };
}

function itemsByDeclaration(definitions: readonly Definition[]): Map<number, Set<number>> {
  const items = new Map<number, Set<number>>();
  for (const { range, item } of definitions)
    if (item) items.set(range.start, (items.get(range.start) ?? new Set()).add(item.start));
  return items;
}

/** Wrappers may stand around wrappers: `export declare const a: string`. */
function unwrapped(declaration: Range, wrappers: ReadonlyMap<number, Wrapper>): Wrapped {
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
