/**
 * The texts of the manifest that a person reads. They stand in it in English; the package has keys in their place, with
 * a file of texts for each language beside it, as the editor wants it.
 */

const spoken: ReadonlySet<string> = new Set(['title', 'description', 'name', 'altText', 'enumDescriptions']);

/** A copy of a part of the manifest with every text that is read replaced. The product's own name is no such text. */
export function withTexts(part: unknown, replace: (text: string) => string, isSpoken = false): unknown {
  if (typeof part === 'string') return isSpoken && part !== 'Keyhole' ? replace(part) : part;
  if (Array.isArray(part)) return part.map((each) => withTexts(each, replace, isSpoken));
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(
    Object.entries(part).map(([name, value]) => [name, withTexts(value, replace, spoken.has(name))]),
  );
}

/** What of the manifest has texts in it. */
export const spokenParts = ['description', 'capabilities', 'contributes'] as const;

export interface KeyedManifest {
  readonly manifest: Readonly<Record<string, unknown>>;
  /** Key to English text. */
  readonly texts: Readonly<Record<string, string>>;
}

/** The manifest with keys for its texts; a text that stands in it twice has one key. */
export function keyed(manifest: Readonly<Record<string, unknown>>): KeyedManifest {
  const keys = new Map<string, string>();
  const keyOf = (text: string): string => {
    const key = keys.get(text) ?? `text${keys.size + 1}`;
    keys.set(text, key);
    return `%${key}%`;
  };
  const parts = spokenParts.map((name) => [name, withTexts(manifest[name], keyOf, spoken.has(name))]);
  return {
    manifest: { ...manifest, ...Object.fromEntries(parts) },
    texts: Object.fromEntries([...keys].map(([text, key]) => [key, text])),
  };
}
