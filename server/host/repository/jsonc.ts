/** JSON as configuration files write it: with comments, with commas too many, with a byte order mark. */

const comment = /("(?:[^"\\\n]|\\.)*")|\/\/[^\n]*|\/\*[^]*?\*\//g;
const comma = /("(?:[^"\\\n]|\\.)*")|,(?=\s*[}\]])/g;

/** Fields of an object; none where the text is no object. */
export type Fields = Readonly<Record<string, unknown>>;

/** The object that the text holds, or `undefined` where it holds none. */
export function parseFields(text: string): Fields | undefined {
  const keepStrings = (_: string, string: string | undefined): string => string ?? '';
  try {
    return fieldsOf(
      JSON.parse(
        text
          .replace(/^\uFEFF/, '')
          .replace(comment, keepStrings)
          .replace(comma, keepStrings),
      ),
    );
  } catch {
    return undefined;
  }
}

export function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}
