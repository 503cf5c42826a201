/**
 * Each argument is a hole of its own: what its parameter's type is made by is likelier than anything else. The
 * guard asks the type engine for that hole when the model comes to it.
 */

import { identifiersRule, type Monitor } from './monitor.ts';

export const argumentTypeMonitor: Monitor = {
  name: 'argument type',
  rule(place) {
    const { argument, relevantHeaders, legal } = place.hole;
    if (place.site.kind !== 'argument' || !argument) return undefined;
    const values = (legal?.list ?? []).map(({ text }) => text.split('.')[0] ?? '');
    const names = [...new Set([...values, ...relevantHeaders.map(({ name }) => name)])];
    const rest = { monitor: 'argument type', doubt: 1, unnamed: true, blanks: true } as const;
    return identifiersRule(place, names, rest);
  },
};
