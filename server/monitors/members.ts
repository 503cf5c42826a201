/**
 * After `.` only members of the receiver's type may stand (dereference monitor of Agrawal et al., 2023). The
 * type is the one that control flow has narrowed, so a member of another state is not among them (typestate).
 */

import { identifiersRule, illegal, type Monitor } from './monitor.ts';

/** What every object has by its prototype: no list offers it, and it is legal on all of them. */
const prototypeNames = [
  'constructor',
  'hasOwnProperty',
  'isPrototypeOf',
  'propertyIsEnumerable',
  'toLocaleString',
  'toString',
  'valueOf',
];

export const memberMonitor: Monitor = {
  name: 'members',
  rule(place) {
    const { members, expectedType } = place.hole;
    if (place.site.kind !== 'member' || !members) return undefined;
    const { list, complete } = members;
    const fitting = expectedType && list.filter(({ fits }) => fits).map(({ name }) => name);
    const rare = ofEveryObject(place.language).filter((name) => !list.some((one) => one.name === name));
    const isEnum =
      list.length > 0 && list.every(({ kind }) => kind === 'enum member') && fitting && fitting.length > 0;
    return identifiersRule(
      place,
      // One that the type rules out can be compared with nothing there, and given to nobody.
      isEnum ? fitting : [...list.map(({ name }) => name), ...rare],
      {
        monitor: 'members',
        doubt: complete ? illegal : 1,
        // `a?.[0]` and `a?.()`
        unnamed: place.site.trigger === '?.',
        ...(fitting && { fitting }),
        ...(!isEnum && rare.length > 0 && { rare }),
      },
    );
  },
};

function ofEveryObject(language: string): readonly string[] {
  return /^(?:type|java)script/.test(language) ? prototypeNames : [];
}

/** Where a type is expected, a member that yields it is likelier; another may be a step on the way to it. */
export const fittingMemberMonitor: Monitor = {
  name: 'fitting members',
  rule(place) {
    const { members, expectedType } = place.hole;
    if (place.site.kind !== 'member' || !members || !expectedType) return undefined;
    const fitting = members.list.filter(({ fits }) => fits).map(({ name }) => name);
    if (fitting.length === members.list.length) return undefined;
    const unnamed = place.site.trigger === '?.';
    return identifiersRule(place, fitting, { monitor: 'fitting members', doubt: 1, unnamed });
  },
};
