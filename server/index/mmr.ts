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
  const candidates = hits.slice(0, pool).map((hit) => ({ hit, terms: termsOf(hit), likeness: 0 }));
  const most = Math.max(...candidates.map(({ hit }) => hit.score), Number.MIN_VALUE);
  const worth = ({ hit, likeness }: { hit: Hit; likeness: number }): number =>
    (lambda * hit.score) / most - (1 - lambda) * likeness;
  const chosen: Hit[] = [];
  while (chosen.length < limit && candidates.length > 0) {
    const best = candidates.reduce((a, b) => (worth(b) > worth(a) ? b : a));
    candidates.splice(candidates.indexOf(best), 1);
    chosen.push(best.hit);
    for (const other of candidates)
      other.likeness = Math.max(other.likeness, jaccard(best.terms, other.terms));
  }
  return chosen;
}

/** Shared members over all members, 0 to 1; two empty sets share nothing. */
export function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [fewer, more] = a.size <= b.size ? [a, b] : [b, a];
  let shared = 0;
  for (const member of fewer) if (more.has(member)) shared++;
  const all = a.size + b.size - shared;
  return all === 0 ? 0 : shared / all;
}
