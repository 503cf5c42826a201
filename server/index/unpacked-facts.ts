/** Facts of files as objects, made when they are asked for; those of the last few files are kept. */

import type { FileFacts, SymbolFact } from '../syntax/syntax.ts';
import { unpackChunks } from './packed-chunks.ts';
import type { PackedFacts } from './packed-facts.ts';
import { unpackImports } from './packed-imports.ts';
import { unpackReferences } from './packed-references.ts';
import { symbolCount, unpackSymbol } from './packed-symbols.ts';
import type { Vocabulary } from './vocabulary.ts';

const remembered = 64;

export class UnpackedFacts {
  readonly #vocabulary: Vocabulary;
  /** The one used longest ago comes first. */
  readonly #known = new Map<number, FileFacts>();

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  of(file: number, packed: PackedFacts): FileFacts {
    const facts = this.#known.get(file) ?? unpacked(packed, this.#vocabulary);
    this.#known.delete(file);
    this.#known.set(file, facts);
    const [oldest] = this.#known.keys();
    if (this.#known.size > remembered && oldest !== undefined) this.#known.delete(oldest);
    return facts;
  }

  forget(file: number): void {
    this.#known.delete(file);
  }
}

function unpacked(packed: PackedFacts, vocabulary: Vocabulary): FileFacts {
  const { language, imports, references, chunks, unread } = packed;
  const symbolsOf = once(() => unpackedSymbols(packed, vocabulary));
  const importsOf = once(() => unpackImports(imports, vocabulary));
  const referencesOf = once(() => unpackReferences(references, vocabulary));
  return {
    language,
    ...(unread && { unread }),
    get symbols() {
      return symbolsOf();
    },
    get imports() {
      return importsOf();
    },
    get references() {
      return referencesOf();
    },
    get chunks() {
      return unpackChunks(chunks, vocabulary);
    },
  };
}

function unpackedSymbols({ symbols }: PackedFacts, vocabulary: Vocabulary): SymbolFact[] {
  return Array.from({ length: symbolCount(symbols) }, (_, at) => unpackSymbol(symbols, at, vocabulary));
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
