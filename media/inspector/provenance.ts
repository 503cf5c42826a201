/** A completion cut at its names, each with where it stood before the model wrote it. */

import type { AttributedName } from '../../server/protocol/protocol.ts';

/** Also the class in the style sheet. */
export type Origin = 'from-context' | 'from-file' | 'from-types' | 'from-model';

/** The most telling of the places: context that was sent, then the file, then the types. */
export function originOf({ items, inFile, inTypes }: AttributedName): Origin {
  if (items.length > 0) return 'from-context';
  if (inFile) return 'from-file';
  return inTypes ? 'from-types' : 'from-model';
}

export interface Piece {
  readonly text: string;
  readonly name?: AttributedName;
}

/** Joined, the pieces are the text. */
export function piecesOf(text: string, names: readonly AttributedName[]): Piece[] {
  const places = names.flatMap((name) => name.at.map((start) => ({ start, name })));
  const pieces: Piece[] = [];
  let end = 0;
  for (const { start, name } of places.toSorted((a, b) => a.start - b.start)) {
    if (start < end) continue;
    if (start > end) pieces.push({ text: text.slice(end, start) });
    end = start + name.name.length;
    pieces.push({ text: text.slice(start, end), name });
  }
  return end < text.length ? [...pieces, { text: text.slice(end) }] : pieces;
}
