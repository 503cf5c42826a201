import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type PushGraph, pageRank } from '../../server/index/page-rank.ts';

const size = 8;
type Edge = readonly [from: number, to: number, weight: number];

const node = fc.nat(size - 1);
const edges = fc.array(fc.tuple(node, node, fc.integer({ min: 1, max: 9 })), { maxLength: 24 });
const seeds = fc
  .uniqueArray(fc.tuple(node, fc.integer({ min: 1, max: 5 })), { minLength: 1, selector: ([one]) => one })
  .map((list) => new Map(list));

/** Edges in a given order: what is answered must not depend on it. */
function graphOf(list: readonly Edge[]): PushGraph {
  return {
    end: size,
    sizeOf: () => 1,
    sharesOf: (from) => {
      const own = list.filter(([start]) => start === from);
      const total = own.reduce((sum, [, , weight]) => sum + weight, 0);
      return Float64Array.from(own.flatMap(([, to, weight]) => [to, weight / total]));
    },
  };
}

/** Personalised PageRank by power iteration; a walk stays where there is no edge. */
function exactly(list: readonly Edge[], from: ReadonlyMap<number, number>, damping: number): number[] {
  const total = [...from.values()].reduce((sum, weight) => sum + weight, 0);
  const start = Array.from({ length: size }, (_, at) => (from.get(at) ?? 0) / total);
  const ranks = Array.from({ length: size }, () => 0);
  let masses = start;
  for (let round = 0; round < 400; round++) {
    const next = Array.from({ length: size }, () => 0);
    masses.forEach((mass, at) => {
      const own = list.filter(([one]) => one === at);
      const sum = own.reduce((all, [, , weight]) => all + weight, 0);
      ranks[at]! += own.length === 0 ? mass : (1 - damping) * mass;
      for (const [, to, weight] of own) next[to]! += (damping * mass * weight) / sum;
    });
    masses = next;
  }
  return ranks;
}

test('with a small epsilon ranks are those of power iteration', () => {
  fc.assert(
    fc.property(edges, seeds, fc.constantFrom(0.5, 0.85), (list, from, damping) => {
      const found = pageRank(graphOf(list), from, { damping, epsilon: 1e-12 });
      const exact = exactly(list, from, damping);
      exact.forEach((rank, at) => expect(found.get(at) ?? 0).toBeCloseTo(rank, 8));
    }),
  );
});

test('ranks are never too high, and what is missing is at most epsilon for each node', () => {
  fc.assert(
    fc.property(edges, seeds, fc.double({ min: 1e-4, max: 0.2, noNaN: true }), (list, from, epsilon) => {
      const found = pageRank(graphOf(list), from, { damping: 0.85, epsilon });
      const exact = exactly(list, from, 0.85);
      exact.forEach((rank, at) => expect(found.get(at) ?? 0).toBeLessThanOrEqual(rank + 1e-9));
      const sum = [...found.values()].reduce((all, rank) => all + rank, 0);
      expect(1 - sum).toBeLessThanOrEqual(size * epsilon + 1e-9);
    }),
  );
});

test('the order of edges and seeds changes nothing, not even the last bit', () => {
  fc.assert(
    fc.property(edges, seeds, fc.infiniteStream(fc.nat()), (list, from, keys) => {
      const shuffled = list
        .map((edge) => ({ edge, key: keys.next().value }))
        .toSorted((a, b) => a.key - b.key);
      const options = { damping: 0.85, epsilon: 1e-3 };
      const one = pageRank(graphOf(list), from, options);
      const other = pageRank(
        graphOf(shuffled.map(({ edge }) => edge)),
        new Map([...from].toReversed()),
        options,
      );
      expect([...other].toSorted()).toEqual([...one].toSorted());
    }),
  );
});
