/** Answers that are asked for once. */

/** The function, which answers the same question from memory the second time. */
export function remembered<K, V>(make: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined || known.has(key)) return before ?? make(key);
    const made = make(key);
    known.set(key, made);
    return made;
  };
}

/** As `remembered`, for a question about two things. */
export function rememberedPair<A, B, V>(make: (first: A, second: B) => V): (first: A, second: B) => V {
  const rows = remembered((first: A) => remembered((second: B) => make(first, second)));
  return (first, second) => rows(first)(second);
}
