/** Between the braces of an import or an export only what the module has, or the file declares. */

import { identifiersRule, illegal, type Monitor } from './monitor.ts';

export const importedNameMonitor: Monitor = {
  name: 'imported names',
  rule(place) {
    const { kind, legal } = place.hole;
    if ((kind !== 'import specifier' && kind !== 'export specifier') || !legal) return undefined;
    const names = legal.list.map(({ text }) => text);
    return identifiersRule(place, names.length > 0 ? [...names, 'type', 'default'] : [], {
      monitor: 'imported names',
      doubt: legal.complete ? illegal : 1,
      unnamed: true,
      blanks: true,
    });
  },
};
