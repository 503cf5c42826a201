/** Items for the members of the values in play: one for each declaration that holds some. */

import { memberEvidence, membersItem } from '../members-item.ts';
import type { ContextSource } from '../source.ts';

/** What a member of a member is worth beside the member itself. */
const oneStep = 0.4;

export const membersOfValues: ContextSource = {
  name: 'members',
  async find({ hole }) {
    const ofReceiver = new Map((hole.members?.list ?? []).map(({ name, fits }) => [name, fits]));
    const expects = hole.expectedType !== undefined;
    return (hole.membersInPlay ?? []).map((held) => {
      const { reason, score, members } = held;
      const parts = members.map(({ name, signature, short }) => {
        const steps = stepsTo(name, signature);
        const isReceiver = score === 1 && steps === 0 && ofReceiver.has(name);
        const evidence = {
          source: score * oneStep ** steps,
          ...memberEvidence(members.length, isReceiver),
          fits: isReceiver && expects && ofReceiver.get(name) ? 1 : 0,
        };
        return { name, signature, evidence, ...(short === undefined ? {} : { short }) };
      });
      return membersItem(held, { source: 'members', reason, score }, parts);
    });
  },
};

/** `router.add(path: string)` for `add` is one step further than its holder's other members. */
function stepsTo(name: string, signature: string): number {
  const at = signature.search(/[(:<?=\s]/);
  const path = (at < 0 ? signature : signature.slice(0, at)).split('.');
  return path.at(-1) === name ? path.length - 1 : 0;
}
