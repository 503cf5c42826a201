/** Code elsewhere that uses the same words: the places most like the cursor's, less what they repeat. */

import { mmr } from '../../index/index.ts';
import { languageOf } from '../../text/text.ts';
import { type ContextItem, chunkItem } from '../item.ts';
import type { ContextSource } from '../source.ts';

const wanted = 10;

/** What is no code: documents, data, recorded output. Beside code it is only in the way of code. */
const noCode: ReadonlySet<string> = new Set(['plaintext', 'markdown', 'json', 'yaml', 'toml', 'xml']);

export const similarCode: ContextSource = {
  name: 'similar code',
  async find(surroundings, signal) {
    const { cursor, index, alike } = surroundings;
    const own = cursor.document.language;
    const hits = alike.filter(({ path }) => languageOf(path) === own || !noCode.has(languageOf(path)));
    const best = hits[0]?.score ?? 1;
    const items = await Promise.all(
      mmr(hits, (hit) => index.termsOf(hit), { lambda: 0.7, limit: wanted }).map(
        async (hit): Promise<ContextItem | undefined> => {
          const file = await surroundings.read(hit.path, signal);
          if (!file) return undefined;
          const share = hit.score / best;
          return chunkItem(file, hit.range, {
            source: 'similar code',
            reason: `uses the same words as the code at the cursor (${Math.round(share * 100)} % of the best match)`,
            score: 0.55 * share,
          });
        },
      ),
    );
    return items.flatMap((item) => (item ? [item] : []));
  },
};
