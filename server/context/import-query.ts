/** What the place of a cursor says about what its file may want to import: words, and names without a meaning. */

import type { ImportQuery } from '../index/index.ts';
import { identifierParts, identifiersOf, isPredeclared, lex, type Token } from '../text/text.ts';

/** Lines around the cursor whose words count, and lines in which names without a meaning are looked for. */
const nearLines = 6;
const readLines = 150;

/** The text of a file around a place, as its lines say it. */
export interface PlaceText {
  readonly prefix: string;
  readonly suffix: string;
  readonly language: string;
}

export function placeWords({
  prefix,
  suffix,
  language,
}: PlaceText): Pick<ImportQuery, 'line' | 'near' | 'unbound'> {
  const above = prefix.split('\n').slice(-readLines);
  const below = suffix.split('\n').slice(0, readLines);
  const line = above.at(-1) ?? '';
  const around = [...above.slice(-1 - nearLines, -1), ...below.slice(1, nearLines)].join('\n');
  return {
    line: partsOf(line),
    near: partsOf(around),
    unbound: new Map([
      ...used(below.join('\n'), language, (at) => 1 / (1 + at / 10)),
      ...used(above.join('\n'), language, (at) => 1 / (1 + (above.length - 1 - at) / 10)),
    ]),
  };
}

function partsOf(text: string): Set<string> {
  return new Set(identifiersOf(text).flatMap(identifierParts));
}

/** Words that are names only where nothing follows that they would bind: `from(source)`, but not `from './source'`. */
const binding = new Set(['from', 'of', 'as', 'is', 'type', 'get', 'set', 'async', 'satisfies', 'infer']);

function binds(word: string, next: Token | undefined): boolean {
  if (!binding.has(word) || next === undefined || next.kind === 'newline') return false;
  return next.kind !== 'punctuation' || /^[{[]$/.test(next.text);
}

/** Behind these a name is one of what stands before. */
const ofHolder: ReadonlySet<string> = new Set(['.', '?.', '->', '?->', '::', '&.']);

/** Before a name these declare it, also where the cursor stands within the declaration. */
const declaring: ReadonlySet<string> = new Set(
  'var let const function class interface enum def fn func fun val'.split(' '),
);

/** Names that stand for something by themselves: no members, no keys, and nothing that is declared here. */
function used(text: string, language: string, weight: (line: number) => number): Map<string, number> {
  const found = new Map<string, number>();
  const declared = new Set<string>();
  const tokens = lex(text, language).filter(({ kind }) => kind !== 'comment');
  let line = 0;
  for (const [at, { kind, text: word }] of tokens.entries()) {
    if (kind === 'newline') line++;
    const before = tokens[at - 1]?.text;
    const after = tokens[at + 1];
    if (before && declaring.has(before)) declared.add(word);
    if (kind !== 'word' || (before && ofHolder.has(before)) || after?.text === ':') continue;
    if (isPredeclared(word, language) || binds(word, after)) continue;
    found.set(word, Math.max(found.get(word) ?? 0, weight(line)));
  }
  for (const word of declared) found.delete(word);
  return found;
}
