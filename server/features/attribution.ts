/**
 * Where the identifiers of a completion stood before the model wrote them: in context items, in the open file, among
 * the names that the types offer, or nowhere. By spelling alone, so it costs a search and no model.
 */

import type { AttributedName } from '../protocol/protocol.ts';
import { lex, termsOf } from '../text/text.ts';

/** What the model saw, and what it was offered. */
export interface Seen {
  /** Editor's language id of the completion. */
  readonly language: string;
  /** The renderings that stood in the prompt, by the id of their item. */
  readonly items: readonly { readonly id: string; readonly text: string }[];
  /** The parts of the open file that stood in the prompt. */
  readonly file: readonly string[];
  /** Names that the type engine gave for the hole: members, what is in scope. */
  readonly offered: ReadonlySet<string>;
}

/** One entry for each identifier of `text` that says something, in order of first use. */
export function attribute(text: string, { language, items, file, offered }: Seen): AttributedName[] {
  return [...namesIn(text, language)].map(([name, at]) => ({
    name,
    at,
    items: items.filter((item) => hasWord(item.text, name)).map(({ id }) => id),
    inFile: file.some((part) => hasWord(part, name)),
    inTypes: offered.has(name),
  }));
}

/** Offsets of each identifier; words of the language itself are left out. */
function namesIn(text: string, language: string): Map<string, number[]> {
  const names = new Map<string, number[]>();
  for (const token of lex(text, language)) {
    if (token.kind !== 'word' || termsOf(token.text).length === 0) continue;
    names.set(token.text, [...(names.get(token.text) ?? []), token.start]);
  }
  return names;
}

const wordPart = /[\p{ID_Continue}$]/u;

/** Whether a name stands in a text as a whole word. */
function hasWord(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const [before, after] = [text.charAt(at - 1), text.charAt(at + name.length)];
    if (!wordPart.test(before) && !wordPart.test(after)) return true;
  }
  return false;
}
