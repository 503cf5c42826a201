/**
 * The facts of a file as bytes: the form in which they go between threads and into a store. Invariant:
 * decoding what was encoded gives equal facts; decoding anything else gives some facts, and ends.
 */

import type { Range } from '../protocol/protocol.ts';
import type { ChunkFact, FileFacts, ImportFact, ReferenceFact, SymbolFact } from '../syntax/syntax.ts';
import { ByteReader, ByteWriter } from './byte-stream.ts';
import { packEncodedChunks } from './packed-chunks.ts';
import type { PackedFacts } from './packed-facts.ts';
import { packEncodedImports } from './packed-imports.ts';
import { packEncodedReferences, referenceKinds } from './packed-references.ts';
import { packEncodedSymbols, symbolBits as bits, symbolKinds } from './packed-symbols.ts';
import type { Vocabulary } from './vocabulary.ts';

export function encodeFacts(facts: FileFacts): Uint8Array<ArrayBuffer> {
  const writer = new ByteWriter();
  let start = 0;
  writer.text(facts.language);
  writer.number(facts.unread ? 1 : 0);
  writer.list(facts.symbols, (symbol) => {
    writeSymbol(writer, symbol, start);
    start = symbol.range.start;
  });
  writer.list(facts.imports, (fact) => writeImport(writer, fact));
  writer.list(facts.references, (fact) => writeReference(writer, fact));
  start = 0;
  writer.list(facts.chunks, (chunk) => {
    writeChunk(writer, chunk, start);
    start = chunk.range.end;
  });
  return writer.finish();
}

export function decodeFacts(bytes: Uint8Array): FileFacts {
  const reader = new ByteReader(bytes);
  const language = reader.text();
  const unread = reader.number() === 1;
  const symbols = readSymbols(reader);
  const imports = readImports(reader);
  const references = reader.list(() => readReference(reader));
  let start = 0;
  const chunks = reader.list(() => {
    const chunk = readChunk(reader, start);
    start = chunk.range.end;
    return chunk;
  });
  return { language, symbols, imports, references, chunks, ...(unread && { unread }) };
}

/** The facts packed, without making them objects first: with the numbers of a vocabulary for the texts. */
export function packEncoded(bytes: Uint8Array, vocabulary: Vocabulary): PackedFacts {
  const reader = new ByteReader(bytes);
  const numbers = reader.numbersOf((letters, start, end) => vocabulary.idOfBytes(letters, start, end));
  return {
    language: reader.text(),
    unread: reader.number() === 1,
    symbols: packEncodedSymbols(reader, numbers),
    imports: packEncodedImports(reader, numbers),
    references: packEncodedReferences(reader, numbers),
    chunks: packEncodedChunks(reader, numbers),
  };
}

function readSymbols(reader: ByteReader): SymbolFact[] {
  let start = 0;
  return reader.list(() => {
    const symbol = readSymbol(reader, start);
    start = symbol.range.start;
    return symbol;
  });
}

function readImports(reader: ByteReader): ImportFact[] {
  return reader.list(() => readImport(reader));
}

function writeRange(writer: ByteWriter, { start, end }: Range, from: number): void {
  writer.signed(start - from);
  writer.number(end - start);
}

function readRange(reader: ByteReader, from: number): Range {
  const start = from + reader.signed();
  return { start, end: start + reader.number() };
}

function writeSymbol(writer: ByteWriter, symbol: SymbolFact, from: number): void {
  const { name, kind, container, range, doc, body, exported, isDefault, heads } = symbol;
  writer.text(name);
  writer.number(symbolKinds.indexOf(kind));
  writer.number(
    (exported ? bits.exported : 0) |
      (isDefault ? bits.isDefault : 0) |
      (container === undefined ? 0 : bits.container) |
      (doc ? bits.doc : 0) |
      (body ? bits.body : 0) |
      (heads ? bits.heads : 0),
  );
  writeRange(writer, range, from);
  if (container !== undefined) writer.number(container);
  if (doc) writeRange(writer, doc, range.start);
  if (body) writeRange(writer, body, range.start);
  if (!heads) return;
  writer.list(heads.yields, (head) => writer.text(head));
  writer.list(heads.takes, (head) => writer.text(head));
}

function readSymbol(reader: ByteReader, from: number): SymbolFact {
  const name = reader.text();
  const kind = symbolKinds[reader.number()] ?? 'variable';
  const has = reader.number();
  const range = readRange(reader, from);
  const exported = (has & bits.exported) !== 0;
  return {
    name,
    kind,
    ...(has & bits.container ? { container: reader.number() } : {}),
    range,
    ...(has & bits.doc ? { doc: readRange(reader, range.start) } : {}),
    ...(has & bits.body ? { body: readRange(reader, range.start) } : {}),
    exported,
    ...(has & bits.isDefault ? { isDefault: true } : {}),
    ...(has & bits.heads
      ? { heads: { yields: reader.list(() => reader.text()), takes: reader.list(() => reader.text()) } }
      : {}),
  };
}

function writeImport(writer: ByteWriter, { module, names, range }: ImportFact): void {
  writer.text(module);
  writeRange(writer, range, 0);
  writer.list(names, ({ local, imported }) => {
    writer.text(local);
    writer.text(imported);
  });
}

function readImport(reader: ByteReader): ImportFact {
  const module = reader.text();
  const range = readRange(reader, 0);
  return { module, names: reader.list(() => ({ local: reader.text(), imported: reader.text() })), range };
}

function writeReference(writer: ByteWriter, { name, kind, from, count }: ReferenceFact): void {
  writer.text(name);
  writer.number(referenceKinds.indexOf(kind));
  writer.number(from === undefined ? 0 : from + 1);
  writer.number(count);
}

function readReference(reader: ByteReader): ReferenceFact {
  const name = reader.text();
  const kind = referenceKinds[reader.number()] ?? 'use';
  const from = reader.number();
  return { name, kind, ...(from > 0 ? { from: from - 1 } : {}), count: reader.number() };
}

function writeChunk(writer: ByteWriter, { range, terms }: ChunkFact, from: number): void {
  writeRange(writer, range, from);
  writer.list(terms, ([term, count]) => {
    writer.text(term);
    writer.number(count);
  });
}

function readChunk(reader: ByteReader, from: number): ChunkFact {
  const range = readRange(reader, from);
  return { range, terms: reader.list(() => [reader.text(), reader.number()] as const) };
}
