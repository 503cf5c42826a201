/** The stretch of each recently edited file that is most like the code at the cursor. */

import type { FileFacts } from '../../syntax/syntax.ts';
import { type ContextItem, chunkItem } from '../item.ts';
import { lexicalQuery } from '../query.ts';
import type { ContextSource } from '../source.ts';

const files = 5;

export const recentlyEdited: ContextSource = {
  name: 'recently edited',
  async find(surroundings, signal) {
    const { cursor, hole, workspace } = surroundings;
    const query = new Set(lexicalQuery(cursor, hole));
    const recent = workspace.recent.filter((path) => path !== cursor.document.path).slice(0, files);
    const items = await Promise.all(
      recent.map(async (path, rank): Promise<ContextItem | undefined> => {
        const file = await surroundings.read(path, signal);
        const range = file && bestChunk(file.facts, query);
        if (!file || !range) return undefined;
        const reason =
          rank === 0 ? 'from the file edited last' : `from a file edited lately (number ${rank + 1})`;
        return chunkItem(file, range, { source: 'recently edited', reason, score: 0.4 * 0.8 ** rank });
      }),
    );
    return items.flatMap((item) => (item ? [item] : []));
  },
};

/** The chunk that shares most distinct words with the query; `undefined` when none shares any. */
function bestChunk(facts: FileFacts, query: ReadonlySet<string>) {
  const scored = facts.chunks.map(({ range, terms }) => ({
    range,
    shared: terms.filter(([term]) => query.has(term)).length,
  }));
  return scored.filter(({ shared }) => shared > 0).toSorted((a, b) => b.shared - a.shared)[0]?.range;
}
