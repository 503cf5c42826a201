/** The references of one file in a typed array, three words each. */

import type { ReferenceFact, ReferenceKind } from '../syntax/syntax.ts';
import type { ByteReader } from './byte-stream.ts';
import { largestCount } from './packed-chunks.ts';
import type { Numbers, Vocabulary } from './vocabulary.ts';
import { wordsFor } from './shared-words.ts';

export type PackedReferences = Uint32Array;

/** A reference with its name as a number. */
export interface PackedReference extends Omit<ReferenceFact, 'name'> {
  readonly name: number;
}

const width = 3;
/** The word of each field; kind and count share one. */
const word = { name: 0, from: 1, kind: 2, count: 2 } as const satisfies Record<keyof ReferenceFact, number>;

const codes: Readonly<Record<ReferenceKind, number>> = {
  call: 0,
  construct: 1,
  type: 2,
  heritage: 3,
  use: 4,
};
/** All kinds of references there are. */
export const referenceKinds: readonly ReferenceKind[] = Object.keys(codes).filter(isKind);

function isKind(text: string): text is ReferenceKind {
  return text in codes;
}

/** Counts above 255 are cut down to it. */
export function packReferences(references: readonly ReferenceFact[], numbers: Numbers): PackedReferences {
  const words = references.flatMap(({ name, kind, from = -1, count }) => [
    numbers.idOf(name),
    from + 1,
    codes[kind] * 256 + Math.min(count, largestCount),
  ]);
  return Uint32Array.from(words);
}

/** The same from their encoding; `numbers` has the number of each text of the encoding's table. */
export function packEncodedReferences(reader: ByteReader, numbers: Uint32Array): PackedReferences {
  const words = wordsFor(reader.count() * width);
  for (let at = 0; at < words.length; at += width) {
    words[at + word.name] = numbers[reader.number()] ?? 0;
    const kind = reader.number();
    words[at + word.from] = reader.number();
    words[at + word.kind] = kind * 256 + Math.min(reader.number(), largestCount);
  }
  return words;
}

export function referenceCount(references: PackedReferences): number {
  return references.length / width;
}

export function referenceAt(references: PackedReferences, index: number): PackedReference {
  const at = index * width;
  const from = (references[at + word.from] ?? 0) - 1;
  const last = references[at + word.kind] ?? 0;
  return {
    name: references[at + word.name] ?? 0,
    kind: referenceKinds[last >>> 8] ?? 'use',
    ...(from >= 0 && { from }),
    count: last & 255,
  };
}

export function unpackReferences(references: PackedReferences, vocabulary: Vocabulary): ReferenceFact[] {
  return Array.from({ length: referenceCount(references) }, (_, index) => {
    const reference = referenceAt(references, index);
    return { ...reference, name: vocabulary.termOf(reference.name) };
  });
}

/** Numbers of the names, one for each reference. */
export function referencedNames(references: PackedReferences): number[] {
  const names: number[] = [];
  for (let at = word.name; at < references.length; at += width) names.push(references[at] ?? 0);
  return names;
}
