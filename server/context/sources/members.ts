/** Items for the members of the values in play: one for each declaration that holds some. */

import { identifiersOf } from '../../text/text.ts';
import { membersItem } from '../item.ts';
import type { ContextSource } from '../source.ts';

/** Names that stand above the cursor are known already: they come last. */
export const membersOfValues: ContextSource = {
  name: 'members',
  async find({ cursor, hole }) {
    const above = new Set(identifiersOf(cursor.prefix));
    return (hole.membersInPlay ?? []).map((held) => {
      const { reason, score, members } = held;
      const fresh = members.filter(({ name }) => !above.has(name));
      const known = members.filter(({ name }) => above.has(name));
      const lines = [...fresh, ...known].map(({ signature }) => signature);
      return membersItem(held, { source: 'members', reason, score }, lines);
    });
  },
};
