/** What several sources want to know of the place of the cursor, found out once. */

import { placeWords } from './import-query.ts';
import { placeQuery } from './query.ts';
import type { Situation, Surroundings } from './source.ts';

/** Places that are looked for. */
const mostAlike = 80;

/** The one search for places like this takes longer in a large repository than anything else here. */
export function surroundingsOf(situation: Situation): Surroundings {
  const { cursor, hole, index } = situation;
  const { prefix, suffix, document } = cursor;
  return {
    ...situation,
    alike: index.search(placeQuery(cursor, hole), { limit: mostAlike, exclude: document.path }),
    words: placeWords({ prefix, suffix, language: document.language }),
  };
}
