/**
 * Personalised PageRank by forward push (Andersen, Chung and Lang, FOCS 2006): only what is near the seeds
 * is looked at. Pushes go in rounds and all masses are multiples of one quantum, so that sums are exact
 * and the result does not depend on the order in which nodes and edges are met.
 */

/** The edges out of a node: to one, its share of the mass, to the next, its share; shares sum to 1 at most. */
export type Shares = Float64Array;

export interface PushOptions {
  /** The part of a node's mass that goes on along its edges; the rest stays. */
  readonly damping: number;
  /** A node is pushed while its mass is at least this times its size. */
  readonly epsilon: number;
}

export interface PushGraph {
  /** All nodes are below this. */
  readonly end: number;
  sharesOf(node: number): Shares;
  /** About how many edges the node has: what looking at it costs. */
  sizeOf(node: number): number;
}

const quantum = 2 ** -50;

/** More edges than this are never followed, whatever epsilon is. */
const mostSteps = 200_000_000;

function cut(mass: number): number {
  return Math.floor(mass / quantum) * quantum;
}

/**
 * The rank of each node that was reached. It is never above the exact one, and all that is missing to a
 * sum of 1 lies on nodes below their thresholds. Seeds weigh relative to one another.
 */
export function pageRank(
  graph: PushGraph,
  seeds: ReadonlyMap<number, number>,
  { damping, epsilon }: PushOptions,
): Map<number, number> {
  const walk: Walk = {
    ranks: new Float64Array(graph.end),
    masses: new Float64Array(graph.end),
    rounds: new Int32Array(graph.end),
    reached: [],
    steps: 0,
  };
  const total = [...seeds.values()].reduce((sum, weight) => sum + weight, 0);
  for (const [node, weight] of seeds) walk.masses[node] = cut(weight / total);
  let touched = [...seeds.keys()];
  for (let round = 1; touched.length > 0 && walk.steps < mostSteps; round++) {
    const pushed = touched.filter((node) => (walk.masses[node] ?? 0) >= epsilon * graph.sizeOf(node));
    touched = pushAll(graph, walk, { pushed, damping, round });
  }
  return new Map(walk.reached.map((node) => [node, walk.ranks[node] ?? 0]));
}

interface Walk {
  readonly ranks: Float64Array;
  /** What has not been pushed on yet. */
  readonly masses: Float64Array;
  /** For each node the last round in which it got something. */
  readonly rounds: Int32Array;
  /** Nodes with a rank. */
  readonly reached: number[];
  steps: number;
}

interface Round {
  readonly pushed: readonly number[];
  readonly damping: number;
  readonly round: number;
}

/** Pushes all these nodes at once and gives those that got something. */
function pushAll(graph: PushGraph, walk: Walk, { pushed, damping, round }: Round): number[] {
  const { ranks, masses, rounds, reached } = walk;
  const amounts = Float64Array.from(pushed, (node) => masses[node] ?? 0);
  for (const node of pushed) masses[node] = 0;
  const touched: number[] = [];
  for (let at = 0; at < pushed.length; at++) {
    const node = pushed[at] ?? 0;
    const mass = amounts[at] ?? 0;
    const shares = graph.sharesOf(node);
    const moving = shares.length === 0 ? 0 : cut(damping * mass);
    const before = ranks[node] ?? 0;
    if (before === 0) reached.push(node);
    ranks[node] = before + mass - moving;
    walk.steps += 1 + shares.length / 2;
    for (let edge = 0; edge < shares.length; edge += 2) {
      const to = shares[edge] ?? 0;
      masses[to] = (masses[to] ?? 0) + cut(moving * (shares[edge + 1] ?? 0));
      if (rounds[to] === round) continue;
      rounds[to] = round;
      touched.push(to);
    }
  }
  return touched;
}
