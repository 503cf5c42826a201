/** Answers that are asked for once. */

/** The function, which answers the same question from memory the second time. */
export function remembered<K, V>(make: (key: K) => V): (key: K) => V {
  const known = new Map<K, { readonly made: V }>();
  return (key) => {
    const found = known.get(key) ?? { made: make(key) };
    known.set(key, found);
    return found.made;
  };
}

/** As `remembered`, for a question about two things. */
export function rememberedPair<A, B, V>(make: (first: A, second: B) => V): (first: A, second: B) => V {
  const rows = remembered((first: A) => remembered((second: B) => make(first, second)));
  return (first, second) => rows(first)(second);
}
