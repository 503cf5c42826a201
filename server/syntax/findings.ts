/** What a parser found in a text: declarations, imports, and how names are used. */

import type { Range } from '../protocol/protocol.ts';
import type { ImportFact, ReferenceKind, SymbolKind } from './facts.ts';

export interface Findings {
  /** Of several of one name the later ones know more. */
  readonly definitions: readonly Definition[];
  readonly wrappers: readonly Wrapper[];
  readonly imports: readonly ImportFact[];
  /** Places by the name of a capture that stands alone: `local`, `decorator`, `binding` and so on. */
  nodes(capture: string): readonly Range[];
  /** For each offset the use that starts there, or 0; see `useOf`. */
  readonly uses: Uint8Array;
}

/** A declaration as the parser found it. */
export interface Definition {
  readonly kind: SymbolKind | 'attribute';
  /** Absent where nothing is named, as in `export default () => 1`. */
  readonly name?: Range;
  /** Of the whole declaration. */
  readonly range: Range;
  /** Of the one of several that a declaration declares. */
  readonly item?: Range;
  readonly body?: Range;
  /** A comment inside the body. */
  readonly doc?: Range;
  readonly exported: boolean;
}

/** What stands around a declaration and belongs to it, as `export` does. */
export interface Wrapper {
  /** Where the declaration starts. */
  readonly inner: number;
  readonly range: Range;
  readonly exported: boolean;
}

/** How a name is used. A bare one stands alone; others are members of something before a dot. */
export interface Use {
  readonly kind: ReferenceKind;
  readonly bare: boolean;
}

/** Of two captures of one name the later in this list counts. */
const useCaptures: readonly (readonly [capture: string, use: Use | undefined])[] = [
  ['reference.use', { kind: 'use', bare: true }],
  ['reference.use.member', { kind: 'use', bare: false }],
  ['reference.type', { kind: 'type', bare: true }],
  ['reference.call', { kind: 'call', bare: true }],
  ['reference.call.member', { kind: 'call', bare: false }],
  ['reference.construct', { kind: 'construct', bare: true }],
  ['reference.heritage', { kind: 'heritage', bare: true }],
  ['reference.none', undefined],
];

const useCodes: ReadonlyMap<string, number> = new Map(
  useCaptures.map(([capture], index) => [capture, index + 1]),
);

/** The use that a code of `Findings.uses` stands for. */
export function useOf(code: number): Use | undefined {
  return useCaptures[code - 1]?.[1];
}

/** The code of a use in `Findings.uses`. */
export function useCode(capture: string): number {
  return useCodes.get(capture) ?? 0;
}

/** Ranges of a tree nest or are apart, so those not inside another one are enough, in order. */
export function outermost(ranges: readonly Range[]): Range[] {
  const kept: Range[] = [];
  for (const range of ranges.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (range.start >= (kept.at(-1)?.end ?? 0)) kept.push(range);
  }
  return kept;
}

/** Place in `ranges`, which are apart and in order, of the one that holds the offset; -1 for none. */
export function indexAround(ranges: readonly Range[], offset: number): number {
  const index = indexBehind(ranges, offset);
  return (ranges[index]?.start ?? offset + 1) <= offset ? index : -1;
}

/** Place of the first of these ranges that ends behind the offset; their number where there is none. */
export function indexBehind(ranges: readonly Range[], offset: number): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
