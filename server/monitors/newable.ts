/**
 * After `new` a class that can be made, and makes what is expected. Other expressions that can be made stay
 * legal (a namespace, a parameter), so these are only likelier.
 */

import { identifiersRule, type Monitor } from './monitor.ts';

export const newableMonitor: Monitor = {
  name: 'new',
  rule(place) {
    const { legal } = place.hole;
    if (place.site.kind !== 'new' || !legal) return undefined;
    const names = legal.list.filter(({ kind }) => kind === 'class').map(({ text }) => text);
    return identifiersRule(place, names, { monitor: 'new', doubt: 2, unnamed: true, blanks: true });
  },
};
