/** Picks a real hole for a first look: a member access in one of the folder's own sources, its line cut there. */

import { readText, repositoryOf, walk } from '../host/host.ts';
import { languageOf } from '../text/text.ts';
import type { Place } from './place.ts';
import { UsageError } from './usage-error.ts';

const accessed = /^(?<head>[ \t]+(?:const|return|await|if)\b.*?\b[a-z]\w*(?:\.\w+)*\.)\w+/gm;

/** How many places are looked at for one that the model completes. */
const most = 8;

/**
 * Places in the folder's files that import most, one for each file.
 * @throws {UsageError} when no TypeScript or JavaScript file there has a member access.
 */
export async function sampleHoles(folder: string): Promise<Place[]> {
  const { files } = await walk(folder, AbortSignal.timeout(30_000));
  const sources = files.filter(({ path }) => isSource(path));
  const texts = await Promise.all(
    sources.map(async ({ path }) => ({ path, text: (await readText(path)) ?? '' })),
  );
  const richest = texts.toSorted(
    (a, b) => importsIn(b.text) - importsIn(a.text) || (a.path < b.path ? -1 : 1),
  );
  const holes = richest.flatMap(({ path, text }) => holeIn(path, text) ?? []).slice(0, most);
  if (holes.length > 0) return holes;
  throw new UsageError('No hole could be found in this folder: give a position as FILE:LINE:COL.');
}

function isSource(path: string): boolean {
  return /^(typescript|javascript)/.test(languageOf(path)) && !/\btest\b|\.d\.ts$/.test(path);
}

/** The middle one of the file's member accesses, with the rest of its line taken away. */
function holeIn(path: string, text: string): Place | undefined {
  const matches = [...text.matchAll(accessed)];
  const match = matches[matches.length >> 1];
  if (!match) return undefined;
  const offset = match.index + (match.groups?.head ?? '').length;
  const lineEnd = text.indexOf('\n', offset);
  const cut = text.slice(0, offset) + (lineEnd < 0 ? '' : text.slice(lineEnd));
  return { root: repositoryOf(path), document: { path, language: languageOf(path), text: cut }, offset };
}

function importsIn(text: string): number {
  return text.match(/^import /gm)?.length ?? 0;
}
