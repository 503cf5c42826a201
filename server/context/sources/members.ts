/** Items for the members of the values in play: one for each declaration that holds some. */

import { identifiersOf } from '../../text/text.ts';
import { memberEvidence, membersItem } from '../members-item.ts';
import type { ContextSource } from '../source.ts';

/** What a member of a member is worth beside the member itself. */
const oneStep = 0.4;

export const membersOfValues: ContextSource = {
  name: 'members',
  async find({ hole }) {
    const ofReceiver = new Map((hole.members?.list ?? []).map(({ name, fits }) => [name, fits]));
    const expects = hole.expectedType !== undefined;
    return (hole.membersInPlay ?? []).flatMap((held) => {
      const { reason, score, through } = held;
      const members = held.members.filter(({ name }) => reachable.test(name));
      if (members.length === 0) return [];
      const parts = members.map(({ name, signature, short }) => {
        const path = pathTo(name, signature);
        const isReceiver = score === 1 && path.length === 0 && ofReceiver.has(name);
        const evidence = {
          source: score * oneStep ** path.length,
          ...memberEvidence(members.length, isReceiver),
          fits: isReceiver && expects && ofReceiver.get(name) ? 1 : 0,
        };
        const behind = path.at(-1) ?? identifiersOf(through).at(-1) ?? '';
        return { name, signature, behind, evidence, ...(short === undefined ? {} : { short }) };
      });
      return [membersItem(held, { source: 'members', reason, score }, parts)];
    });
  },
};

/** What code can name behind a dot or as an attribute; not what is reached by a symbol or a text alone. */
const reachable = /^#?[\p{ID_Start}_$](?!_@)[\p{ID_Continue}$-]*$/u;

/** `router.add(path: string)` for `add` is one step further than its holder's other members: the steps before its name. */
function pathTo(name: string, signature: string): string[] {
  const at = signature.search(/[(:<?=\s]/);
  const path = (at < 0 ? signature : signature.slice(0, at)).split('.');
  return path.at(-1) === name ? path.slice(0, -1) : [];
}
