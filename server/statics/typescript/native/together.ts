/** Questions that were announced: the first time that one is asked, all of them are. */

/** Answers to questions of one kind, each asked once. */
export interface Together<K, V> {
  of(key: K): V;
  /** Says that these will be asked. */
  expect(keys: readonly K[]): void;
}

/** `fetch` answers many questions in one go, in order. */
export function together<K, V>(fetch: (keys: readonly K[]) => readonly V[]): Together<K, V> {
  const known = new Map<K, V>();
  let expected = new Set<K>();
  return {
    of: (key) => {
      const before = known.get(key);
      if (before !== undefined) return before;
      const keys = expected.has(key) ? [...expected] : [key];
      if (keys.length > 1) expected = new Set();
      const values = fetch(keys);
      for (const [index, one] of keys.entries()) {
        const value = values[index];
        if (value !== undefined) known.set(one, value);
      }
      const value = known.get(key);
      if (value === undefined) throw new Error('A question was not answered.');
      return value;
    },
    expect: (keys) => {
      for (const key of keys) if (!known.has(key)) expected.add(key);
    },
  };
}
