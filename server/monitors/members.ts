/** After `.` only members of the receiver's type may stand (dereference monitor of Agrawal et al. 2023). */

import type { Monitor } from './monitor.ts';

export const memberMonitor: Monitor = {
  name: 'members',
  legal(cursor, { members, expectedType }) {
    if (!cursor.member || !members || members.list.length === 0) return undefined;
    const { list, complete } = members;
    const fitting = expectedType && list.filter(({ fits }) => fits).map(({ name }) => name);
    return { names: list.map(({ name }) => name), complete, ...(fitting && { fitting }) };
  },
};
