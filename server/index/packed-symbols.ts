/** The symbols of one file in a typed array, nine words each; one is read without unpacking the others. */

import type { Range } from '../protocol/protocol.ts';
import type { SymbolFact, SymbolKind, TypeHeads } from '../syntax/syntax.ts';
import type { ByteReader } from './byte-stream.ts';
import type { Numbers, Vocabulary } from './vocabulary.ts';
import { keptWords, wordsFor } from './shared-words.ts';

export interface PackedSymbols {
  readonly words: Uint32Array;
  /** For each symbol that has heads: how many it yields, how many it takes, then their names. */
  readonly heads: Uint32Array;
}

const width = 9;
/** The first word of each field; a range takes two, and kind, exported, isDefault and container share one. */
const word = {
  name: 0,
  kind: 1,
  exported: 1,
  isDefault: 1,
  container: 1,
  range: 2,
  body: 4,
  doc: 6,
  heads: 8,
} as const satisfies Record<keyof SymbolFact, number>;
const none = 0xffff_ffff;

const codes: Readonly<Record<SymbolKind, number>> = {
  function: 0,
  method: 1,
  constructor: 2,
  class: 3,
  interface: 4,
  type: 5,
  enum: 6,
  enumMember: 7,
  namespace: 8,
  constant: 9,
  variable: 10,
  property: 11,
};
/** All kinds of symbols there are. */
export const symbolKinds: readonly SymbolKind[] = Object.keys(codes).filter(isKind);

function isKind(text: string): text is SymbolKind {
  return text in codes;
}

export function packSymbols(symbols: readonly SymbolFact[], numbers: Numbers): PackedSymbols {
  const words: number[] = [];
  const heads: number[] = [];
  for (const symbol of symbols) {
    const { name, kind, exported, isDefault, container = -1, range, body, doc } = symbol;
    const flags = (exported ? symbolBits.exported : 0) + (isDefault ? symbolBits.isDefault : 0);
    const first = (container + 1) * 256 + codes[kind] * 2 + flags;
    words.push(numbers.idOf(name), first, range.start, range.end);
    words.push(body?.start ?? none, body?.end ?? none, doc?.start ?? none, doc?.end ?? none);
    words.push(symbol.heads ? heads.length : none);
    if (symbol.heads) pushHeads(heads, symbol.heads, numbers);
  }
  return { words: Uint32Array.from(words), heads: Uint32Array.from(heads) };
}

/** What an encoded symbol may have or not, as bits; the flags among them stand in the packed word too. */
export const symbolBits = { exported: 1, container: 2, doc: 4, body: 8, heads: 16, isDefault: 64 } as const;
const flagBits = symbolBits.exported | symbolBits.isDefault;

/** The same from their encoding; `numbers` has the number of each text of the encoding's table. */
export function packEncodedSymbols(reader: ByteReader, numbers: Uint32Array): PackedSymbols {
  const count = reader.count();
  const words = wordsFor(count * width).fill(none);
  const heads: number[] = [];
  let start = 0;
  for (let at = 0; at < words.length; at += width) {
    words[at + word.name] = numbers[reader.number()] ?? 0;
    const kind = reader.number();
    const has = reader.number();
    start += reader.signed();
    words[at + word.range] = start;
    words[at + word.range + 1] = start + reader.number();
    const container = has & symbolBits.container ? reader.number() + 1 : 0;
    words[at + word.kind] = container * 256 + kind * 2 + (has & flagBits);
    if (has & symbolBits.doc) readPlace(reader, words, at + word.doc, start);
    if (has & symbolBits.body) readPlace(reader, words, at + word.body, start);
    if (!(has & symbolBits.heads)) continue;
    words[at + word.heads] = heads.length;
    readHeads(reader, numbers, heads);
  }
  return { words, heads: keptWords(heads) };
}

function readPlace(reader: ByteReader, words: Uint32Array, at: number, from: number): void {
  const start = from + reader.signed();
  words[at] = start;
  words[at + 1] = start + reader.number();
}

function readHeads(reader: ByteReader, numbers: Uint32Array, heads: number[]): void {
  const at = heads.push(0, 0) - 2;
  for (const list of [at, at + 1]) {
    const count = reader.count();
    heads[list] = count;
    for (let left = count; left > 0; left--) heads.push(numbers[reader.number()] ?? 0);
  }
}

function pushHeads(heads: number[], { yields, takes }: TypeHeads, numbers: Numbers): void {
  heads.push(yields.length, takes.length);
  for (const name of yields) heads.push(numbers.idOf(name));
  for (const name of takes) heads.push(numbers.idOf(name));
}

export function symbolCount({ words }: PackedSymbols): number {
  return words.length / width;
}

export function nameOf({ words }: PackedSymbols, index: number): number {
  return words[index * width + word.name] ?? 0;
}

/** Numbers of the names, each once. */
export function namesIn(symbols: PackedSymbols): Set<number> {
  const names = new Set<number>();
  for (let at = word.name; at < symbols.words.length; at += width) names.add(symbols.words[at] ?? 0);
  return names;
}

export function kindOf({ words }: PackedSymbols, index: number): SymbolKind {
  return symbolKinds[((words[index * width + word.kind] ?? 0) & 63) >>> 1] ?? 'variable';
}

export function isExported({ words }: PackedSymbols, index: number): boolean {
  return ((words[index * width + word.exported] ?? 0) & symbolBits.exported) !== 0;
}

/** The index of what the file exports by default. */
export function defaultIn(symbols: PackedSymbols): number | undefined {
  for (let index = 0; index < symbolCount(symbols); index++) if (isDefault(symbols, index)) return index;
  return undefined;
}

function isDefault({ words }: PackedSymbols, index: number): boolean {
  return ((words[index * width + word.isDefault] ?? 0) & symbolBits.isDefault) !== 0;
}

/** The index of the symbol that holds this one. */
export function containerOf({ words }: PackedSymbols, index: number): number | undefined {
  const container = ((words[index * width + word.container] ?? 0) >>> 8) - 1;
  return container < 0 ? undefined : container;
}

export function rangeOf(symbols: PackedSymbols, index: number): Range {
  return rangeAt(symbols, index * width + word.range) ?? { start: 0, end: 0 };
}

/** Whether the offset lies in the symbol's range, its end included. */
export function holds({ words }: PackedSymbols, index: number, offset: number): boolean {
  const at = index * width + word.range;
  return (words[at] ?? 0) <= offset && offset <= (words[at + 1] ?? 0);
}

/** Names, as numbers, of the heads that the symbol yields or takes. */
export function headsOf({ words, heads }: PackedSymbols, index: number): Uint32Array {
  const at = words[index * width + word.heads] ?? none;
  if (at === none) return heads.subarray(0, 0);
  return heads.subarray(at + 2, at + 2 + (heads[at] ?? 0) + (heads[at + 1] ?? 0));
}

/** The same, what it yields apart from what it takes. */
export function splitHeads(
  { words, heads }: PackedSymbols,
  index: number,
): { readonly yields: Uint32Array; readonly takes: Uint32Array } {
  const at = words[index * width + word.heads] ?? none;
  if (at === none) return { yields: heads.subarray(0, 0), takes: heads.subarray(0, 0) };
  const start = at + 2;
  const middle = start + (heads[at] ?? 0);
  return {
    yields: heads.subarray(start, middle),
    takes: heads.subarray(middle, middle + (heads[at + 1] ?? 0)),
  };
}

/** Names, as numbers, of the heads of all symbols. */
export function headNames(symbols: PackedSymbols): number[] {
  const names: number[] = [];
  for (let index = 0; index < symbolCount(symbols); index++) {
    for (const name of headsOf(symbols, index)) names.push(name);
  }
  return names;
}

export function unpackSymbol(symbols: PackedSymbols, index: number, vocabulary: Vocabulary): SymbolFact {
  const at = index * width;
  const container = containerOf(symbols, index);
  const body = rangeAt(symbols, at + word.body);
  const doc = rangeAt(symbols, at + word.doc);
  const heads = unpackHeads(symbols, index, vocabulary);
  return {
    name: vocabulary.termOf(nameOf(symbols, index)),
    kind: kindOf(symbols, index),
    ...(container !== undefined && { container }),
    range: rangeOf(symbols, index),
    ...(doc && { doc }),
    ...(body && { body }),
    exported: isExported(symbols, index),
    ...(isDefault(symbols, index) && { isDefault: true }),
    ...(heads && { heads }),
  };
}

function unpackHeads(symbols: PackedSymbols, index: number, vocabulary: Vocabulary): TypeHeads | undefined {
  const at = symbols.words[index * width + word.heads] ?? none;
  if (at === none) return undefined;
  const names = Array.from(headsOf(symbols, index), (name) => vocabulary.termOf(name));
  const yields = symbols.heads[at] ?? 0;
  return { yields: names.slice(0, yields), takes: names.slice(yields) };
}

function rangeAt({ words }: PackedSymbols, at: number): Range | undefined {
  const start = words[at] ?? none;
  return start === none ? undefined : { start, end: words[at + 1] ?? 0 };
}
