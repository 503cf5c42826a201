/** Where the repository writes what is most like the code at the cursor: BM25 over identifiers and their parts. */

import type { ChunkHit } from '../index/index.ts';
import { placeQuery } from './query.ts';
import type { Situation } from './source.ts';

const most = 80;

/** Best first. One search for all who ask: in a large repository it takes longer than anything else here. */
export function placesAlike({ cursor, hole, index }: Situation): ChunkHit[] {
  return index.search(placeQuery(cursor, hole), { limit: most, exclude: cursor.document.path });
}
