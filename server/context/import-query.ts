/** What the place of a cursor says about what its file may want to import: words, and names without a meaning. */

import type { ImportQuery } from '../index/index.ts';
import { identifierParts, identifiersOf } from '../text/text.ts';
import { unboundNames } from './unbound-names.ts';

/** Lines around the cursor whose words count, and lines in which names without a meaning are looked for. */
const nearLines = 6;
const readLines = 150;

/** The text of a file around a place, as its lines say it. */
export interface PlaceText {
  readonly prefix: string;
  readonly suffix: string;
  readonly language: string;
}

export type PlaceWords = Pick<ImportQuery, 'line' | 'near' | 'unbound'>;

export function placeWords({ prefix, suffix, language }: PlaceText): PlaceWords {
  const above = prefix.split('\n').slice(-readLines);
  const below = suffix.split('\n').slice(0, readLines);
  const line = above.at(-1) ?? '';
  const around = [...above.slice(-1 - nearLines, -1), ...below.slice(1, nearLines)].join('\n');
  return {
    line: partsOf(line),
    near: partsOf(around),
    unbound: unboundNames(
      [
        { text: below.join('\n'), weight: (at) => 1 / (1 + at / 10) },
        { text: above.join('\n'), weight: (at) => 1 / (1 + (above.length - 1 - at) / 10) },
      ],
      language,
    ),
  };
}

function partsOf(text: string): Set<string> {
  return new Set(identifiersOf(text).flatMap(identifierParts));
}
