/**
 * The matches of a query, sorted by what they say, in one pass: most of them are names that are used, and
 * a large file has hundreds of thousands.
 */

import type { Range } from '../protocol/protocol.ts';
import type { ReferenceKind } from './facts.ts';
import type { Match, TreeNode } from './parser.ts';

export interface Findings {
  /** Matches with a `@definition.<kind>`, `@wrapper` or `@import`, in the order of the query's patterns. */
  readonly definitions: readonly Match[];
  readonly wrappers: readonly Match[];
  readonly imports: readonly Match[];
  /** Nodes by the name of a capture that stands alone: `local`, `decorator`, `binding` and so on. */
  nodes(capture: string): readonly TreeNode[];
  /** For each offset the use that starts there, or 0; see `useOf`. */
  readonly uses: Uint8Array;
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

/** `length` is that of the text in UTF-16 units. */
export function findingsOf(matches: readonly Match[], length: number): Findings {
  const uses = new Uint8Array(length);
  const byCapture = new Map<string, TreeNode[]>();
  const grouped = { definition: new Array<Match>(), wrapper: new Array<Match>(), import: new Array<Match>() };
  for (const match of matches) {
    for (const { name, node } of match.captures) {
      const code = useCodes.get(name);
      if (code !== undefined) uses[node.startIndex] = Math.max(code, uses[node.startIndex] ?? 0);
      else if (name.startsWith('definition.')) grouped.definition.push(match);
      else if (name === 'import') grouped.import.push(match);
      else if (name.startsWith('wrapper')) grouped.wrapper.push(match);
      else if (lone.has(name)) addTo(byCapture, name, node);
      else if (name === 'variable' || name === 'parameter') {
        addTo(
          byCapture,
          name === 'variable' ? 'binding' : 'binding.parameter',
          captureOf(match, 'name') ?? node,
        );
      }
    }
  }
  return {
    definitions: grouped.definition.toSorted((a, b) => a.patternIndex - b.patternIndex),
    wrappers: grouped.wrapper,
    imports: grouped.import,
    nodes: (capture) => byCapture.get(capture) ?? [],
    uses,
  };
}

const lone: ReadonlySet<string> = new Set([
  'local',
  'decorator',
  'discard',
  'binding',
  'block',
  'binding.parameter',
  'binding.type',
  'hidden',
  'export.name',
  'section.hidden',
  'section.shown',
]);

function addTo(byCapture: Map<string, TreeNode[]>, name: string, node: TreeNode): void {
  const nodes = byCapture.get(name);
  if (nodes) nodes.push(node);
  else byCapture.set(name, [node]);
}

export function captureOf({ captures }: Match, name: string): TreeNode | undefined {
  return captures.find((capture) => capture.name === name)?.node;
}

export function rangeOf(node: TreeNode): Range {
  return { start: node.startIndex, end: node.endIndex };
}

export function textOf(node: TreeNode, text: string): string {
  return text.slice(node.startIndex, node.endIndex);
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
