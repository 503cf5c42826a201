/** After `.` only members of the receiver's type may stand (dereference monitor of Agrawal et al. 2023). */

import type { Monitor } from './monitor.ts';

export const memberMonitor: Monitor = {
  name: 'members',
  legal(cursor, { members }) {
    if (!cursor.member || !members || members.list.length === 0) return undefined;
    return { names: members.list.map(({ name }) => name), complete: members.complete };
  },
};
