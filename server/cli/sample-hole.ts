/** Picks a real hole for a first look: a member access in one of the folder's own sources, its line cut there. */

import { readText, repositoryOf, walk } from '../host/host.ts';
import { languageOf } from '../text/text.ts';
import type { Place } from './place.ts';
import { UsageError } from './usage-error.ts';

const accessed = /^(?<head>[ \t]+(?:const|return|await|if)\b.*?\b[a-z]\w*(?:\.\w+)*\.)\w+/gm;

/** @throws {UsageError} when the folder has no TypeScript or JavaScript file with a member access. */
export async function sampleHole(folder: string): Promise<Place> {
  const { files } = await walk(folder, AbortSignal.timeout(30_000));
  const sources = files.filter(
    ({ path }) => /^(typescript|javascript)/.test(languageOf(path)) && !/\btest\b|\.d\.ts$/.test(path),
  );
  const texts = await Promise.all(
    sources.map(async ({ path }) => ({ path, text: (await readText(path)) ?? '' })),
  );
  const richest = texts.toSorted(
    (a, b) => importsIn(b.text) - importsIn(a.text) || (a.path < b.path ? -1 : 1),
  );
  for (const { path, text } of richest) {
    const hole = holeIn(path, text);
    if (hole) return hole;
  }
  throw new UsageError('No hole could be found in this folder: give a position as FILE:LINE:COL.');
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
