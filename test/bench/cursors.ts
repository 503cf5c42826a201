/** Seeded line-tail cursors: a place in a real line of code whose rest is taken away. */

import { readFileSync } from 'node:fs';
import { languageOf, lex, lineStarts } from '../../server/text/text.ts';

export interface TailCursor {
  readonly path: string;
  readonly language: string;
  /** The whole file as it was written. */
  readonly original: string;
  /** The file without the rest of the cursor's line. */
  readonly text: string;
  readonly offset: number;
  /** What was taken away. */
  readonly tail: string;
  readonly kind: 'after a dot' | 'before an expression' | 'elsewhere';
}

/** A small seeded generator (mulberry32): the same seed gives the same cursors everywhere. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** `count` cursors over the files, each line of code as likely as any other. */
export function tailCursors(paths: readonly string[], count: number, seed: number): TailCursor[] {
  const next = random(seed);
  const files = paths.toSorted().map((path) => ({ path, text: readFileSync(path, 'utf8') }));
  const lines = files.flatMap((file) => lineStarts(file.text).map((start) => ({ ...file, start })));
  const found = new Map<string, TailCursor>();
  for (let tries = 0; found.size < count && tries < count * 50; tries++) {
    const line = lines[Math.floor(next() * lines.length)];
    const cursor = line && cursorIn(line.path, line.text, line.start, next());
    if (cursor) found.set(`${cursor.path}:${cursor.offset}`, cursor);
  }
  return [...found.values()];
}

function cursorIn(path: string, text: string, start: number, where: number): TailCursor | undefined {
  const language = languageOf(path);
  const newline = text.indexOf('\n', start);
  const end = newline < 0 ? text.length : newline;
  const tokens = lex(text, language).filter((token) => token.start >= start && token.start < end);
  if (tokens.some(({ kind }) => kind === 'comment')) return undefined;
  const code = tokens.filter(({ kind }) => kind !== 'newline');
  const token = code[1 + Math.floor(where * (code.length - 1))];
  if (!token || token.kind === 'string') return undefined;
  const offset = token.start;
  const tail = text.slice(offset, end).trimEnd();
  if (!firstIdentifier(tail)) return undefined;
  const before = text.slice(start, offset);
  return {
    path,
    language,
    original: text,
    text: text.slice(0, offset) + text.slice(end),
    offset,
    tail,
    kind: kindOf(before),
  };
}

function kindOf(before: string): TailCursor['kind'] {
  if (/\??\.\s*$/.test(before) && !/\.\.\.\s*$/.test(before)) return 'after a dot';
  return /([=(,:?&|+\-*/<>![{]|\breturn|\bawait|\bnew|=>|\.\.\.)\s*$/.test(before)
    ? 'before an expression'
    : 'elsewhere';
}

export function firstIdentifier(text: string): string | undefined {
  return /[\p{ID_Start}_$#][\p{ID_Continue}$]*/u.exec(text)?.[0];
}
