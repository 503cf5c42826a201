/**
 * The heads of the types that a file's declarations are written with: what each yields and what it
 * takes. They are read off the text of the signature, by a reader for each family of languages.
 */

import type { SymbolFact, TypeHeads } from './facts.ts';
import { pythonHeads } from './python-heads.ts';
import { scriptHeads } from './script-heads.ts';
import type { Written } from './written-types.ts';

/** `undefined` where no type is written. */
type HeadsReader = (written: Written) => TypeHeads | undefined;

const readers: ReadonlyMap<string, HeadsReader> = new Map([
  ['typescript', scriptHeads],
  ['typescriptreact', scriptHeads],
  ['javascript', scriptHeads],
  ['javascriptreact', scriptHeads],
  ['vue', scriptHeads],
  ['svelte', scriptHeads],
  ['python', pythonHeads],
]);

/** The symbols of a text with the heads of their types, for languages that write types. */
export function withHeads(symbols: readonly SymbolFact[], text: string, language: string): SymbolFact[] {
  const read = readers.get(language);
  if (!read) return [...symbols];
  const all: Written[] = [];
  return symbols.map((symbol) => {
    const written = writtenAs(symbol, text, all[symbol.container ?? -1]);
    all.push(written);
    const heads = read(written);
    return heads && heads.yields.length + heads.takes.length > 0 ? { ...symbol, heads } : symbol;
  });
}

function writtenAs(symbol: SymbolFact, text: string, holder: Written | undefined): Written {
  const { range, body, doc } = symbol;
  return {
    symbol,
    signature: text.slice(range.start, body && body.start > range.start ? body.start : range.end),
    doc: doc ? text.slice(doc.start, doc.end) : '',
    ...(holder && { holder }),
  };
}
