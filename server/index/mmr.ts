/**
 * Maximal marginal relevance (Carbonell and Goldstein, 1998): hits that are good and not like each other,
 * by the Jaccard overlap of their terms.
 */

interface MmrOptions {
  /** 1 asks for relevance only, 0 for difference only. */
  readonly lambda?: number;
  readonly limit: number;
  /** Hits that are looked at, from the first. */
  readonly pool?: number;
}

/** Picks up to `limit` hits, best first. `hits` come best first; of equals the earlier one is taken. */
export function mmr<Hit extends { readonly score: number }>(
  hits: readonly Hit[],
  termsOf: (hit: Hit) => ReadonlySet<string>,
  { lambda = 0.7, limit, pool = 80 }: MmrOptions,
): Hit[] {
  const pooled = hits.slice(0, pool);
  const numbered = numbersOf(pooled.map(termsOf));
  const candidates = pooled.map((hit, at) => ({ hit, terms: numbered.of[at] ?? [], likeness: 0 }));
  const isShared = new Uint8Array(numbered.count);
  const most = Math.max(...candidates.map(({ hit }) => hit.score), Number.MIN_VALUE);
  const worth = ({ hit, likeness }: { hit: Hit; likeness: number }): number =>
    (lambda * hit.score) / most - (1 - lambda) * likeness;
  const chosen: Hit[] = [];
  while (chosen.length < limit && candidates.length > 0) {
    const best = candidates.reduce((a, b) => (worth(b) > worth(a) ? b : a));
    candidates.splice(candidates.indexOf(best), 1);
    chosen.push(best.hit);
    for (const term of best.terms) isShared[term] = 1;
    for (const other of candidates) {
      let shared = 0;
      for (const term of other.terms) shared += isShared[term] ?? 0;
      other.likeness = Math.max(other.likeness, share(shared, best.terms.length + other.terms.length));
    }
    for (const term of best.terms) isShared[term] = 0;
  }
  return chosen;
}

/** The same sets with numbers for their members: each is compared with each. */
function numbersOf(sets: readonly ReadonlySet<string>[]): { of: number[][]; count: number } {
  const numbers = new Map<string, number>();
  const numberOf = (member: string): number => {
    const number = numbers.get(member) ?? numbers.size;
    numbers.set(member, number);
    return number;
  };
  const of = sets.map((set) => Array.from(set, numberOf));
  return { of, count: numbers.size };
}

/** Shared members over all members, 0 to 1; two empty sets share nothing. */
export function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [fewer, more] = a.size <= b.size ? [a, b] : [b, a];
  let shared = 0;
  for (const member of fewer) if (more.has(member)) shared++;
  return share(shared, a.size + b.size);
}

/** Of the members of two sets, of which so many are in both. */
function share(shared: number, sizes: number): number {
  return sizes === 0 ? 0 : shared / (sizes - shared);
}
