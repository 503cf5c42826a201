/** Identifiers and their parts: the words that lexical search counts. */

const identifier = /[\p{ID_Start}_$][\p{ID_Continue}$]*/gu;
const part = /\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{N}+|\p{Lo}+/gu;

/** Words of most programming languages that say nothing about what code is about. */
const stopWords = new Set(
  (
    'abstract and any as async await boolean break case catch class const continue declare def default del ' +
    'delete do elif else enum except export extends false finally for from function get global if implements ' +
    'import in instanceof interface is keyof lambda let namespace never new none not null number object of or ' +
    'package pass private protected public raise readonly return self set static string super switch symbol ' +
    'this throw true try type typeof undefined unknown var void while with yield'
  ).split(' '),
);

/** Every identifier of a text, in order, repeats included. */
export function identifiersOf(text: string): string[] {
  return text.match(identifier) ?? [];
}

/** `parseHTTPHeader_v2` -> `parse`, `http`, `header`, `v`, `2`: split at case, digits and `_`, lower-cased. */
export function identifierParts(name: string): string[] {
  return (name.match(part) ?? []).map((piece) => piece.toLowerCase());
}

/** The search terms of a text: each identifier whole and, when it has several, its parts; stop words left out. */
export function terms(text: string): string[] {
  return identifiersOf(text).flatMap(termsOf);
}

/** The search terms of one identifier. */
export function termsOf(name: string): string[] {
  if (/^[a-z]+$/.test(name)) return stopWords.has(name) ? [] : [name];
  const whole = name.toLowerCase();
  if (stopWords.has(whole)) return [];
  const parts = identifierParts(name);
  const several = parts.length > 1 ? parts.filter((piece) => piece.length > 1 && !stopWords.has(piece)) : [];
  return [whole, ...several];
}
