/** Items for the members of the values in play: one for each declaration that holds some. */

import { identifiersOf } from '../../text/text.ts';
import { membersItem } from '../item.ts';
import type { ContextSource } from '../source.ts';

/** Names that stand above the cursor are known already: they come last. */
export const membersOfValues: ContextSource = {
  name: 'members',
  find({ cursor, hole, read }, signal) {
    const above = new Set(identifiersOf(cursor.prefix));
    return Promise.all(
      (hole.membersInPlay ?? []).map(async (held) => {
        const { reason, score } = held;
        const fresh = held.members.filter(({ name }) => !above.has(name));
        const known = held.members.filter(({ name }) => above.has(name));
        const lines = [...fresh, ...known].map(({ signature }) => signature);
        const file = await read(held.path, signal);
        return membersItem(held, { source: 'members', reason, score }, lines, file);
      }),
    );
  },
};
