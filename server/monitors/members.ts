/**
 * After `.` only members of the receiver's type may stand (dereference monitor of Agrawal et al., 2023). The
 * type is the one that control flow has narrowed, so a member of another state is not among them (typestate).
 */

import { identifiersRule, illegal, type Monitor } from './monitor.ts';

export const memberMonitor: Monitor = {
  name: 'members',
  rule(place) {
    const { members, expectedType } = place.hole;
    if (place.site.kind !== 'member' || !members) return undefined;
    const { list, complete } = members;
    const fitting = expectedType && list.filter(({ fits }) => fits).map(({ name }) => name);
    return identifiersRule(
      place,
      list.map(({ name }) => name),
      {
        monitor: 'members',
        doubt: complete ? illegal : 1,
        // `a?.[0]` and `a?.()`
        unnamed: place.site.trigger === '?.',
        ...(fitting && { fitting }),
      },
    );
  },
};
